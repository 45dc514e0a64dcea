using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Market;

namespace IntegrationHub.Retail.Processes.Submitting;

/// <summary>What became of a document that was handed in.</summary>
public abstract record Submitted
{
    private Submitted()
    {
    }

    /// <summary>Durable and in its lane, now or since an earlier call.</summary>
    public sealed record HandedIn(Submission Submission, OutboundExchange Exchange) : Submitted;

    /// <summary>It did not leave.</summary>
    /// <param name="Problems">All that is wrong, in the words of the books.</param>
    /// <param name="MarketReason">The first reason code that the receiver would give, e.g. A57; null where it has none.</param>
    public sealed record Refused(IReadOnlyList<Problem> Problems, string? MarketReason = null) : Submitted
    {
        internal static Refused Of(IReadOnlyList<Rejection> rejections) => new(
            [.. rejections.Select(static rejection => new Problem(rejection.Code, rejection.Text, rejection.Where, rejection.Remedy))],
            rejections.Select(static rejection => rejection.MarketReason).FirstOrDefault(static reason => reason is not null));
    }
}
