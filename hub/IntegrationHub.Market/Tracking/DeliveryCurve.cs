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
        .. versions.SelectMany(version => (version.Decomposition?.DaysOf(month, calendar, stepMinutes) ?? []).Where(day => version.BindsOn(day.Day)).Select(day => (version, day)))
            .GroupBy(static one => one.day.Day).Select(static same => same.MaxBy(static one => one.version.Terms.Version)).OrderBy(static one => one.day.Day),
    ];

    /// <summary>What a version has still to deliver after a day: its share of that month's days and every later month; nothing after it ended.</summary>
    public static Energy RestAfter(ContractLife version, LocalDate day) => version.Decomposition?.RestAfter(day, version.BindsOn) ?? Energy.Zero;
}
