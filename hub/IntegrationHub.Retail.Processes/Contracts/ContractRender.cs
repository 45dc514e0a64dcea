using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Workflows.Engine.Running;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary>
/// <c>contract.render</c>: fixes the text that was reviewed (input <c>reviewDigest</c>) and offers it in the name of the legal reviewer. Results: <c>digest</c>, and <c>rendering</c>, by which the text is found again.
/// </summary>
public sealed class ContractRender(ContractBook contracts, CaseActors actors) : ContractHandler(contracts)
{
    public override string Name => "contract.render";

    protected override async Task<ServiceAnswer> CallAsync(ServiceCall call, StoredContract stored, CancellationToken cancellation)
    {
        // Offered by this call before, and maybe answered meanwhile: the answer waits for the case.
        if (stored.Contract is { State: ContractState.Offered or ContractState.Agreed or ContractState.Declined or ContractState.Lapsed, Digest: { } offered })
            return Done(stored, offered);

        if (stored.Contract.State != ContractState.InReview)
            return NotNow(stored, "in review");

        var text = await Book.TextAsync(stored, cancellation).ConfigureAwait(false);
        if (text.Value is not { } rendered || text.Problems.Count > 0)
            return ProcessAnswers.Refuse(Refused, text.Problems);

        if (call.Text("reviewDigest") != rendered.Digest)
            return ProcessAnswers.Refuse(Refused, [new Problem(ProblemCodes.ContractDigest, "The text is another one than what was reviewed.", "digest", "Have it reviewed again.")]);

        var actor = await actors.CompletedByAsync(call.Instance, "legalReview", cancellation).ConfigureAwait(false) ?? CaseActors.Hub;
        return await StepAsync(stored, new(ContractAction.Offer, actor, rendered.Digest), cancellation).ConfigureAwait(false) ?? Done(stored, rendered.Digest);
    }

    private static ServiceAnswer Done(StoredContract stored, string digest) =>
        ProcessAnswers.Done(("digest", digest), ("rendering", $"{stored.Contract.Terms.MRid}/{stored.Contract.Terms.Version}"));
}
