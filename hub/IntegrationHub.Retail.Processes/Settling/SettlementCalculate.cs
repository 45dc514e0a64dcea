using IntegrationHub.Retail.Settlement;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Settling;

/// <summary>
/// <c>settlement.calculate</c>: settles a <c>month</c>. Gives <c>settlement</c>, its name, <c>digest</c>, of the text that is approved (<see cref="SettlementText"/>), and <c>deviations</c>: how many accounts were billed, how many intervals are not the meter's,
/// whether the pool is beyond its free band, and whether it is a correction. What is in the bills is not in the process.
/// </summary>
/// <remarks>The same inputs are the same settlement, so a repeated call gives the first one's answer.</remarks>
public sealed class SettlementCalculate(SettlementBook book) : IServiceHandler
{
    public string Name => "settlement.calculate";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        if (SettlingCalls.Month(call) is not { } month)
            return SettlingCalls.NoMonth;

        var calculated = await book.CalculateAsync(month, SettlingCalls.Actor, cancellation).ConfigureAwait(false);
        if (calculated.Value is not { } settlement)
            return calculated.Problems.ToError();

        return new ServiceAnswer.Done(ContextValue.Of(
            ("settlement", Value.Of(settlement.Name)),
            ("digest", Value.Of(SettlementText.Of(settlement).Digest)),
            ("deviations", ContextValue.Of(
                ("accounts", Value.Of((decimal)settlement.Accounts)),
                ("substituted", Value.Of((decimal)settlement.Substituted)),
                ("beyondBand", Value.Of(settlement.DeviationCharge != 0)),
                ("correction", Value.Of(settlement.Corrects is not null))))));
    }
}
