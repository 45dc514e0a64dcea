namespace IntegrationHub.Host.Configuration.Binding;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Code">Stable code, upper snake case.</param>
/// <param name="Where">File and line, variable, or setting.</param>
/// <param name="Text">What is wrong: found and expected.</param>
/// <param name="Remedy">What to do about it; may be empty.</param>
internal sealed record ConfigurationProblem(string Code, string Where, string Text, string Remedy = "")
{
    public override string ToString() => $"{Where}: {Text}" + (Remedy.Length == 0 ? "" : $". {Remedy}") + $" [{Code}]";
}
