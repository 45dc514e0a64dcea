namespace IntegrationHub.Workflows;

/// <summary>
/// Why a definition, a form or a plan is refused. Data, not an exception; all findings are reported together.
/// </summary>
/// <param name="Code">Stable code, upper snake case; never reused for another meaning.</param>
/// <param name="Element">Id of the element (or name of the field) it concerns; empty when it concerns the whole.</param>
/// <param name="Name">The name a person gave the element, for a reader who sees the diagram.</param>
/// <param name="Line">Line in the file, from 1; 0 where there is none.</param>
/// <param name="Text">What was found, and what was expected.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Finding(string Code, string Element, string Name, long Line, string Text, string Remedy)
{
    public override string ToString() => $"{Code} {Element}{(Name.Length > 0 ? $" «{Name}»" : "")}{(Line > 0 ? $" (line {Line})" : "")}: {Text} {Remedy}";
}
