using System.Globalization;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>xs:dateTime (XML Schema 1.0 part 2, 3.2.7) as header and options write it. One without zone is read as UTC.</summary>
public static class XsDateTime
{
    /// <summary>Parses any legal xs:dateTime of the years 1 to 9999; more than seven fraction digits are cut off.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length < 19 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
            return false;
        if (!Digits(text, 0, 4, out int year) || !Digits(text, 5, 2, out int month) || !Digits(text, 8, 2, out int day)
            || !Digits(text, 11, 2, out int hour) || !Digits(text, 14, 2, out int minute) || !Digits(text, 17, 2, out int second))
            return false;
        int at = 19;
        if (!Fraction(text, ref at, out long ticks) || !Zone(text.AsSpan(at), out var zone))
            return false;
        bool endOfDay = hour == 24 && minute == 0 && second == 0 && ticks == 0;
        if (year == 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || (hour > 23 && !endOfDay) || minute > 59 || second > 59)
            return false;
        long local = new DateTime(year, month, day, endOfDay ? 0 : hour, minute, second, DateTimeKind.Unspecified).Ticks + ticks
            + (endOfDay ? TimeSpan.TicksPerDay : 0);
        long utc = local - zone.Ticks;
        if (utc < 0 || utc > DateTime.MaxValue.Ticks)
            return false;
        instant = new DateTimeOffset(utc, TimeSpan.Zero);
        return true;
    }

    /// <summary>UTC with milliseconds, as the header writes it.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static bool Digits(string text, int at, int count, out int value) =>
        int.TryParse(text.AsSpan(at, count), NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool Fraction(string text, ref int at, out long ticks)
    {
        ticks = 0;
        if (at >= text.Length || text[at] != '.') return true;
        int first = ++at;
        long unit = TimeSpan.TicksPerSecond;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            unit /= 10;
            ticks += (text[at] - '0') * unit;
        }
        return at > first;
    }

    private static bool Zone(ReadOnlySpan<char> text, out TimeSpan zone)
    {
        zone = TimeSpan.Zero;
        if (text.IsEmpty || text is "Z") return true;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || !int.TryParse(text[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out int hours)
            || !int.TryParse(text[4..], NumberStyles.None, CultureInfo.InvariantCulture, out int minutes)
            || minutes > 59 || (hours * 60) + minutes > 14 * 60)
            return false;
        zone = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }
}
