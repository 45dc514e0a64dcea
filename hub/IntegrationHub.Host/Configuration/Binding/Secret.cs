namespace IntegrationHub.Host.Configuration.Binding;

/// <summary>A value that never stands in the configuration file, is never printed and never logged.</summary>
/// <remarks>A setting <c>x</c> of this type is given as <c>xFile: PATH</c> or by environment.</remarks>
internal sealed class Secret(string value)
{
    /// <summary>Hands out the value, at the place where it is used.</summary>
    public string Reveal() => value;

    public override string ToString() => "***";
}
