using IntegrationHub.Market;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes;

/// <summary>Answers of the books as answers of services.</summary>
internal static class ProcessAnswers
{
    public static ServiceAnswer Done(params ReadOnlySpan<(string Name, string? Value)> results)
    {
        var context = ContextValue.Empty;
        foreach (var (name, value) in results)
            context = context.With(name, Value.Of(value));

        return new ServiceAnswer.Done(context);
    }

    /// <summary>Somebody else was faster: worth another attempt. Everything else is the business's no, told by codes, places and remedies (<see cref="Refusals"/>).</summary>
    public static ServiceAnswer Refuse(string code, IReadOnlyList<Problem> problems) => problems.Any(static problem => problem.Code == RetailProblems.Changed)
        ? new ServiceAnswer.Failed(problems[0].ToString())
        : problems.ToError(code);
}
