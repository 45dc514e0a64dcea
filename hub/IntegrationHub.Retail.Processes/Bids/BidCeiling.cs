using IntegrationHub.Retail.Bids;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary><c>bid.ceiling</c>: decides the highest prices. Input <c>event</c>; result <c>ceiling</c>, the digest of the plan with them.</summary>
public sealed class BidCeiling(BidPlanBook plans) : IServiceHandler
{
    public string Name => "bid.ceiling";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        var plan = await plans.CeilingAsync(call.Needed("event"), call.Key, BidServices.Actor, cancellation).ConfigureAwait(false);
        return plan.Value is { } decided ? new ServiceAnswer.Done(ContextValue.Of(("ceiling", Value.Of(decided.Digest)))) : plan.Problems.ToError();
    }
}
