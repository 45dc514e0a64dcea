using System.Globalization;
using System.Text.Json;

namespace IntegrationHub.Market.Comparing;

/// <summary>A value that is not the same.</summary>
/// <param name="Where">Names from the outside in: <c>buyer.name</c>, <c>lines[A04 · 3].energy</c>.</param>
/// <param name="Before">As it is written; <c>null</c> where there was none.</param>
/// <param name="After">As it is written; <c>null</c> where there is none any more.</param>
public sealed record FigureChange(string Where, string? Before, string? After)
{
    /// <summary>Later less earlier value of two numbers, with its sign; else <c>null</c>.</summary>
    public string? Difference => Number(Before) is { } before && Number(After) is { } after ? TryDifference(after, before) : null;

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? TryDifference(decimal after, decimal before)
    {
        try
        {
            return (after - before).ToString("+0.############;-0.############;0", CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}

/// <summary>
/// Two records by their values. What stands in a list is found again by what it is called (series and position, item, package, account), not by its place, so that one more at the beginning is one more and
/// not a change of all.
/// </summary>
/// <param name="Changes">Values that differ, in the order of the records; at most <see cref="Most"/>.</param>
/// <param name="More">How many differ besides.</param>
public sealed record FigureComparison(IReadOnlyList<FigureChange> Changes, int More)
{
    /// <summary>Changes that are told one by one.</summary>
    public const int Most = 500;

    /// <summary>Names of properties that say what an entry of a list is.</summary>
    private static readonly string[] Identities = ["mRid", "code", "number", "name", "item", "series", "position", "package", "accountNumber", "voltageLevel", "month", "call"];

    public bool IsSame => Changes.Count == 0;

    /// <summary>Compares two values in JSON.</summary>
    /// <exception cref="JsonException">One is no JSON.</exception>
    public static FigureComparison Of(string before, string after)
    {
        using var old = JsonDocument.Parse(before);
        using var now = JsonDocument.Parse(after);
        var found = new Found();
        Walk("", old.RootElement, now.RootElement, found);
        return new FigureComparison(found.Changes, found.More);
    }

    private static void Walk(string where, JsonElement? before, JsonElement? after, Found found)
    {
        if (before is { } old && after is { } now && JsonElement.DeepEquals(old, now))
            return;

        if (IsOrNone(before, after, JsonValueKind.Object))
            WalkObjects(where, before, after, found);
        else if (IsOrNone(before, after, JsonValueKind.Array))
            WalkLists(where, before, after, found);
        else
            found.Add(where, TextOf(before), TextOf(after));
    }

    private static void WalkObjects(string where, JsonElement? before, JsonElement? after, Found found)
    {
        foreach (var name in NamesOf(before).Concat(NamesOf(after)).Distinct(StringComparer.Ordinal))
            Walk(where.Length == 0 ? name : $"{where}.{name}", Member(before, name), Member(after, name), found);
    }

    private static void WalkLists(string where, JsonElement? before, JsonElement? after, Found found)
    {
        var (old, now) = (EntriesOf(before), EntriesOf(after));
        // One list may be empty; what its entries are called the other says.
        if (NameAll(old) is { } oldNamed && NameAll(now) is { } nowNamed)
        {
            foreach (var key in oldNamed.Keys.Concat(nowNamed.Keys).Distinct(StringComparer.Ordinal))
                WalkEntry($"{where}[{key}]", key, oldNamed.TryGetValue(key, out var a) ? a : null, nowNamed.TryGetValue(key, out var b) ? b : null, found);

            return;
        }

        for (var i = 0; i < Math.Max(old.Count, now.Count); i++)
            Walk(string.Create(CultureInfo.InvariantCulture, $"{where}[{i + 1}]"), i < old.Count ? old[i] : null, i < now.Count ? now[i] : null, found);
    }

    /// <summary>An entry that came or went says its values, and where it has none but its name that one.</summary>
    private static void WalkEntry(string where, string key, JsonElement? before, JsonElement? after, Found found)
    {
        var count = found.Count;
        if (before is not null && after is not null)
        {
            Walk(where, before, after, found);
            return;
        }

        foreach (var name in NamesOf(before ?? after).Where(static name => !Identities.Contains(name, StringComparer.Ordinal)))
            Walk($"{where}.{name}", Member(before, name), Member(after, name), found);

        if (found.Count == count)
            found.Add(where, before is null ? null : key, after is null ? null : key);
    }

    /// <summary>Entries by what they are called; <c>null</c> where one has no name, or two have the same.</summary>
    private static Dictionary<string, JsonElement>? NameAll(List<JsonElement> entries)
    {
        var named = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var name = entry.ValueKind switch
            {
                JsonValueKind.String => entry.GetString()!,
                JsonValueKind.Object => string.Join(" · ", Identities.Select(identity => Member(entry, identity)).Where(static value => value is { ValueKind: JsonValueKind.String or JsonValueKind.Number }).Select(static value => value!.Value.ToString())),
                _ => "",
            };
            if (name.Length == 0 || !named.TryAdd(name, entry))
                return null;
        }

        return named;
    }

    private static bool IsOrNone(JsonElement? before, JsonElement? after, JsonValueKind kind) =>
        (before ?? after)?.ValueKind == kind && (after ?? before)?.ValueKind == kind;

    private static IEnumerable<string> NamesOf(JsonElement? value) => value is { ValueKind: JsonValueKind.Object } entry ? entry.EnumerateObject().Select(static member => member.Name) : [];

    private static List<JsonElement> EntriesOf(JsonElement? value) => value is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    private static JsonElement? Member(JsonElement? value, string name) => value is { ValueKind: JsonValueKind.Object } entry && entry.TryGetProperty(name, out var member) ? member : null;

    private static string? TextOf(JsonElement? value) => value is not { } given || given.ValueKind == JsonValueKind.Null ? null : given.ValueKind == JsonValueKind.String ? given.GetString() : given.GetRawText();

    private sealed class Found
    {
        public List<FigureChange> Changes { get; } = [];

        public int More { get; private set; }

        public int Count => Changes.Count + More;

        public void Add(string where, string? before, string? after)
        {
            // A value that is left out and one that is null say the same.
            if (before == after)
                return;

            if (Changes.Count < Most)
                Changes.Add(new FigureChange(where, before, after));
            else
                More++;
        }
    }
}
