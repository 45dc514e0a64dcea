using IntegrationHub.Retail.Settlement;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Settling;

/// <summary><c>settlement.substitute</c>: puts values in place of every missing reading of a <c>month</c>. Again it finds none.</summary>
public sealed class SettlementSubstitute(ReadingSubstitution substitution) : IServiceHandler
{
    public string Name => "settlement.substitute";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        if (SettlingCalls.Month(call) is not { } month)
            return SettlingCalls.NoMonth;

        var filled = await substitution.FillAsync(month, SettlingCalls.Actor, cancellation).ConfigureAwait(false);
        return filled.Problems.Count > 0 ? filled.Problems.ToError() : new ServiceAnswer.Done(ContextValue.Empty);
    }
}
