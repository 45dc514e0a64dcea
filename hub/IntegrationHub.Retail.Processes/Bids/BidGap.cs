using IntegrationHub.Retail.Bids;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary><c>bid.gap</c>: reckons what is missing for an event. Input <c>event</c>; result <c>gap</c>, the digest of the plan.</summary>
public sealed class BidGap(BidPlanBook plans) : IServiceHandler
{
    public string Name => "bid.gap";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        var plan = await plans.GapAsync(call.Needed("event"), call.Key, BidServices.Actor, cancellation).ConfigureAwait(false);
        return plan.Value is { } reckoned ? new ServiceAnswer.Done(ContextValue.Of(("gap", Value.Of(reckoned.Digest)))) : plan.Problems.ToError();
    }
}
