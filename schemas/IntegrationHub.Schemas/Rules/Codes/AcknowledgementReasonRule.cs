using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>
/// The header of an acknowledgement says one thing: accepted (A01) without rejected series, or errors in series (A03) with them;
/// A01, A02 and A03 exclude each other.
/// </summary>
internal sealed class AcknowledgementReasonRule : IDocumentRule
{
    public string Code => "acknowledgement-reasons";

    public string Source => "IEC 62325-451-1, acknowledgement business process: header and time series level reasons";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        if (document.Profile.RootElement != "Acknowledgement_MarketDocument") yield break;
        var verdicts = document.Reasons.Select(reason => reason.Code).Where(code => code is "A01" or "A02" or "A03").Distinct(StringComparer.Ordinal).ToArray();
        if (verdicts.Length > 1)
            yield return Finding(string.Join(" and ", verdicts), "one of A01, A02 and A03");
        if (verdicts is ["A01"] && document.Series.Count > 0)
            yield return Finding($"A01 with {document.Series.Count} rejected series", "no rejected series in a full acceptance");
        if (verdicts is ["A03"] && document.Series.Count == 0)
            yield return Finding("A03 without a rejected series", "the series that are in error");
    }

    private RuleFinding Finding(string found, string expected) => new(Code, "A59", RuleLevel.Document, "Reason/code", found, expected);
}
