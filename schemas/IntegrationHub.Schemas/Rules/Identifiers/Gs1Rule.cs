using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>An identifier of coding scheme A10 is a GSRN where it names a metering point, else a GLN, with the right check digit.</summary>
internal sealed class Gs1Rule : IDocumentRule
{
    public string Code => "gs1-check";

    public string Source => "GS1 General Specifications, section 7.9";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        foreach (var identifier in DocumentIdentifiers.Of(document))
        {
            if (identifier.Id.CodingScheme != CodingSchemes.Gs1) continue;
            string? problem;
            if (identifier.Thing == IdentifiedThing.MeteringPoint)
            {
                if (!Gsrn.TryCreate(identifier.Id.Value, out _, out problem))
                    yield return identifier.Finding(Code, problem, "a GSRN with a correct check digit");
            }
            else if (!Gln.TryCreate(identifier.Id.Value, out _, out problem))
            {
                yield return identifier.Finding(Code, problem, "a GLN with a correct check digit");
            }
        }
    }
}
