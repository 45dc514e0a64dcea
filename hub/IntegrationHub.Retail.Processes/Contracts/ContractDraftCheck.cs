using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary>The task "draft the contract" names a draft of the person who completes it that its reviewers can be given: what <see cref="ContractSubmit"/> would send back is told at the form.</summary>
public sealed class ContractDraftCheck(ContractBook contracts) : IAnswerCheck
{
    /// <summary>There is no contract of this number, or it has not this version.</summary>
    public const string NotThere = "CONTRACT_NOT_THERE";

    private const string Number = "contract";
    private const string Version = "version";

    public string Process => "contract-signing";

    public string Node => "draft";

    public async Task<IReadOnlyList<Finding>> CheckAsync(Guid instance, ContextValue answer, Actor actor, CancellationToken cancellation)
    {
        if (answer[Number] is not TextValue { Text: var number } || answer[Version] is not NumberValue { Number: var version })
            return [];

        if (await contracts.FindAsync(number, null, cancellation).ConfigureAwait(false) is not { Contract.Terms.Version: var newest } latest)
            return [new(NotThere, Number, "", 0, $"There is no contract {number}.", "Draft it first, or take its number from the list of contracts.")];

        if (version > newest || (version == newest ? latest : await contracts.FindAsync(number, (int)version, cancellation).ConfigureAwait(false)) is not { } stored)
            return [new(NotThere, Version, "", 0, $"{number} has no version {version}.", $"The newest is {newest}.")];

        var (life, name) = (stored.Contract, $"{number} version {version}");
        // What came back from this very case after it was given to the reviewers is given to them again.
        if (life.State != ContractState.Draft && !(life.State == ContractState.InReview && life.Case == instance))
            return [new(ProblemCodes.ContractTransition, Version, "", 0, $"{name} is {life.State}, no draft.", "Name a draft; an amendment is the next version.")];

        if (life.Author != actor.User)
            return [new(ProblemCodes.ContractFourEyes, Number, "", 0, $"{name} was written by {life.Author}.", $"Let {life.Author} complete the task: reviewers are others than the author.")];

        return [.. (await contracts.WhyNotSubmitAsync(stored, cancellation).ConfigureAwait(false)).Select(static problem => new Finding(problem.Code, Number, "", 0, problem.Text, problem.Remedy))];
    }
}
