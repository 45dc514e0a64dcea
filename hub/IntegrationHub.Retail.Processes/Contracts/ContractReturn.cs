using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Workflows.Engine.Running;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary><c>contract.return</c>: gives a contract back to its author, from wherever it stands; a draft again. Nothing happens to one that is a draft, or over.</summary>
public sealed class ContractReturn(ContractBook contracts) : ContractHandler(contracts)
{
    /// <summary>One step for each state that leads back.</summary>
    internal static ContractAction? BackFrom(ContractState state) => state switch
    {
        ContractState.InReview or ContractState.Agreed or ContractState.Signed => ContractAction.SendBack,
        ContractState.Offered => ContractAction.AskForChanges,
        ContractState.Filed => ContractAction.RefuseFiling,
        _ => null,
    };

    public override string Name => "contract.return";

    protected override bool IsOf(ServiceCall call, StoredContract stored) => stored.Contract.State == ContractState.Draft || base.IsOf(call, stored);

    protected override Task<ServiceAnswer> CallAsync(ServiceCall call, StoredContract stored, CancellationToken cancellation) => WalkAsync(call, stored, BackFrom, cancellation);

    /// <summary>A draft that named a contract which is not there goes back to who named it.</summary>
    protected override ServiceAnswer Absent(string number, int? version) => ProcessAnswers.Done();
}
