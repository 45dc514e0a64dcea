using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary><c>bid.missed</c>: notes that the gate closed before a bid left, of the event and of its bids. Input <c>event</c>.</summary>
public sealed class BidMissed(BidServices bids) : IServiceHandler
{
    public string Name => "bid.missed";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        var code = call.Needed("event");
        if (!await bids.Events.MissAsync(code, BidServices.Actor, cancellation).ConfigureAwait(false))
            return new ServiceAnswer.Error(RetailProblems.Unknown, $"There is no market event {code}.");

        foreach (var bid in (await bids.Entries.ListAsync(null, cancellation).ConfigureAwait(false)).Where(bid => bid.Event == code && BidTransitions.Next(bid.State, BidAction.Miss) is not null))
        {
            var missed = await bids.Entries.StepAsync(bid.Number, bid.Version, BidAction.Miss, BidServices.Actor, Checked.Good, cancellation).ConfigureAwait(false);
            if (missed.Value is null)
                return new ServiceAnswer.Failed(missed.Problems[0].Text);
        }

        return new ServiceAnswer.Done(ContextValue.Empty);
    }
}
