using IntegrationHub.Market.Deviation;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Tracking;

/// <summary>A day of a contract's month.</summary>
/// <param name="Day">The market day.</param>
/// <param name="Contracted">What the contract says of it.</param>
public sealed record DeliveryDay(LocalDate Day, Energy Contracted)
{
    /// <summary>What was taken; null while not every interval of every account has a reading: part of a day is compared with nothing. Zero on a day that is over and on which no account is served.</summary>
    public Energy? Taken { get; init; }

    /// <summary>False where no account of the contract is served: the customer has left or does not take yet, and the settlement has nothing on this day.</summary>
    public bool IsServed { get; init; } = true;

    /// <summary>What the day is valued at: what was taken, or what is contracted while that is not known.</summary>
    public Energy Valued => Taken ?? (IsServed ? Contracted : Energy.Zero);

    /// <summary>What the customer declared for the day; null where not every account did.</summary>
    public Energy? Declared { get; init; }
}

/// <summary>How urgent a deviation is.</summary>
public enum DeviationAlert
{
    /// <summary>Within the band with room.</summary>
    None,

    /// <summary>The projected month comes close to the edge of the band.</summary>
    Warning,

    /// <summary>The projected month lies beyond the band and will be charged.</summary>
    Beyond,
}

/// <summary>A contract's month as it stands after some days.</summary>
/// <param name="Month">The month.</param>
/// <param name="Through">Last day with complete readings; where none was read, the last one of those on which no account is served.</param>
/// <param name="DaysTaken">Days with complete readings, and those that are over and on which no account is served.</param>
/// <param name="ContractedSoFar">Contracted energy of these days.</param>
/// <param name="ActualSoFar">Energy taken on them.</param>
/// <param name="Contracted">Contracted energy of the whole month.</param>
/// <param name="Projected">The whole month: what was taken, and for each other day that is served what was declared, else what is contracted in the ratio of the served days that are known.</param>
public sealed record DeliveryStatus(BillingMonth Month, LocalDate Through, int DaysTaken, Energy ContractedSoFar, Energy ActualSoFar, Energy Contracted, Energy Projected)
{
    /// <summary>(taken − contracted) ÷ contracted of the days that are known; null with nothing contracted.</summary>
    public decimal? DeviationSoFar => Share(ActualSoFar - ContractedSoFar, ContractedSoFar);

    /// <summary>(projected − contracted) ÷ contracted; null with nothing contracted.</summary>
    public decimal? Deviation => Share(Projected - Contracted, Contracted);

    /// <summary>Energy until the edge of the band on the side that the month goes to; negative beyond it.</summary>
    public Energy RoomIn(DeviationRule rule) => BandIn(rule) - new Energy(Math.Abs((Projected - Contracted).WattHours));

    /// <summary>How urgent it is.</summary>
    /// <param name="rule">The market's band.</param>
    /// <param name="warnAt">Share of the band from which on somebody is warned.</param>
    public DeviationAlert AlertIn(DeviationRule rule, decimal warnAt)
    {
        var difference = Math.Abs((Projected - Contracted).WattHours);
        return RoomIn(rule) < Energy.Zero ? DeviationAlert.Beyond
            : difference > 0 && difference >= BandIn(rule).WattHours * warnAt ? DeviationAlert.Warning
            : DeviationAlert.None;
    }

    private Energy BandIn(DeviationRule rule) => new((long)Math.Floor(Contracted.WattHours * (Projected > Contracted ? rule.BandOver : rule.BandUnder)));

    private static decimal? Share(Energy difference, Energy of) => of == Energy.Zero ? null : (decimal)difference.WattHours / of.WattHours;
}

/// <summary>Follows contracts while they are delivered, so that customers can still act.</summary>
public static class DeliveryTracking
{
    /// <summary>A month after some days; null while no day has complete readings: nothing is known then, which is not zero.</summary>
    /// <param name="month">The month.</param>
    /// <param name="days">The days of the month on which the contract binds. Those without readings, past and to come, are projected; nothing is taken where no account is served.</param>
    public static DeliveryStatus? Of(BillingMonth month, IReadOnlyList<DeliveryDay> days)
    {
        var known = days.Where(static day => day.Taken is not null).ToList();
        if (known.Count == 0)
            return null;

        var others = days.Where(static day => day is { Taken: null, IsServed: true }).ToList();
        var contracted = Energy.Sum(days.Select(static day => day.Contracted));
        var contractedSoFar = Energy.Sum(known.Select(static day => day.Contracted));
        var actual = Energy.Sum(known.Select(static day => day.Taken!.Value));
        var declared = Energy.Sum(others.Select(static day => day.Declared ?? Energy.Zero));
        var rest = Energy.Sum(others.Where(static day => day.Declared is null).Select(static day => day.Contracted));

        // Days without an account say nothing of how much is taken on those with one.
        var served = Energy.Sum(known.Where(static day => day.IsServed).Select(static day => day.Contracted));
        var projectedRest = served == Energy.Zero ? rest : new Energy((long)decimal.Round((decimal)rest.WattHours * actual.WattHours / served.WattHours));

        // The last day that somebody read, also where nothing is to be read after it.
        var through = known.Where(static day => day.IsServed).DefaultIfEmpty(known[^1]).Max(static day => day.Day);
        return new(month, through, known.Count, contractedSoFar, actual, contracted, actual + declared + projectedRest);
    }
}
