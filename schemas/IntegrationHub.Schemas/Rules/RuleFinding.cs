using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>One thing in a document that breaks a rule of the market, said so that a sender can act on it.</summary>
/// <param name="Rule">Stable code of the rule, e.g. <c>position-missing</c>; never reused for another meaning.</param>
/// <param name="ReasonCode">Code of the standard reason code list, e.g. A49.</param>
/// <param name="Level">Where in an acknowledgement the finding belongs.</param>
/// <param name="Path">Element path with positions, e.g. <c>TimeSeries[3]/Period[1]/Point[17]/position</c>.</param>
/// <param name="Found">What the document says, in plain words.</param>
/// <param name="Expected">What the rule asks for, in plain words.</param>
public sealed record RuleFinding(string Rule, string ReasonCode, RuleLevel Level, string Path, string Found, string Expected)
{
    /// <summary><c>mRID</c> of the series, where the finding is about one.</summary>
    public string? SeriesMRid { get; init; }

    /// <summary><c>version</c> of the series, where it has one.</summary>
    public int? SeriesVersion { get; init; }

    /// <summary>The interval the finding is about; set when the level is <see cref="RuleLevel.Interval"/>.</summary>
    public TimeInterval? Interval { get; init; }

    /// <summary>The finding in one line of plain words, at most <see cref="ReasonText.MaxLength"/> characters.</summary>
    public string Text => ReasonText.Shorten($"{Path}: found {Found}, expected {Expected}");
}
