using System.Collections.Concurrent;
using System.Text.Json;

namespace IntegrationHub.Market.Json;

/// <summary>What is said of a value that cannot be read, in words of whoever wrote it.</summary>
internal static class JsonWords
{
    private const int LongestName = 40;

    private static readonly ConcurrentDictionary<Type, string> Choices = new();

    /// <summary>What belongs in the place of a value of a type, and what stands there.</summary>
    public static string Wrong(Type type, JsonTokenType token) => token == JsonTokenType.Number && IsNumber(type)
        ? IsWhole(type) ? "A whole number belongs here, and one that is not larger than computers count." : "The number is larger than can be reckoned with."
        : $"{Expected(type)} belongs here, not {Found(token)}.";

    /// <summary>What to do about it.</summary>
    /// <param name="type">What belongs there.</param>
    /// <param name="described">Where it is described, for who wrote the text.</param>
    /// <param name="options">How words are written.</param>
    public static string Remedy(Type type, string described, JsonSerializerOptions options) => type.IsEnum ? $"Use one of {ChoicesOf(type, options)}." : described;

    /// <summary>What stands there.</summary>
    public static string Found(JsonTokenType token) => token switch
    {
        JsonTokenType.String => "this text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.StartObject => "an object",
        _ => "nothing",
    };

    /// <summary>A step of a JSON path to a property, short and on one line whatever its name is.</summary>
    public static string Step(string name)
    {
        var shown = new string([.. name.Take(LongestName).Select(static letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter == '\'' ? '\ufffd' : letter)]);
        return shown.Length > 0 && shown.All(static letter => char.IsLetterOrDigit(letter) || letter == '_') && name.Length <= LongestName
            ? "." + shown
            : $"['{shown}{(name.Length > LongestName ? "…" : "")}']";
    }

    /// <summary>The framework's words without its place (told apart) and without names of our types.</summary>
    public static string WithoutTypes(string message)
    {
        var words = message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0].Split(' ');
        return string.Join(' ', words.Select(static word => word.Contains("IntegrationHub.", StringComparison.Ordinal) ? "'" + word[(word.LastIndexOf('.') + 1)..].TrimStart('\'') : word)).Trim();
    }

    private static string Expected(Type type) => type switch
    {
        { IsEnum: true } => "One of the words that are known here",
        _ when type == typeof(string) => "A text in quotation marks",
        _ when type == typeof(bool) => "A true or false without quotation marks",
        _ when type == typeof(DateTimeOffset) => "An instant like \"2027-01-14T03:00:00Z\"",
        _ when type == typeof(DateOnly) => "A day like \"2026-01-31\"",
        _ when type == typeof(Guid) => "An id of 32 hexadecimal digits with hyphens",
        _ when IsWhole(type) => "A whole number without quotation marks",
        _ when IsNumber(type) => "A number without quotation marks",
        _ => "Another kind of value",
    };

    private static bool IsNumber(Type type) => type == typeof(decimal) || (type.IsPrimitive && type != typeof(bool) && type != typeof(char));

    private static bool IsWhole(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte);

    private static string ChoicesOf(Type type, JsonSerializerOptions options) => Choices.GetOrAdd(
        type, static (type, options) => string.Join(", ", Enum.GetValues(type).Cast<object>().Select(value => JsonSerializer.Serialize(value, type, options).Trim('"')).Distinct()), options);
}
