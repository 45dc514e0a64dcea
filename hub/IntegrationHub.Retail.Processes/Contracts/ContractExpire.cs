using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary><c>contract.expire</c>: an offer that was not taken up in time lapses. Result: <c>late</c>, true for an agreement of the last moment: it counts, and its message is on the way to the case.</summary>
public sealed class ContractExpire(ContractBook contracts) : ContractHandler(contracts)
{
    public override string Name => "contract.expire";

    protected override async Task<ServiceAnswer> CallAsync(ServiceCall call, StoredContract stored, CancellationToken cancellation) => stored.Contract.State switch
    {
        ContractState.Lapsed or ContractState.Declined => Late(false),
        ContractState.Agreed => Late(true),
        ContractState.Offered => await StepAsync(stored, new(ContractAction.Lapse, CaseActors.Hub), cancellation).ConfigureAwait(false) ?? Late(false),
        _ => NotNow(stored, "offered"),
    };

    private static ServiceAnswer.Done Late(bool agreed) => new(ContextValue.Of(("late", Value.Of(agreed))));
}
