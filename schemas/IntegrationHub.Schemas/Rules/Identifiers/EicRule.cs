using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>An identifier of coding scheme A01 is an EIC whose check character is right.</summary>
internal sealed class EicRule : IDocumentRule
{
    public string Code => "eic-check";

    public string Source => "ENTSO-E, The Energy Identification Coding Scheme, Reference Manual";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        foreach (var identifier in DocumentIdentifiers.Of(document))
        {
            if (identifier.Id.CodingScheme == CodingSchemes.Eic && !Eic.TryCreate(identifier.Id.Value, out _, out var problem))
                yield return identifier.Finding(Code, problem, "an EIC with a correct check character");
        }
    }
}
