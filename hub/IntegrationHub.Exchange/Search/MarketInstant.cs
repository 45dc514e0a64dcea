using System.Globalization;

namespace IntegrationHub.Exchange.Search;

/// <summary>Instants as people type them, the same on pages, in calls and at the command line.</summary>
public static class MarketInstant
{
    private static readonly string[] WallClocks = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"];

    /// <summary>A day or a wall clock of the market, or an instant that names its own offset; null for anything else, and for years before 2001 and after 2199.</summary>
    /// <param name="text">Such as <c>2026-11-30</c>, <c>2026-11-30T17:05</c> or <c>2026-11-30T09:05:00Z</c>.</param>
    /// <param name="market">Zone of days and wall clocks.</param>
    /// <param name="isFrom">A day begins; otherwise it is over.</param>
    public static DateTimeOffset? Read(string text, TimeZoneInfo market, bool isFrom)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return IsOfOurTime(day.Year) ? At(day.AddDays(isFrom ? 0 : 1).ToDateTime(TimeOnly.MinValue), market) : null;

        return DateTime.TryParseExact(text, WallClocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? IsOfOurTime(local.Year) ? At(local, market) : null
            : ExchangeSearchText.Instant(text) is { } instant && IsOfOurTime(instant.Year) ? instant : null;
    }

    /// <summary>The same of a part of a question; null where nothing is said, and where that is wrong, which is told.</summary>
    /// <param name="name">Of the part.</param>
    /// <param name="text">What was said.</param>
    /// <param name="isFrom">A day begins; otherwise it is over.</param>
    /// <param name="market">Zone of days and wall clocks.</param>
    /// <param name="code">Stable code of what is no instant.</param>
    /// <param name="refused">Takes up what is wrong.</param>
    public static DateTimeOffset? Read(string name, string? text, bool isFrom, TimeZoneInfo market, string code, List<Rejection> refused)
    {
        if (string.IsNullOrEmpty(text))
            return null;

        if (Read(text, market, isFrom) is { } at)
            return at;

        refused.Add(new Rejection(code, null, $"`{(text.Length <= 40 ? text : text[..40])}` is no instant.", name, "Write it like 2026-11-21 or 2026-11-21T12:00:00Z."));
        return null;
    }

    /// <summary>The instant of a wall clock.</summary>
    public static DateTimeOffset At(DateTime local, TimeZoneInfo market) => new DateTimeOffset(local, market.GetUtcOffset(local)).ToUniversalTime();

    private static bool IsOfOurTime(int year) => year is > 2000 and < 2200;
}
