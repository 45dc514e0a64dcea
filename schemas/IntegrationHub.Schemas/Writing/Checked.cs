using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Rules;

namespace IntegrationHub.Schemas.Writing;

/// <summary>
/// The facets of the profiles, checked when a record is made, so that what a writer emits is valid. A value that does not fit
/// is a mistake of the code that made it: every check throws <see cref="ArgumentException"/> naming the property.
/// Whether a code stands in its list is not checked here, for lists are replaced per deployment; the profile checks it before anything is sent.
/// </summary>
internal static class Checked
{
    private static readonly SearchValues<char> CodeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    /// <summary>A text that XML can hold, at most <paramref name="max"/> UTF-16 code units long.</summary>
    public static string Text(string value, int max, [CallerMemberName] string property = "")
    {
        ArgumentNullException.ThrowIfNull(value, property);
        if (value.Length > max) throw new ArgumentException($"At most {max} characters, not {value.Length}.", property);
        var unfit = Unfit(value);
        if (unfit >= 0) throw new ArgumentException($"The character U+{(int)value[unfit]:X4} at {unfit} cannot stand in XML.", property);
        return value;
    }

    /// <summary>Whether XML can hold a text.</summary>
    public static bool IsText(string value) => Unfit(value) < 0;

    /// <summary>An identification: a text that is not empty.</summary>
    public static string Id(string value, int max, [CallerMemberName] string property = "") =>
        Text(value, max, property).Length > 0 ? value : throw new ArgumentException("An identification is not empty.", property);

    public static string? OptionalId(string? value, int max, [CallerMemberName] string property = "") => value is null ? null : Id(value, max, property);

    /// <summary>The shape of a code; lists are not looked into.</summary>
    public static string Code(string value, [CallerMemberName] string property = "") =>
        IsCode(value) ? value : throw new ArgumentException($"'{value}' has not the shape of a code.", property);

    public static bool IsCode([NotNullWhen(true)] string? value) => value is { Length: > 0 and <= 35 } && !value.AsSpan().ContainsAnyExcept(CodeCharacters);

    public static string? OptionalCode(string? value, [CallerMemberName] string property = "") => value is null ? null : Code(value, property);

    /// <summary>An identifier with its coding scheme, which the profiles require.</summary>
    public static CodedId Coded(CodedId value, int max, [CallerMemberName] string property = "")
    {
        Id(value.Value, max, property);
        Code(value.CodingScheme ?? throw new ArgumentException("A coding scheme is required.", property), property);
        return value;
    }

    public static CodedId? OptionalCoded(CodedId? value, int max, [CallerMemberName] string property = "") =>
        value is { } coded ? Coded(coded, max, property) : null;

    /// <summary>A revision or version: 1 to 999.</summary>
    public static int Version(int value, [CallerMemberName] string property = "") =>
        value is >= 1 and <= 999 ? value : throw new ArgumentOutOfRangeException(property, value, "A version is 1 to 999.");

    public static int? OptionalVersion(int? value, [CallerMemberName] string property = "") => value is { } version ? Version(version, property) : null;

    /// <summary>An instant on a whole second; documents know no fractions.</summary>
    public static DateTimeOffset Second(DateTimeOffset value, [CallerMemberName] string property = "") =>
        value.UtcTicks % TimeSpan.TicksPerSecond == 0 ? value : throw new ArgumentException("An instant has no fraction of a second.", property);

    public static DateTimeOffset? OptionalSecond(DateTimeOffset? value, [CallerMemberName] string property = "") => value is { } instant ? Second(instant, property) : null;

    /// <summary>An interval on whole minutes that ends after it starts.</summary>
    public static TimeInterval Interval(TimeInterval value, [CallerMemberName] string property = "")
    {
        if (value.Start.UtcTicks % TimeSpan.TicksPerMinute != 0 || value.End.UtcTicks % TimeSpan.TicksPerMinute != 0)
            throw new ArgumentException("An interval starts and ends on whole minutes.", property);
        return value.End > value.Start ? value : throw new ArgumentException("An interval ends after it starts.", property);
    }

    public static TimeInterval? OptionalInterval(TimeInterval? value, [CallerMemberName] string property = "") => value is { } interval ? Interval(interval, property) : null;

    public static string Resolution(string value, [CallerMemberName] string property = "") =>
        Rules.Resolution.TryParse(value, out _) ? value : throw new ArgumentException($"'{value}' is no length of a step.", property);

    public static string? OptionalDuration(string? value, [CallerMemberName] string property = "") => value is null ? null : Resolution(value, property);

    /// <summary>An amount of at most 17 digits, without zeros at the end where they would make it longer.</summary>
    public static decimal Amount(decimal value, [CallerMemberName] string property = "")
    {
        if (Digits(value) <= 17) return value;
        // Dividing by one with all its zeros takes the zeros at the end away.
        var shortest = value / 1.0000000000000000000000000000m;
        return Digits(shortest) <= 17 ? shortest : throw new ArgumentOutOfRangeException(property, value, "An amount has at most 17 digits.");
    }

    public static IReadOnlyList<Reason> Reasons(IReadOnlyList<Reason> value, [CallerMemberName] string property = "")
    {
        foreach (var reason in value)
        {
            Code(reason.Code, property);
            if (reason.Text is not null) Text(reason.Text, ReasonText.MaxLength, property);
        }

        return value.ToArray();
    }

    /// <summary>As <see cref="Reasons"/>, where the profile asks for at least one.</summary>
    public static IReadOnlyList<Reason> SomeReasons(IReadOnlyList<Reason> value, [CallerMemberName] string property = "") => Some(Reasons(value, property), property);

    /// <summary>A copy of a list that holds at least one element.</summary>
    public static IReadOnlyList<T> Some<T>(IReadOnlyList<T> value, [CallerMemberName] string property = "") =>
        value.Count > 0 ? value.ToArray() : throw new ArgumentException("At least one is required.", property);

    /// <summary>Periods of which every one has the columns that the document demands.</summary>
    public static IReadOnlyList<PeriodPoints> Periods(IReadOnlyList<PeriodPoints> value, Func<PeriodPoints, bool> hasColumns, string columns, [CallerMemberName] string property = "")
    {
        if (!value.All(hasColumns)) throw new ArgumentException($"Every period needs {columns}.", property);
        return value.ToArray();
    }

    // Index of the first character that XML 1.0 (production 2, Char) does not know, half pairs included; −1 where there is none.
    private static int Unfit(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var character = value[i];
            if (char.IsHighSurrogate(character) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1])) i++;
            else if (character is (< ' ' and not ('\t' or '\n' or '\r')) or '\uFFFE' or '\uFFFF' || char.IsSurrogate(character)) return i;
        }

        return -1;
    }

    private static int Digits(decimal value)
    {
        Span<char> text = stackalloc char[40];
        Math.Abs(value).TryFormat(text, out var written, default, CultureInfo.InvariantCulture);
        var digits = text[..written].TrimStart('0');
        return digits.Contains('.') ? digits.Length - 1 : digits.Length;
    }
}
