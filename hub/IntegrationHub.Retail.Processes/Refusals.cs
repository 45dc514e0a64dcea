using IntegrationHub.Market;
using IntegrationHub.Workflows.Engine.Running;

namespace IntegrationHub.Retail.Processes;

/// <summary>
/// Problems of the books as answers of services. Whoever repairs a process reads its incidents and need not be somebody who may read bids and bills, so they get codes,
/// places and remedies and never the words of a problem, which may hold energies and prices.
/// </summary>
public static class Refusals
{
    private const int Shown = 5;

    /// <summary>A refusal with the code of the first problem: nothing that a repetition would change.</summary>
    public static ServiceAnswer.Error ToError(this IReadOnlyList<Problem> problems) => new(problems[0].Code, Short(problems));

    /// <summary>A refusal under a code that a boundary event catches.</summary>
    public static ServiceAnswer.Error ToError(this IReadOnlyList<Problem> problems, string code) => new(code, Short(problems));

    /// <summary>The first few problems by code and place, with what to do, and how many more there are.</summary>
    public static string Short(IReadOnlyList<Problem> problems)
    {
        var text = string.Join(" ", problems.Take(Shown).Select(static problem => problem.Where.Length == 0 ? $"{problem.Code}: {problem.Remedy}" : $"{problem.Code} at {problem.Where}: {problem.Remedy}"));
        return problems.Count > Shown ? $"{text} … and {problems.Count - Shown} more." : text;
    }
}
