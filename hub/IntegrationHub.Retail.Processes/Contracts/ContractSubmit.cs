using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Workflows.Engine.Running;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary><c>contract.submit</c>: gives a draft to its reviewers; from now on nobody rewrites it. Result: <c>digest</c> of the text that they read.</summary>
public sealed class ContractSubmit(ContractBook contracts, CaseActors actors) : ContractHandler(contracts)
{
    public override string Name => "contract.submit";

    protected override bool IsOf(ServiceCall call, StoredContract stored) => stored.Contract.State == ContractState.Draft || base.IsOf(call, stored);

    protected override async Task<ServiceAnswer> CallAsync(ServiceCall call, StoredContract stored, CancellationToken cancellation)
    {
        if (stored.Contract.State is not (ContractState.Draft or ContractState.InReview))
            return NotNow(stored, "a draft");

        var actor = await actors.CompletedByAsync(call.Instance, "draft", cancellation).ConfigureAwait(false) ?? CaseActors.Hub;
        if (actor != stored.Contract.Author)
            return ProcessAnswers.Refuse(Refused, [new Problem(ProblemCodes.ContractFourEyes, $"{stored.Contract.Terms.MRid} was written by {stored.Contract.Author}, not by {actor}.", "contract", $"Let {stored.Contract.Author} complete the task: reviewers are others than the author.")]);

        if (stored.Contract.State == ContractState.Draft && await StepAsync(stored, new(ContractAction.Submit, actor) { Case = call.Instance }, cancellation).ConfigureAwait(false) is { } refused)
            return refused;

        var text = await Book.TextAsync(stored, cancellation).ConfigureAwait(false);
        return text.Value is { } rendered && text.Problems.Count == 0 ? ProcessAnswers.Done(("digest", rendered.Digest)) : ProcessAnswers.Refuse(Refused, text.Problems);
    }
}
