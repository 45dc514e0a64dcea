using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Tracking;

/// <summary>What contracts say of days and intervals. A contract without a curve of its own delivers every interval of a month alike, as plans and settlements reckon, too.</summary>
public static class DeliveryCurve
{
    /// <summary>The days of a month on which one of a contract's versions binds, each by the version that binds on it.</summary>
    /// <param name="versions">Versions of one contract, with quantities that its rules passed.</param>
    /// <param name="month">The month.</param>
    /// <param name="calendar">The market's days.</param>
    /// <param name="stepMinutes">Length of an interval.</param>
    public static IReadOnlyList<(ContractLife Version, DayQuantity Day)> Of(IEnumerable<ContractLife> versions, BillingMonth month, MarketCalendar calendar, int stepMinutes) =>
    [
        .. versions.SelectMany(version => DaysOf(version, month, calendar, stepMinutes).Where(day => version.BindsOn(day.Day)).Select(day => (version, day)))
            .GroupBy(static one => one.day.Day).Select(static same => same.MaxBy(static one => one.version.Terms.Version)).OrderBy(static one => one.day.Day),
    ];

    /// <summary>What a version has still to deliver after a day: its share of that month's days and every later month; nothing after it ended.</summary>
    public static Energy RestAfter(ContractLife version, LocalDate day)
    {
        if (version.Terms.ToQuantity() is not { } quantity)
            return Energy.Zero;

        var months = quantity.Months;
        var parts = LargestRemainder.Split(quantity.Total.WattHours, [.. months.Select(month => quantity.MonthWeights[month])]);
        var rest = 0L;
        for (var i = 0; i < months.Count; i++)
        {
            var days = quantity.DaysOf(months[i]);
            if (days.Count == 0 || days[^1] <= day)
                continue;

            var open = days.Select(one => one > day && version.BindsOn(one)).ToList();
            rest += open.TrueForAll(static one => one)
                ? parts[i]
                : LargestRemainder.Split(parts[i], [.. days.Select(static _ => 1m)]).Where((_, index) => open[index]).Sum();
        }

        return new(rest);
    }

    private static IReadOnlyList<DayQuantity> DaysOf(ContractLife version, BillingMonth month, MarketCalendar calendar, int stepMinutes)
    {
        if (version.Terms.ToQuantity() is not { } quantity || !quantity.Months.Contains(month))
            return [];

        // One month of the decomposition is the decomposition of its share of the total.
        var months = quantity.Months;
        var parts = LargestRemainder.Split(quantity.Total.WattHours, [.. months.Select(one => quantity.MonthWeights[one])]);
        var days = quantity.DaysOf(month);
        var share = new ContractQuantity(days[0], days[^1], new(parts.Where((_, i) => months[i] == month).Sum()), new Dictionary<BillingMonth, decimal> { [month] = 1 });
        return Decomposer.Decompose(share, LoadShape.Flat(stepMinutes), calendar).Required.Days;
    }
}
