using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Acknowledging;

/// <summary>Reads what an Acknowledgement_MarketDocument of any version says.</summary>
public static class AcknowledgementReader
{
    public const string RootElement = "Acknowledgement_MarketDocument";

    public static bool IsAcknowledgement(ProfileId profile) => string.Equals(profile.RootElement, RootElement, StringComparison.Ordinal);

    public static AcknowledgementContent Read(MarketDocument document) =>
        new(document.MRid, OutcomeOf(document), document.Received, [.. ReasonsOf(document)]);

    /// <summary>
    /// The header decides: A02 rejects, A03 accepts in part, A01 accepts (in part, where series are listed as rejected). An error code
    /// without any of them rejects. Words alone, or acceptance and rejection together, are for a person to read.
    /// </summary>
    private static AcknowledgementOutcome OutcomeOf(MarketDocument document)
    {
        var accepts = document.Reasons.Any(reason => ReasonCodes.IsAcceptance(reason.Code));
        var rejects = document.Reasons.Any(reason => ReasonCodes.IsRejection(reason.Code));
        var partly = document.Reasons.Any(reason => ReasonCodes.IsPartial(reason.Code));
        return (accepts, rejects, partly) switch
        {
            (true, true, _) or (_, true, true) => AcknowledgementOutcome.Unclear,
            (_, true, _) => AcknowledgementOutcome.Rejected,
            (_, _, true) => AcknowledgementOutcome.PartlyAccepted,
            (true, _, _) => document.Series.Any(HasError) ? AcknowledgementOutcome.PartlyAccepted : AcknowledgementOutcome.Accepted,
            _ => document.Reasons.Any(reason => !ReasonCodes.IsNeutral(reason.Code))
                ? AcknowledgementOutcome.Rejected
                : AcknowledgementOutcome.Unclear,
        };
    }

    /// <summary>A listed series is in error unless its reasons only say that it was taken (B06) or add words.</summary>
    private static bool HasError(TimeSeries series) =>
        series.Periods.Count > 0 || series.Reasons.Any(reason => reason.Code != "B06" && !ReasonCodes.IsNeutral(reason.Code));

    private static IEnumerable<Rejection> ReasonsOf(MarketDocument document)
    {
        foreach (var reason in document.Reasons)
        {
            if (!ReasonCodes.IsAcceptance(reason.Code))
            {
                yield return From(reason, RejectionLevel.Document, null, null);
            }
        }

        foreach (var series in document.Series)
        {
            foreach (var reason in series.Reasons)
            {
                yield return From(reason, RejectionLevel.Series, series.MRid, null);
            }

            foreach (var period in series.Periods)
            {
                foreach (var reason in period.Reasons)
                {
                    yield return From(reason, RejectionLevel.Interval, series.MRid, period.Interval);
                }
            }
        }
    }

    private static Rejection From(Reason reason, RejectionLevel level, string? series, TimeInterval? interval) =>
        new(RejectionCodes.PartnerReason, reason.Code, reason.Text ?? "", Level: level, SeriesMRid: series, Interval: interval);
}
