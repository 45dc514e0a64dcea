using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Workflows.Engine.Running;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary><c>contract.activate</c>: the trading center accepted the filing; the contract is in force, and where it amends an earlier version, that one has ended.</summary>
public sealed class ContractActivate(ContractBook contracts) : ContractHandler(contracts)
{
    public override string Name => "contract.activate";

    protected override async Task<ServiceAnswer> CallAsync(ServiceCall call, StoredContract stored, CancellationToken cancellation)
    {
        if (stored.Contract.State is not (ContractState.Filed or ContractState.InForce))
            return NotNow(stored, "filed");

        if (stored.Contract.State == ContractState.Filed && await StepAsync(stored, new(ContractAction.AcceptFiling, CaseActors.Hub), cancellation).ConfigureAwait(false) is { } refused)
            return refused;

        var terms = stored.Contract.Terms;
        var earlier = await Book.FindInForceBelowAsync(terms.MRid, terms.Version, cancellation).ConfigureAwait(false);

        // One that ends before this one begins runs to its last day and expires.
        return earlier is not null && terms.ValidFrom <= earlier.Contract.Terms.ValidTo
            ? await StepAsync(earlier, new(ContractAction.Amend, CaseActors.Hub), cancellation).ConfigureAwait(false) ?? ProcessAnswers.Done()
            : ProcessAnswers.Done();
    }
}
