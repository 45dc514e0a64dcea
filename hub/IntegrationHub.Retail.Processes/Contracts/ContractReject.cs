using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Workflows.Engine.Running;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary><c>contract.reject</c>: gives a contract up, from wherever it stands before it is in force. Nothing happens to one that is over.</summary>
public sealed class ContractReject(ContractBook contracts) : ContractHandler(contracts)
{
    public override string Name => "contract.reject";

    protected override async Task<ServiceAnswer> CallAsync(ServiceCall call, StoredContract stored, CancellationToken cancellation) => stored.Contract.State == ContractState.InForce
        ? NotNow(stored, "before its force")
        : await WalkAsync(call, stored, ActionIn, cancellation).ConfigureAwait(false);

    protected override ServiceAnswer Absent(string number, int? version) => ProcessAnswers.Done();

    private static ContractAction? ActionIn(ContractState state) =>
        ContractTransitions.Next(state, ContractAction.Reject) is not null ? ContractAction.Reject : ContractReturn.BackFrom(state);
}
