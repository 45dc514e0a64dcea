namespace IntegrationHub.Schemas.Documents;

/// <summary>An identifier together with the scheme that gives it meaning (<c>codingScheme</c>): A01 is EIC, A10 is GS1.</summary>
/// <param name="Value">The identifier as it stands in the document.</param>
/// <param name="CodingScheme">The coding scheme, or <c>null</c> where the document names none.</param>
public readonly record struct CodedId(string Value, string? CodingScheme)
{
    public override string ToString() => CodingScheme is null ? Value : $"{Value} ({CodingScheme})";
}
