using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary>
/// <c>bid.reconcile</c>: compares a bid with its result, and proposes the bid of the next event of its kind from what past rounds say; a person approves it like any other.
/// Input <c>submission</c>; results <c>findings</c>, how many contradictions there are, <c>next</c>, the number of the proposal or null, and <c>nextProblem</c>.
/// </summary>
public sealed class BidReconcile(BidServices bids, BidPlanBook plans, TimeProvider time) : IServiceHandler
{
    public string Name => "bid.reconcile";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        var found = await bids.FindAsync(call.Needed("submission"), null, cancellation).ConfigureAwait(false);
        if (found.Value is not { } bid)
            return found.Problems.ToError();

        if (bid.Bid.State != BidState.Reconciled)
        {
            if (bid.Bid.Results is null)
                return new ServiceAnswer.Failed($"The result of {bid.Bid.Number} is not in the book yet.");

            var compared = await bids.Entries.StepAsync(
                bid.Bid.Number, bid.Bid.Version, BidAction.Reconcile, BidServices.Actor, entry => Checked.Good(entry with { Outcome = entry.Compare(bid.Market.Pricing) }), cancellation).ConfigureAwait(false);
            if (compared.Value is not { } after)
                return new ServiceAnswer.Failed(compared.Problems[0].Text);

            bid = bid with { Bid = after };
        }

        var (next, problem) = await ProposeNextAsync(bid.Market, call.Key, cancellation).ConfigureAwait(false);
        return new ServiceAnswer.Done(ContextValue.Of(
            ("findings", Value.Of((decimal)bid.Bid.Outcome!.Findings.Count)), ("next", Value.Of(next)), ("nextProblem", Value.Of(problem))));
    }

    private async Task<(string? Next, string? Problem)> ProposeNextAsync(MarketEvent market, string call, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var next = (await bids.Events.ListAsync(cancellation).ConfigureAwait(false)).Where(entry => !entry.Missed).Select(static entry => entry.Event)
            .FirstOrDefault(other => market.IsLike(other) && other.From > market.From && other.GateClosure > now);
        if (next is null)
            return (null, null);

        // What somebody wrote for it already is left alone.
        var number = $"NEXT-{next.Code}";
        var there = (await bids.Entries.ListAsync(null, cancellation).ConfigureAwait(false)).Where(entry => entry.Event == next.Code).ToList();
        if (there.Count > 0)
            return (there.Find(entry => entry.Number == number)?.Number, null);

        var gap = await plans.GapAsync(next.Code, call + "/gap", BidServices.Actor, cancellation).ConfigureAwait(false);
        if (gap.Value is null)
            return (null, Refusals.Short(gap.Problems));

        var ceiling = await plans.CeilingAsync(next.Code, call + "/ceiling", BidServices.Actor, cancellation).ConfigureAwait(false);
        if (ceiling.Value is null)
            return (null, Refusals.Short(ceiling.Problems));

        var proposed = await plans.ProposeAsync(next.Code, number, BidServices.Actor, cancellation).ConfigureAwait(false);
        return proposed.Value is { } bid ? (bid.Number, null) : (null, Refusals.Short(proposed.Problems));
    }
}
