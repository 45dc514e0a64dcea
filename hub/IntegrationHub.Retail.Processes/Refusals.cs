using IntegrationHub.Market;
using IntegrationHub.Workflows.Engine.Running;

namespace IntegrationHub.Retail.Processes;

/// <summary>Problems of the books as answers of services.</summary>
public static class Refusals
{
    /// <summary>A refusal with the code of the first problem and the words of all of them: nothing that a repetition would change.</summary>
    public static ServiceAnswer.Error ToError(this IReadOnlyList<Problem> problems) => new(problems[0].Code, string.Join(" ", problems));

    /// <summary>A refusal under a code that a boundary event catches.</summary>
    public static ServiceAnswer.Error ToError(this IReadOnlyList<Problem> problems, string code) => new(code, string.Join(" ", problems));
}
