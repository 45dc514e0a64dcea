using System.Runtime.CompilerServices;

namespace IntegrationHub.Schemas.Patterns;

/// <summary>Patterns that stand in every schema of the field and are worth a matcher of their own.</summary>
internal enum RecognisedPattern
{
    None,
    /// <summary>ESMP_DateTime: a calendar second in UTC.</summary>
    DateTimeSeconds,
    /// <summary>YMDHM_DateTime: a calendar minute in UTC.</summary>
    DateTimeMinutes,
    /// <summary>ESMPVersion_String: 1 to 999.</summary>
    Version,
    /// <summary>EICCode_String: 16 characters without the check character's arithmetic.</summary>
    Eic,
}

/// <summary>
/// Hand-written matchers for the <see cref="RecognisedPattern"/>s. A pattern is recognised by its exact text; that each
/// matcher accepts the same language as that text is held by a test against <see cref="PatternAutomaton"/>.
/// </summary>
internal static class RecognisedPatterns
{
    internal const string VersionText = "[1-9]([0-9]){0,2}";
    internal const string EicText = "([A-Z0-9]{2}(([A-Z0-9]|[-]){13})[A-Z0-9])";

    internal static readonly string DateTimeSecondsText = Calendar("(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])");
    internal static readonly string DateTimeMinutesText = Calendar("(([01][0-9]|2[0-3]):[0-5][0-9])");

    /// <summary>The same two languages as the shipped schemas write them (UtcMinute and UtcSecond in common-types.xsd).</summary>
    internal const string ShippedMinutesText = ShippedDay + "T([01][0-9]|2[0-3]):[0-5][0-9]Z";
    internal const string ShippedSecondsText = ShippedDay + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z";

    private const string ShippedDay =
        "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
        + "|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)";

    public static RecognisedPattern Find(string pattern) =>
        pattern == DateTimeSecondsText || pattern == ShippedSecondsText ? RecognisedPattern.DateTimeSeconds
        : pattern == DateTimeMinutesText || pattern == ShippedMinutesText ? RecognisedPattern.DateTimeMinutes
        : pattern == VersionText ? RecognisedPattern.Version
        : pattern == EicText ? RecognisedPattern.Eic
        : RecognisedPattern.None;

    public static bool IsMatch(RecognisedPattern pattern, ReadOnlySpan<byte> text) => pattern switch
    {
        RecognisedPattern.DateTimeSeconds => text.Length == 20 && text[19] == (byte)'Z' && text[16] == (byte)':'
            && Two(text, 17) < 60 && IsMinute(text),
        RecognisedPattern.DateTimeMinutes => text.Length == 17 && text[16] == (byte)'Z' && IsMinute(text),
        RecognisedPattern.Version => text.Length is >= 1 and <= 3 && text[0] is >= (byte)'1' and <= (byte)'9'
            && (text.Length < 2 || char.IsAsciiDigit((char)text[1])) && (text.Length < 3 || char.IsAsciiDigit((char)text[2])),
        RecognisedPattern.Eic => IsEic(text),
        _ => false,
    };

    /// <summary>YYYY-MM-DDThh:mm of the calendar that the pattern writes down: February by the Gregorian rule, from year 0000 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsMinute(ReadOnlySpan<byte> t)
    {
        unchecked
        {
            if (t.Length < 16 || t[4] != (byte)'-' || t[7] != (byte)'-' || t[10] != (byte)'T' || t[13] != (byte)':') return false;
            uint century = Two(t, 0), year = Two(t, 2), month = Two(t, 5), day = Two(t, 8);
            if (century > 99 || year > 99 || month - 1 > 11 || day - 1 > 30 || Two(t, 11) > 23 || Two(t, 14) > 59) return false;
            if (day <= 28) return true;
            if (month == 2)
            {
                bool leap = year == 0 ? century % 4 == 0 : year % 4 == 0;
                return leap && day == 29;
            }
            return day <= 30 || month is not (4 or 6 or 9 or 11);
        }
    }

    // Two digits as a number, or something above 99.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Two(ReadOnlySpan<byte> t, int at)
    {
        unchecked
        {
            uint tens = (uint)t[at] - '0', ones = (uint)t[at + 1] - '0';
            return tens <= 9 && ones <= 9 ? (tens * 10) + ones : 1000;
        }
    }

    private static bool IsEic(ReadOnlySpan<byte> t)
    {
        if (t.Length != 16) return false;
        for (int i = 0; i < 16; i++)
        {
            byte b = t[i];
            bool letter = b is (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9');
            if (!letter && (b != (byte)'-' || i is < 2 or 15)) return false;
        }
        return true;
    }

    private static string Calendar(string clock) =>
        $@"((([0-9]{{4}})[\-](0[13578]|1[02])[\-](0[1-9]|[12][0-9]|3[01])|([0-9]{{4}})[\-]((0[469])|(11))[\-](0[1-9]|[12][0-9]|30))T{clock}Z)"
        + $@"|(([13579][26][02468][048]|[13579][01345789](0)[48]|[13579][01345789][2468][048]|[02468][048][02468][048]|[02468][1235679](0)[48]|[02468][1235679][2468][048]|[0-9][0-9][13579][26])[\-](02)[\-](0[1-9]|1[0-9]|2[0-9])T{clock}Z)"
        + $@"|(([13579][26][02468][1235679]|[13579][01345789](0)[01235679]|[13579][01345789][2468][1235679]|[02468][048][02468][1235679]|[02468][1235679](0)[01235679]|[02468][1235679][2468][1235679]|[0-9][0-9][13579][01345789])[\-](02)[\-](0[1-9]|1[0-9]|2[0-8])T{clock}Z)";
}
