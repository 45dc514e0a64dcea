using System.Globalization;
using NodaTime;

namespace IntegrationHub.Market.Time;

/// <summary>A calendar month in the market's time zone; what is settled and billed at once.</summary>
public readonly record struct BillingMonth(int Year, int Month) : IComparable<BillingMonth>
{
    /// <summary>First year that is read: what lies before is a slip.</summary>
    public const int EarliestYear = 1900;

    /// <summary>Last year that is read: what lies behind is a slip, and days after the last one of the calendar could not be reckoned with.</summary>
    public const int LatestYear = 2999;

    public LocalDate FirstDay => new(Year, Month, 1);

    public LocalDate LastDay => FirstDay.With(DateAdjusters.EndOfMonth);

    public int Days => LastDay.Day;

    public BillingMonth Next => Of(FirstDay.PlusMonths(1));

    public BillingMonth Previous => Of(FirstDay.PlusMonths(-1));

    /// <summary>True for a month of the years that can be read.</summary>
    public bool IsInRange => Year is >= EarliestYear and <= LatestYear;

    public static BillingMonth Of(LocalDate day) => new(day.Year, day.Month);

    /// <summary>Reads <c>2026-01</c>, from 1900 to 2999.</summary>
    public static bool TryParse(string? text, out BillingMonth month)
    {
        var good = DateTime.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        month = good && new BillingMonth(day.Year, day.Month) is { IsInRange: true } read ? read : default;
        return month != default;
    }

    /// <summary>The twelve months of a year.</summary>
    public static IEnumerable<BillingMonth> OfYear(int year) => Enumerable.Range(1, 12).Select(month => new BillingMonth(year, month));

    public IEnumerable<LocalDate> EveryDay()
    {
        var first = FirstDay;
        return Enumerable.Range(0, Days).Select(first.PlusDays);
    }

    public bool Contains(LocalDate day) => day.Year == Year && day.Month == Month;

    public int CompareTo(BillingMonth other) => FirstDay.CompareTo(other.FirstDay);

    public static bool operator <(BillingMonth left, BillingMonth right) => left.CompareTo(right) < 0;

    public static bool operator >(BillingMonth left, BillingMonth right) => left.CompareTo(right) > 0;

    public static bool operator <=(BillingMonth left, BillingMonth right) => left.CompareTo(right) <= 0;

    public static bool operator >=(BillingMonth left, BillingMonth right) => left.CompareTo(right) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");
}
