using System.Globalization;
using System.Text.RegularExpressions;

namespace IntegrationHub.Workflows.Values;

/// <summary>ISO 8601 texts of dates, times and durations, as FEEL and BPMN write them.</summary>
public static partial class Iso
{
    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    private static readonly string[] TimeFormats = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    /// <summary>A calendar day, <c>2026-11-28</c>.</summary>
    public static DateValue? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? new DateValue(date) : null;

    /// <summary>A time of day without offset, <c>14:00</c> or <c>14:00:30</c>.</summary>
    public static TimeValue? Time(string text) =>
        TimeOnly.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? new TimeValue(time) : null;

    /// <summary>An instant. It names its offset (<c>Z</c>, <c>+08:00</c>): what is local to nobody cannot be compared.</summary>
    public static InstantValue? Instant(string text) =>
        DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? new InstantValue(instant) : null;

    /// <summary><c>P3DT4H</c> or <c>P1Y6M</c>; a mixture of both kinds is none. Weeks count as seven days.</summary>
    public static Value? Duration(string text)
    {
        var match = DurationPattern().Match(text);
        if (!match.Success || text.EndsWith('P') || text.EndsWith('T'))
        {
            return null;
        }

        var negative = match.Groups["sign"].Success;
        var isMonths = match.Groups["years"].Success || match.Groups["months"].Success;
        var isTime = match.Groups["weeks"].Success || match.Groups["days"].Success || match.Groups["time"].Success;
        if (isMonths == isTime)
        {
            return null;
        }

        try
        {
            if (isMonths)
            {
                var months = (Part("years") * 12) + Part("months");
                return new MonthsValue((int)(negative ? -months : months));
            }

            var seconds = (Part("weeks") * 604_800) + (Part("days") * 86_400) + (Part("hours") * 3_600) + (Part("minutes") * 60) + Part("seconds");
            var ticks = (long)(seconds * TimeSpan.TicksPerSecond);
            return new DurationValue(TimeSpan.FromTicks(negative ? -ticks : ticks));
        }
        catch (OverflowException)
        {
            return null;
        }

        decimal Part(string name) => match.Groups[name].Success ? decimal.Parse(match.Groups[name].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>The text of a value that has one in ISO 8601; null for every other.</summary>
    public static string? Text(Value value) => value switch
    {
        DateValue date => date.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeValue time => time.Time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        InstantValue { Instant.Offset.Ticks: 0 } instant => instant.Instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        InstantValue instant => instant.Instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        DurationValue duration => Text(duration.Duration),
        MonthsValue months => Text(months.Months),
        _ => null,
    };

    private static string Text(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "PT0S";
        }

        var ticks = Math.Abs((decimal)duration.Ticks);
        var days = decimal.Floor(ticks / TimeSpan.TicksPerDay);
        var rest = TimeSpan.FromTicks((long)(ticks - (days * TimeSpan.TicksPerDay)));
        var seconds = (rest.Seconds + ((decimal)(rest.Ticks % TimeSpan.TicksPerSecond) / TimeSpan.TicksPerSecond)).ToString("0.#######", CultureInfo.InvariantCulture);
        return (duration < TimeSpan.Zero ? "-P" : "P")
            + (days > 0 ? $"{days:0}D" : "")
            + (rest > TimeSpan.Zero ? "T" : "")
            + (rest.Hours > 0 ? $"{rest.Hours}H" : "")
            + (rest.Minutes > 0 ? $"{rest.Minutes}M" : "")
            + (seconds != "0" ? $"{seconds}S" : "");
    }

    private static string Text(int months)
    {
        var whole = Math.Abs((long)months);
        return whole == 0 ? "P0M" : (months < 0 ? "-P" : "P") + (whole >= 12 ? $"{whole / 12}Y" : "") + (whole % 12 > 0 ? $"{whole % 12}M" : "");
    }

    [GeneratedRegex(@"^(?<sign>-)?P(?:(?<years>\d{1,9})Y)?(?:(?<months>\d{1,10})M)?(?:(?<weeks>\d{1,7})W)?(?:(?<days>\d{1,8})D)?(?<time>T(?:(?<hours>\d{1,9})H)?(?:(?<minutes>\d{1,9})M)?(?:(?<seconds>\d{1,9}(?:\.\d{1,7})?)S)?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex DurationPattern();
}
