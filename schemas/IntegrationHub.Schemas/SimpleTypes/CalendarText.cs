namespace IntegrationHub.Schemas.SimpleTypes;

/// <summary>
/// The literals of the date and time types of XML Schema 1.0 part 2 (3.2.6 to 3.2.14), calendar included. There is no year
/// 0000; years may have more than four digits; 24:00:00 is the end of a day.
/// </summary>
internal static class CalendarText
{
    public static bool IsDateTime(ReadOnlySpan<byte> t) =>
        Year(ref t, out int month29) && Literal(ref t, '-') && MonthAndDay(ref t, month29) && Literal(ref t, 'T') && Clock(ref t) && Zone(t);

    public static bool IsDate(ReadOnlySpan<byte> t) => Year(ref t, out int leap) && Literal(ref t, '-') && MonthAndDay(ref t, leap) && Zone(t);

    public static bool IsTime(ReadOnlySpan<byte> t) => Clock(ref t) && Zone(t);

    public static bool IsYearMonth(ReadOnlySpan<byte> t) => Year(ref t, out _) && Literal(ref t, '-') && Two(ref t, out int m) && m is >= 1 and <= 12 && Zone(t);

    public static bool IsYear(ReadOnlySpan<byte> t) => Year(ref t, out _) && Zone(t);

    public static bool IsMonthDay(ReadOnlySpan<byte> t) => Literal(ref t, '-') && Literal(ref t, '-') && MonthAndDay(ref t, 29) && Zone(t);

    public static bool IsDay(ReadOnlySpan<byte> t) =>
        Literal(ref t, '-') && Literal(ref t, '-') && Literal(ref t, '-') && Two(ref t, out int d) && d is >= 1 and <= 31 && Zone(t);

    public static bool IsMonth(ReadOnlySpan<byte> t) =>
        Literal(ref t, '-') && Literal(ref t, '-') && Two(ref t, out int m) && m is >= 1 and <= 12 && Zone(t);

    /// <summary><c>-?PnYnMnDTnHnMnS</c>: at least one part, and at least one behind a T.</summary>
    public static bool IsDuration(ReadOnlySpan<byte> t)
    {
        Literal(ref t, '-');
        if (!Literal(ref t, 'P')) return false;
        bool any = Parts(ref t, "YMD"u8, fraction: false, out bool wrong);
        if (wrong) return false;
        if (!Literal(ref t, 'T')) return any && t.IsEmpty;
        return Parts(ref t, "HMS"u8, fraction: true, out wrong) && !wrong && t.IsEmpty;
    }

    private static bool Parts(ref ReadOnlySpan<byte> t, ReadOnlySpan<byte> designators, bool fraction, out bool wrong)
    {
        wrong = false;
        bool any = false;
        int from = 0;
        while (t.Length > 0 && char.IsAsciiDigit((char)t[0]))
        {
            int digits = Digits(t);
            t = t[digits..];
            bool hasFraction = false;
            if (fraction && Literal(ref t, '.'))
            {
                int more = Digits(t);
                if (more == 0) return !(wrong = true);
                t = t[more..];
                hasFraction = true;
            }
            int at = t.IsEmpty ? -1 : designators[from..].IndexOf(t[0]);
            if (at < 0 || (hasFraction && t[0] != (byte)'S')) return !(wrong = true);
            from += at + 1;
            t = t[1..];
            any = true;
        }
        return any;
    }

    private static int Digits(ReadOnlySpan<byte> t)
    {
        int end = t.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? t.Length : end;
    }

    /// <summary>Takes a year; <paramref name="february"/> is the length of its February.</summary>
    private static bool Year(ref ReadOnlySpan<byte> t, out int february)
    {
        february = 28;
        bool negative = Literal(ref t, '-');
        int digits = Digits(t);
        if (digits < 4 || (digits > 4 && t[0] == (byte)'0')) return false;
        int rest = 0;
        foreach (byte b in t[..digits]) rest = ((rest * 10) + (b - '0')) % 400;
        // Only 0000 itself is no year; 0400 is one.
        if (digits == 4 && t[..4].SequenceEqual("0000"u8)) return false;
        // Year -0001 comes before 0001, so that -0001 is the leap year that astronomers call 0.
        int astronomical = negative ? ((400 - rest) + 1) % 400 : rest;
        if (astronomical % 4 == 0 && (astronomical % 100 != 0 || astronomical % 400 == 0)) february = 29;
        t = t[digits..];
        return true;
    }

    private static bool MonthAndDay(ref ReadOnlySpan<byte> t, int february)
    {
        if (!Two(ref t, out int month) || month is < 1 or > 12 || !Literal(ref t, '-') || !Two(ref t, out int day)) return false;
        int days = month == 2 ? february : month is 4 or 6 or 9 or 11 ? 30 : 31;
        return day >= 1 && day <= days;
    }

    private static bool Clock(ref ReadOnlySpan<byte> t)
    {
        if (!Two(ref t, out int h) || !Literal(ref t, ':') || !Two(ref t, out int m) || !Literal(ref t, ':') || !Two(ref t, out int s)) return false;
        bool zeroFraction = true;
        if (Literal(ref t, '.'))
        {
            int digits = Digits(t);
            if (digits == 0) return false;
            zeroFraction = t[..digits].IndexOfAnyExcept((byte)'0') < 0;
            t = t[digits..];
        }
        return m < 60 && s < 60 && (h < 24 || (h == 24 && m == 0 && s == 0 && zeroFraction));
    }

    private static bool Zone(ReadOnlySpan<byte> t)
    {
        if (t.IsEmpty || (t.Length == 1 && t[0] == (byte)'Z')) return true;
        if (t[0] is not ((byte)'+' or (byte)'-')) return false;
        t = t[1..];
        return Two(ref t, out int h) && Literal(ref t, ':') && Two(ref t, out int m) && t.IsEmpty
            && ((h <= 13 && m < 60) || (h == 14 && m == 0));
    }

    private static bool Two(ref ReadOnlySpan<byte> t, out int value)
    {
        value = 0;
        if (t.Length < 2 || !char.IsAsciiDigit((char)t[0]) || !char.IsAsciiDigit((char)t[1])) return false;
        value = ((t[0] - '0') * 10) + (t[1] - '0');
        t = t[2..];
        return true;
    }

    private static bool Literal(ref ReadOnlySpan<byte> t, char c)
    {
        if (t.IsEmpty || t[0] != (byte)c) return false;
        t = t[1..];
        return true;
    }
}
