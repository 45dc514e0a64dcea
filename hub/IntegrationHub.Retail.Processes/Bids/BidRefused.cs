using IntegrationHub.Exchange.Sending;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary>
/// <c>bid.refused</c>: notes that the partner refused the bid of a <c>submission</c>; from then on it takes nothing from the credit. Asked of the lane, not of the message: a bid that was accepted does not
/// become a refused one. Nothing happens to one that is noted already.
/// </summary>
public sealed class BidRefused(BidServices bids, DocumentSubmission submissions) : IServiceHandler
{
    public const string NotRefused = "BID_NOT_REFUSED";

    public string Name => "bid.refused";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        var number = call.Needed("submission");
        if (await bids.Entries.FindAsync(number, null, cancellation).ConfigureAwait(false) is not { } bid)
            return new ServiceAnswer.Error(RetailProblems.Unknown, $"There is no bid {number}.");

        if (bid.State == BidState.Refused)
            return new ServiceAnswer.Done(ContextValue.Empty);

        if (await submissions.StateAsync(number, cancellation).ConfigureAwait(false) is not (OutboundState.Rejected or OutboundState.Expired))
            return new ServiceAnswer.Error(NotRefused, $"The document of {number} was neither refused nor too late. Look at its exchange.");

        var arrived = await bids.ArriveAsync(bid, cancellation).ConfigureAwait(false);
        var refused = arrived.Value is null ? arrived : await bids.Entries.StepAsync(number, bid.Version, BidAction.Refuse, BidServices.Actor, Checked.Good, cancellation).ConfigureAwait(false);
        return refused.Value is null ? ProcessAnswers.Refuse(NotRefused, refused.Problems) : new ServiceAnswer.Done(ContextValue.Empty);
    }
}
