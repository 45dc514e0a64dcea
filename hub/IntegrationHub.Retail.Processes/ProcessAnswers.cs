using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes;

/// <summary>Between the values of processes and those of the books.</summary>
internal static class ProcessAnswers
{
    /// <summary>An input that has to be a text.</summary>
    public static string? Text(this ServiceCall call, string name) => call.Inputs[name] is TextValue { Text.Length: > 0 } text ? text.Text : null;

    /// <summary>An input that has to be a whole number from 1.</summary>
    public static int? Number(this ServiceCall call, string name) =>
        call.Inputs[name] is NumberValue { Number: >= 1 and <= int.MaxValue and var number } && number == decimal.Truncate(number) ? (int)number : null;

    /// <summary>An input that has to be a day.</summary>
    public static NodaTime.LocalDate? Day(this ServiceCall call, string name) => call.Inputs[name] switch
    {
        DateValue day => NodaTime.LocalDate.FromDateOnly(day.Date),
        TextValue text when DateOnly.TryParseExact(text.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => NodaTime.LocalDate.FromDateOnly(day),
        _ => null,
    };

    public static ServiceAnswer Done(params ReadOnlySpan<(string Name, string? Value)> results)
    {
        var context = ContextValue.Empty;
        foreach (var (name, value) in results)
            context = context.With(name, Value.Of(value));

        return new ServiceAnswer.Done(context);
    }

    /// <summary>Somebody else was faster: worth another attempt. Everything else is the business's no.</summary>
    public static ServiceAnswer Refuse(string code, IReadOnlyList<Problem> problems) => problems.Any(static problem => problem.Code == RetailProblems.Changed)
        ? new ServiceAnswer.Failed(problems[0].ToString())
        : new ServiceAnswer.Error(code, string.Join(" ", problems));
}
