using System.Globalization;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Configuration.Binding;

/// <summary>Turns the text of one value into its type and back.</summary>
internal static class ValueText
{
    private static readonly Dictionary<Type, (Func<string, object?> Parse, string Expected)> Parsers = new()
    {
        [typeof(string)] = (text => text, "text"),
        [typeof(bool)] = (text => text switch { "true" => true, "false" => false, _ => null }, "true or false"),
        [typeof(int)] = (text => int.TryParse(text, NumberStyles.AllowLeadingSign, null, out var value) ? value : null, "a whole number"),
        [typeof(TimeSpan)] = (text => DurationText.TryParse(text, out var value) ? value : null, "a duration such as 500ms, 30s, 5m, 2h or 1d"),
        [typeof(ByteSize)] = (text => ByteSize.TryParse(text, out var value) ? value : null, "a size such as 20kB, 64MB or 2GB"),
        [typeof(DateOnly)] = (text => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var value) ? value : null, "a date as 2026-01-31"),
        [typeof(TimeOnly)] = (text => TimeOnly.TryParseExact(text, "HH:mm", out var value) ? value : null, "a time of day as 09:30"),
        [typeof(Uri)] = (text => Uri.TryCreate(text, UriKind.Absolute, out var value) && value.Scheme is "http" or "https" ? new Uri(text) : null, "an http or https address"),
        [typeof(IPEndPointText)] = (text => IPEndPointText.TryParse(text), "an IP address and port such as 127.0.0.1:8443"),
    };

    /// <summary>True when <paramref name="type"/> is a single value rather than a section or a list.</summary>
    public static bool IsValue(Type type) => Parsers.ContainsKey(Bare(type)) || Bare(type).IsEnum;

    /// <summary>Parses, or says what was expected.</summary>
    public static object? Parse(Type type, string text, out string expected)
    {
        var bare = Bare(type);
        if (bare.IsEnum)
        {
            var names = Enum.GetNames(bare).Select(Camel).ToList();
            var nearest = Suggestions.Nearest(text, names);
            expected = $"one of {string.Join(", ", names)}" + (nearest is null ? "" : $"; did you mean {nearest}?");
            return names.IndexOf(text) is >= 0 and var index ? Enum.Parse(bare, Enum.GetNames(bare)[index]) : null;
        }

        (var parse, expected) = Parsers[bare];
        return parse(text);
    }

    /// <summary>Writes a value as the file has it; nothing for <c>null</c>.</summary>
    public static string Format(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        TimeSpan duration => DurationText.Format(duration),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        Enum name => Camel(name.ToString()),
        IEnumerable<string> texts => string.Join(", ", texts),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>What people may write, for the reference.</summary>
    public static string Describe(Type type) =>
        Bare(type).IsEnum ? string.Join(", ", Enum.GetNames(Bare(type)).Select(Camel)) : Parsers[Bare(type)].Expected;

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
