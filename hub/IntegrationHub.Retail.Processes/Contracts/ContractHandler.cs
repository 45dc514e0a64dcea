using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Workflows.Engine.Running;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary>
/// A service about one contract: inputs <c>contract</c> and <c>version</c> (the newest where it is not given). What a repetition finds done already it does not do again, and answers
/// the same.
/// </summary>
public abstract class ContractHandler(ContractBook contracts) : IServiceHandler
{
    /// <summary>Error of all of them: the contract, as it stands, does not allow it.</summary>
    public const string Refused = "CONTRACT_REFUSED";

    /// <summary>The contract goes through another case, or by hand.</summary>
    public const string OtherCase = "CONTRACT_OTHER_CASE";

    public abstract string Name { get; }

    protected ContractBook Book { get; } = contracts;

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        if (call.Text("contract") is not { } number)
            return new ServiceAnswer.Error(Refused, $"{RetailProblems.Unknown}: The input contract names none.");

        var version = call.Number("version");
        return await Book.FindAsync(number, version, cancellation).ConfigureAwait(false) is { } stored
            ? IsOf(call, stored) ? await CallAsync(call, stored, cancellation).ConfigureAwait(false) : OfAnother(stored)
            : Absent(number, version);
    }

    /// <summary>True when the contract goes through the case that calls: nobody else's contract is touched because somebody entered its number.</summary>
    protected virtual bool IsOf(ServiceCall call, StoredContract stored) => stored.Contract.Case == call.Instance;

    protected abstract Task<ServiceAnswer> CallAsync(ServiceCall call, StoredContract stored, CancellationToken cancellation);

    /// <summary>What is said where there is no such contract.</summary>
    protected virtual ServiceAnswer Absent(string number, int? version) => ProcessAnswers.Refuse(
        Refused, [RetailProblems.NotThere($"contract {number}{(version is null ? "" : $" version {version}")}", "Look at the list of contracts, and draft it first.")]);

    /// <summary>One step of the contract; null where it was made, else what the process is told.</summary>
    protected async Task<ServiceAnswer?> StepAsync(StoredContract stored, ContractStep step, CancellationToken cancellation)
    {
        var terms = stored.Contract.Terms;
        var done = await Book.StepAsync(terms.MRid, terms.Version, step, cancellation).ConfigureAwait(false);
        return done.Problems.Count == 0 ? null : ProcessAnswers.Refuse(Refused, done.Problems);
    }

    /// <summary>Steps from state to state until none is left to take.</summary>
    /// <param name="call">The call; its case is the reason.</param>
    /// <param name="stored">The contract.</param>
    /// <param name="next">What to do in a state; null where that is the end.</param>
    /// <param name="cancellation">Gives up.</param>
    protected async Task<ServiceAnswer> WalkAsync(ServiceCall call, StoredContract stored, Func<ContractState, ContractAction?> next, CancellationToken cancellation)
    {
        var terms = stored.Contract.Terms;
        while (next(stored.Contract.State) is { } action)
        {
            var done = await Book.StepAsync(terms.MRid, terms.Version, new(action, CaseActors.Hub, Reason: $"case {call.Instance:D}"), cancellation).ConfigureAwait(false);
            if (done.Value is not { } after || done.Problems.Count > 0)
                return ProcessAnswers.Refuse(Refused, done.Problems);

            stored = after;
        }

        return ProcessAnswers.Done();
    }

    private static ServiceAnswer OfAnother(StoredContract stored) => new ServiceAnswer.Error(
        Refused, $"{OtherCase}: {stored.Contract.Terms.MRid} version {stored.Contract.Terms.Version} is {stored.Contract.State} and does not go through this case. Look at its history, and go on in the case that it belongs to.");

    protected static ServiceAnswer NotNow(StoredContract stored, string wanted) => new ServiceAnswer.Error(
        Refused, $"{Market.ProblemCodes.ContractTransition}: {stored.Contract.Terms.MRid} version {stored.Contract.Terms.Version} is {stored.Contract.State}, not {wanted}. Look at its history, and decide by hand how it goes on.");
}
