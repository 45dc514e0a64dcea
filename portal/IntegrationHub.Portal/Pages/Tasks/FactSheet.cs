using System.Text.RegularExpressions;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>What a case holds, in the order in which people look at it: whom and what it is about, figures, days, the rest; digests and ids apart.</summary>
/// <param name="Said">For people.</param>
/// <param name="Marks">What programs and auditors tell things apart by.</param>
internal sealed partial record FactSheet(IReadOnlyList<KeyValuePair<string, Value>> Said, IReadOnlyList<KeyValuePair<string, Value>> Marks)
{
    /// <summary>What things are called, the most telling first.</summary>
    private static readonly string[] Names = ["customer", "contract", "bid", "settlement", "event", "month", "topic", "number", "version"];

    public static FactSheet Of(IEnumerable<KeyValuePair<string, Value>> facts)
    {
        var all = facts.ToLookup(static fact => IsMark(fact.Value));
        return new([.. all[false].OrderBy(static fact => RankOf(fact.Key, fact.Value))], [.. all[true]]);
    }

    /// <summary>A digest or an id: nobody reads it out.</summary>
    public static bool IsMark(Value value) => value switch
    {
        TextValue { Text: var text } => MarkText().IsMatch(text),
        ListValue { Items: { Length: > 0 } items } => items.All(IsMark),
        _ => false,
    };

    private static int RankOf(string name, Value value) => (Array.IndexOf(Names, name), value) switch
    {
        ( >= 0 and var place, _) => place,
        (_, NumberValue) => Names.Length,
        (_, DateValue or TimeValue or InstantValue or DurationValue or MonthsValue) => Names.Length + 1,
        (_, TextValue { Text: var text }) when Iso.Instant(text) is not null || Iso.Date(text) is not null => Names.Length + 1,
        (_, TextValue) => Names.Length + 2,
        (_, BooleanValue) => Names.Length + 3,
        (_, NullValue) => Names.Length + 5,
        _ => Names.Length + 4,
    };

    [GeneratedRegex("^([0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MarkText();
}
