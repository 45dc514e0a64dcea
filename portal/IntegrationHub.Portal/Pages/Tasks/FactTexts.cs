using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Settlements;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>Values of processes in the reader's language and in the market's time.</summary>
internal static class FactTexts
{
    /// <summary>Variables whose texts are answers of a form.</summary>
    private static readonly string[] Answers = ["decision", "legalDecision", "riskDecision", "creditDecision", "documentsDecision", "action"];

    /// <summary>Numbers that are money, in the currency of the company.</summary>
    private static readonly string[] Amounts = ["creditLimit", "limit"];

    /// <param name="page">Who reads it.</param>
    /// <param name="name">Of the variable.</param>
    /// <param name="value">One value: no list, and nothing with values in it.</param>
    /// <param name="around">What it stands in.</param>
    public static string Said(PageContext page, string name, Value value, ContextValue? around) => value switch
    {
        NumberValue when name == "position" && around is not null && AccountWords.PositionOf(around) is { } day => day,
        NumberValue known when Amounts.Contains(name) => PageContext.Money(known.Number),
        NumberValue known => PageContext.Figure(known.Number) + (name.EndsWith("Mwh", StringComparison.Ordinal) ? " MWh" : ""),
        BooleanValue known => page.T(known.Known ? "value.yes" : "value.no"),
        InstantValue known => page.Instant(known.Instant),
        DurationValue known => page.Span(known.Duration),
        TextValue { Text: var text } => TextOf(page, name, text),
        ListValue or ContextValue or NullValue => PageContext.Unknown,
        _ => Iso.Text(value) ?? ValueJson.Write(value),
    };

    private static string TextOf(PageContext page, string name, string text) => name switch
    {
        _ when Answers.Contains(name) => page.Word("answer", text, text),
        "finding" => page.Word("line", text, text),
        "series" => AccountWords.SeriesOf(page, text),
        "topic" => page.Word("topic", text, text),
        _ => Iso.Instant(text) is { } at ? page.Instant(at.Instant) : text,
    };
}
