using System.Globalization;
using NodaTime;

namespace IntegrationHub.Market.Time;

/// <summary>A calendar month in the market's time zone; what is settled and billed at once.</summary>
public readonly record struct BillingMonth(int Year, int Month) : IComparable<BillingMonth>
{
    public LocalDate FirstDay => new(Year, Month, 1);

    public LocalDate LastDay => FirstDay.PlusMonths(1).PlusDays(-1);

    public int Days => LastDay.Day;

    public BillingMonth Next => Of(FirstDay.PlusMonths(1));

    public static BillingMonth Of(LocalDate day) => new(day.Year, day.Month);

    /// <summary>Reads <c>2026-01</c>.</summary>
    public static bool TryParse(string? text, out BillingMonth month)
    {
        var good = DateTime.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        month = good ? new(day.Year, day.Month) : default;
        return good;
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
