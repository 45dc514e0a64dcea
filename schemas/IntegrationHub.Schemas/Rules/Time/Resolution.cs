using System.Buffers;
using System.Globalization;

namespace IntegrationHub.Schemas.Rules;

/// <summary>
/// The length of one step of a period: an <c>xs:duration</c> such as PT15M, PT1H, P1D, P1M or P1Y, greater than zero and at most 100 years.
/// Years, months and days follow the calendar; hours, minutes and seconds are exact.
/// </summary>
/// <remarks>Source: XML Schema Part 2, section 3.2.6 (duration). PT60M equals PT1H, and P1D does not equal PT24H.</remarks>
public readonly record struct Resolution
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private const int MaxMonths = 100 * 12;
    private const int MaxDays = 100 * 366;

    private Resolution(int months, int days, TimeSpan time) => (Months, Days, Time) = (months, days, time);

    /// <summary>Calendar months, years included.</summary>
    public int Months { get; }

    /// <summary>Calendar days.</summary>
    public int Days { get; }

    /// <summary>The exact part, to 100 nanoseconds.</summary>
    public TimeSpan Time { get; }

    /// <summary>True when a step's length depends on the calendar of the market's time zone.</summary>
    public bool IsCalendar => Months != 0 || Days != 0;

    /// <summary>Reads the lexical form of <c>xs:duration</c>; refuses zero, negative, longer and unreadable ones.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Resolution resolution)
    {
        resolution = default;
        if (text.Length < 3 || text[0] != 'P') return false;

        var parts = text[1..];
        var months = 0;
        var days = 0;
        var time = TimeSpan.Zero;
        var timePart = false;
        var lastUnit = -1;
        while (!parts.IsEmpty)
        {
            if (parts[0] == 'T')
            {
                if (timePart || parts.Length == 1) return false;
                timePart = true;
                parts = parts[1..];
                continue;
            }

            var digits = parts.IndexOfAnyExcept(NumberCharacters);
            if (digits <= 0) return false;
            var unit = (timePart ? "???HMS" : "YMD???").IndexOf(parts[digits], StringComparison.Ordinal);
            if (unit <= lastUnit) return false;
            lastUnit = unit;

            var style = unit == 5 ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
            if (parts[0] == '.' || parts[digits - 1] == '.') return false;
            if (!decimal.TryParse(parts[..digits], style, CultureInfo.InvariantCulture, out var amount) || amount > 3_200_000_000m) return false;
            switch (unit)
            {
                case 0 when amount <= MaxMonths / 12: months += (int)amount * 12; break;
                case 1 when amount <= MaxMonths: months += (int)amount; break;
                case 2 when amount <= MaxDays: days = (int)amount; break;
                case 3 when amount <= MaxDays * 24m: time += TimeSpan.FromHours((int)amount); break;
                case 4 when amount <= MaxDays * 1440m: time += TimeSpan.FromMinutes((long)amount); break;
                case 5: time += new TimeSpan((long)(amount * TimeSpan.TicksPerSecond)); break;
                default: return false;
            }

            parts = parts[(digits + 1)..];
        }

        resolution = new Resolution(months, days, time);
        return resolution is not { Months: 0, Days: 0, Time.Ticks: 0 } && months <= MaxMonths && time.TotalDays <= MaxDays;
    }
}
