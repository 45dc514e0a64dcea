using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;

namespace IntegrationHub.Retail.Contracts;

/// <summary>
/// Steps that a person records without the process: what was filed at a counter, what was accepted by letter. The file that shows it is attached to the contract, and the step names it. Consents and
/// signatures are not recorded this way: a scan shows neither who entered a code nor who holds a key. Thread-safe.
/// </summary>
public sealed class HandSteps(ContractBook contracts, FilingBook filings, AttachmentBook attachments)
{
    /// <summary>Party of a filing that no partner's lane carried.</summary>
    public const string ByHand = "by hand";

    /// <summary>Does one step, or says why it cannot be done.</summary>
    /// <param name="number">The contract.</param>
    /// <param name="version">Its version; null for the newest.</param>
    /// <param name="step">What shall happen.</param>
    /// <param name="file">Id of the attachment that shows it; null where there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Checked<StoredContract>> StepAsync(string number, int? version, ContractStep step, string? file, CancellationToken cancellationToken)
    {
        if (step.Action == ContractAction.Terminate)
        {
            return new Problem(
                ProblemCodes.ContractFourEyes, "Nobody ends a contract alone.", "action", "Begin the process contract-termination: one person gives reason, notice and last day, another approves them.").Bad<StoredContract>();
        }

        if (file is null || await contracts.FindAsync(number, version, cancellationToken).ConfigureAwait(false) is not { } stored)
            return await contracts.StepAsync(number, version, step, cancellationToken).ConfigureAwait(false);

        if (step.Action is not (ContractAction.File or ContractAction.AcceptFiling))
            return new Problem(ProblemCodes.ContractEvidence, $"{step.Action} is not shown by a file.", "evidence", "Leave it away; consents and signatures come from who gives them.").Bad<StoredContract>();

        var shown = (await attachments.ListAsync(number, cancellationToken).ConfigureAwait(false)).FirstOrDefault(one => string.Equals($"{one.Id:D}", file, StringComparison.OrdinalIgnoreCase));
        if (shown is null)
            return new Problem(RetailProblems.Unknown, $"{number} has no file of this id.", "evidence", "Attach it with `ihub contract attach`, and give the id that it answers.").Bad<StoredContract>();

        var terms = stored.Contract.Terms;
        var all = await filings.ListAsync(number, cancellationToken).ConfigureAwait(false);
        var filed = all.LastOrDefault(one => one.Version == terms.Version && one.Refused is null);
        if (step.Action == ContractAction.AcceptFiling && filed is { Party: not ByHand })
            return new Problem(ProblemCodes.ContractEvidence, $"{number} was filed with {filed.Party}: its acknowledgement says whether it was accepted, no file.", "evidence", "Wait for the acknowledgement; one that was turned down is refused first (`refuse-filing`), then filed by hand.").Bad<StoredContract>();

        if (all.FirstOrDefault(one => one.Receipt == shown.Sha256 || one.Accepted == shown.Sha256) is not null)
            return new Problem(ProblemCodes.ContractEvidence, "This file showed another step already.", "evidence", "Attach the file that shows this one.").Bad<StoredContract>();

        var filing = step.Action == ContractAction.File || filed is null
            ? new ContractFiling(number, terms.Version, all.Count + 1, "", ByHand, "", file) { Receipt = shown.Sha256 }
            : filed;
        if (step.Action == ContractAction.AcceptFiling)
            filing = filing with { Accepted = shown.Sha256 };

        return await contracts.StepAsync(number, terms.Version, step with { Proof = await filings.ToProofAsync(filing, cancellationToken).ConfigureAwait(false) }, cancellationToken).ConfigureAwait(false);
    }
}
