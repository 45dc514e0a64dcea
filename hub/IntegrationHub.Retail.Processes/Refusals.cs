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

    /// <summary>Where it is; nothing where that is an account, which is named by number and voltage level: its number leads to a person. The same at many accounts is told once, with their number.</summary>
    private static string PlaceOf(Problem problem) => problem.Where.Contains('/', StringComparison.Ordinal) ? "" : problem.Where;

    /// <summary>The first few problems by code and place, with what to do, and how many more there are.</summary>
    public static string Short(IReadOnlyList<Problem> problems)
    {
        var alike = problems.GroupBy(static problem => (problem.Code, Where: PlaceOf(problem), problem.Remedy)).ToList();
        var text = string.Join(" ", alike.Take(Shown).Select(static same =>
            $"{same.Key.Code}{(same.Key.Where.Length == 0 ? "" : $" at {same.Key.Where}")}{(same.Count() == 1 ? "" : $" ({same.Count()} times)")}: {same.Key.Remedy}"));
        return alike.Count > Shown ? $"{text} … and {alike.Skip(Shown).Sum(static same => same.Count())} more." : text;
    }
}
