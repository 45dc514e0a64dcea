using IntegrationHub.Retail.Readings;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Settling;

/// <summary>
/// <c>settlement.readings</c>: which accounts of a <c>month</c> have gaps. Gives <c>missing</c>: their keys, which say nothing, at most <see cref="Most"/>; who they are is told by
/// <c>ihub readings status</c>.
/// </summary>
public sealed class SettlementReadings(ReadingBook book) : IServiceHandler
{
    /// <summary>Accounts that the process carries; it only asks whether there are any.</summary>
    public const int Most = 100;

    public string Name => "settlement.readings";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        if (SettlingCalls.Month(call) is not { } month)
            return SettlingCalls.NoMonth;

        var gaps = await book.GapsAsync(month, cancellation).ConfigureAwait(false);
        return new ServiceAnswer.Done(ContextValue.Of(("missing", Value.List(gaps.Take(Most).Select(static gap => Value.Of(gap.Key))))));
    }
}
