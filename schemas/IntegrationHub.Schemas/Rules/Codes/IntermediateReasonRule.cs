using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>The reasons A87 (for action) and A90 (modification proposal) belong to intermediate confirmations (A07) only.</summary>
internal sealed class IntermediateReasonRule : IDocumentRule
{
    public string Code => "reason-only-intermediate";

    public string Source => "ENTSO-E code lists, StandardReasonCodeTypeList A87 and A90; IEC 62325-451-2";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        if (document.Profile.RootElement != "Confirmation_MarketDocument" || document.Type == "A07") yield break;
        foreach (var reason in document.Reasons)
        {
            if (reason.Code is "A87" or "A90")
                yield return new RuleFinding(Code, "A59", RuleLevel.Document, "Reason/code", $"{reason.Code} in a confirmation of type {document.Type}", "this reason in type A07 only");
        }

        foreach (var series in document.Series)
        {
            foreach (var reason in series.Reasons)
            {
                if (reason.Code is "A87" or "A90")
                    yield return series.Finding(Code, "A59", $"{series.Path()}/Reason/code", $"{reason.Code} in a confirmation of type {document.Type}", "this reason in type A07 only");
            }
        }
    }
}
