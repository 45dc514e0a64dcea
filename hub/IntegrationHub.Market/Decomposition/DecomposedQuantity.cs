using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Decomposition;

/// <summary>One day of a decomposition.</summary>
/// <param name="Day">The market day.</param>
/// <param name="WattHours">Energy of each interval of the day, in order; 23- and 25-hour days have fewer and more.</param>
public sealed record DayQuantity(LocalDate Day, IReadOnlyList<long> WattHours)
{
    public Energy Total => new(WattHours.Sum());
}

/// <summary>A contract's energy by interval. A revision is a new version; what an earlier version said stays readable. Immutable.</summary>
/// <param name="Version">1 for the first.</param>
/// <param name="StepMinutes">Length of an interval.</param>
/// <param name="FrozenBefore">Days before this one were taken over from the version before and are past change; <c>null</c> in version 1.</param>
/// <param name="Days">Every day of the period, in order.</param>
public sealed record DecomposedQuantity(int Version, int StepMinutes, LocalDate? FrozenBefore, IReadOnlyList<DayQuantity> Days)
{
    public Energy Total => Energy.Sum(Days.Select(static day => day.Total));

    /// <summary>Energy of the days of a month.</summary>
    public Energy Of(BillingMonth month) => Energy.Sum(Days.Where(day => month.Contains(day.Day)).Select(static day => day.Total));

    public DayQuantity? Of(LocalDate day) => Days.FirstOrDefault(candidate => candidate.Day == day);
}
