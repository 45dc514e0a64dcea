using IntegrationHub.Exchange.Sending;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Workflows.Engine.Running;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary>
/// <c>contract.activate</c>: the trading center accepted the <c>filing</c>; the contract is in force, and where it amends an earlier version, that one has ended. That it was accepted is looked up where
/// the acknowledgement was taken: a message of the right name alone puts nothing in force.
/// </summary>
public sealed class ContractActivate(ContractBook contracts, FilingBook filings, DocumentSubmission submission) : ContractHandler(contracts)
{
    public override string Name => "contract.activate";

    protected override async Task<ServiceAnswer> CallAsync(ServiceCall call, StoredContract stored, CancellationToken cancellation)
    {
        // A repetition after the last day finds it expired, and the earlier version may still have to end.
        if (stored.Contract.State is not (ContractState.Filed or ContractState.InForce or ContractState.Expired))
            return NotNow(stored, "filed");

        var terms = stored.Contract.Terms;
        if (stored.Contract.State == ContractState.Filed)
        {
            var step = new ContractStep(ContractAction.AcceptFiling, CaseActors.Hub) { Proof = await AcceptanceAsync(terms, call.Text("filing"), cancellation).ConfigureAwait(false) };
            if (await StepAsync(stored, step, cancellation).ConfigureAwait(false) is { } refused)
                return refused;
        }

        var open = await Book.AmendEarlierAsync(terms, CaseActors.Hub, cancellation).ConfigureAwait(false);
        return open.Count == 0 ? ProcessAnswers.Done() : ProcessAnswers.Refuse(Refused, open);
    }

    /// <summary>Evidence that the trading center accepted this filing of this version; null where it did not.</summary>
    private async Task<StepProof?> AcceptanceAsync(ContractTerms terms, string? document, CancellationToken cancellation)
    {
        var filing = (await filings.ListAsync(terms.MRid, cancellation).ConfigureAwait(false)).LastOrDefault(one => one.Version == terms.Version && one.MRid == document && one.Refused is null);
        return filing is not null && await submission.StateAsync(filing.MRid, cancellation).ConfigureAwait(false) is OutboundState.Accepted
            ? await filings.ToProofAsync(filing with { Accepted = filing.MRid }, cancellation).ConfigureAwait(false)
            : null;
    }
}
