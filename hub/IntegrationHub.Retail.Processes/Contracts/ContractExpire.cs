using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Workflows.Engine.Running;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary><c>contract.expire</c>: an offer that was not taken up in time lapses. An agreement of the last moment is for a person to judge: the call is refused.</summary>
public sealed class ContractExpire(ContractBook contracts) : ContractHandler(contracts)
{
    public override string Name => "contract.expire";

    protected override async Task<ServiceAnswer> CallAsync(ServiceCall call, StoredContract stored, CancellationToken cancellation) => stored.Contract.State switch
    {
        ContractState.Lapsed => ProcessAnswers.Done(),
        ContractState.Offered => await StepAsync(stored, new(ContractAction.Lapse, CaseActors.Hub), cancellation).ConfigureAwait(false) ?? ProcessAnswers.Done(),
        _ => NotNow(stored, "offered"),
    };
}
