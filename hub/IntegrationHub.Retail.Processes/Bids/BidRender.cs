using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary>
/// <c>bid.render</c>: fixes the text of a proposed bid. Inputs <c>event</c>, <c>bid</c>; result <c>digest</c>, which the approver sees and the signature is bound to,
/// or <c>problem</c>, why it cannot be proposed.
/// </summary>
public sealed class BidRender(BidServices bids, BidCheck check) : IServiceHandler
{
    public string Name => "bid.render";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        var found = await bids.FindAsync(call.Needed("bid"), null, cancellation).ConfigureAwait(false);
        if (found.Value is not { } bid)
            return Refused(found.Problems);

        if (bid.Market.Code != call.Needed("event"))
            return Refused([new(ProblemCodes.BidNumber, $"{bid.Bid.Number} is a bid in {bid.Market.Code}.", "bid", $"Name one in {call.Needed("event")}.")]);

        var problems = await check.FindAsync(bid.Bid, null, cancellation).ConfigureAwait(false);
        if (problems.Count > 0)
            return Refused(problems);

        var digest = bids.Entries.TextOf(bid.Bid, bid.Market).Digest;
        var proposed = await bids.Entries.StepAsync(
            bid.Bid.Number, bid.Bid.Version, BidAction.Propose, bid.Bid.Author, entry => Checked.Good(entry with { Digest = digest }), cancellation).ConfigureAwait(false);
        return proposed.Value is null
            ? Refused(proposed.Problems)
            : new ServiceAnswer.Done(ContextValue.Of(("digest", Value.Of(digest)), ("problem", Value.Null)));
    }

    private static ServiceAnswer.Done Refused(IReadOnlyList<Problem> problems) =>
        new(ContextValue.Of(("digest", Value.Null), ("problem", Value.Of(Refusals.Short(problems)))));
}
