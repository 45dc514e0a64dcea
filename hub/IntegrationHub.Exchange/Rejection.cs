namespace IntegrationHub.Exchange;

/// <summary>How far a rejection reaches, which is also where an acknowledgement puts it.</summary>
public enum RejectionLevel
{
    /// <summary>The whole document (header reasons of the acknowledgement).</summary>
    Document,

    /// <summary>One time series (<c>Rejected_TimeSeries</c>).</summary>
    Series,

    /// <summary>One interval of a series (<c>InError_Period</c>).</summary>
    Interval,
}

/// <summary>
/// Why something is refused. Data, not an exception: it reaches the sender as acknowledgement, fault or HTTP status and the
/// store as evidence.
/// </summary>
/// <param name="Code">Stable code of the hub, upper snake case, e.g. <c>SIGNATURE_DIGEST_MISMATCH</c>; never reused for another meaning.</param>
/// <param name="MarketReason">The market's reason code (ReasonCodeTypeList), e.g. A51, where one exists.</param>
/// <param name="Text">What was wrong, in words for the sender: found and expected. Never carries secrets or prices.</param>
/// <param name="Where">Element path, line, option name or header: where it was found; empty when it concerns the whole.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Level">How far the rejection reaches.</param>
/// <param name="SeriesMRid">For <see cref="RejectionLevel.Series"/> and <see cref="RejectionLevel.Interval"/>: the series.</param>
/// <param name="Interval">For <see cref="RejectionLevel.Interval"/>: the interval.</param>
public sealed record Rejection(
    string Code,
    string? MarketReason,
    string Text,
    string Where = "",
    string Remedy = "",
    RejectionLevel Level = RejectionLevel.Document,
    string? SeriesMRid = null,
    Schemas.Documents.TimeInterval? Interval = null);
