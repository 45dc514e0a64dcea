using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Deviation;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Tracking;

/// <summary>How close a month's deviation may come to the band before somebody is told.</summary>
/// <param name="WarnAt">Share of the band at which the customer is reminded, e.g. 0.7.</param>
public sealed record TrackingPolicy(decimal WarnAt);

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
/// <param name="Through">Last day with readings.</param>
/// <param name="ContractedSoFar">Contracted energy of the days until then.</param>
/// <param name="ActualSoFar">Energy taken.</param>
/// <param name="Contracted">Contracted energy of the whole month.</param>
/// <param name="Projected">The month if the days to come deviate as those before: taken so far plus the contract's rest times their ratio.</param>
/// <param name="Deviation">(projected − contracted) ÷ contracted; null with nothing contracted.</param>
/// <param name="Alert">How urgent that is.</param>
/// <param name="Room">Energy until the edge of the band on the side it goes to; negative beyond it.</param>
public sealed record DeliveryStatus(
    BillingMonth Month, LocalDate Through, Energy ContractedSoFar, Energy ActualSoFar, Energy Contracted, Energy Projected, decimal? Deviation, DeviationAlert Alert, Energy Room);

/// <summary>Follows contracts while they are delivered, so that customers can still act.</summary>
public static class DeliveryTracking
{
    /// <summary>A month after some days.</summary>
    /// <param name="contract">The contract by day and interval.</param>
    /// <param name="month">The month.</param>
    /// <param name="taken">Energy of each day with readings, from the first of the month on without a gap.</param>
    /// <param name="rule">The market's band.</param>
    /// <param name="policy">When to warn.</param>
    public static DeliveryStatus Of(DecomposedQuantity contract, BillingMonth month, IReadOnlyList<Energy> taken, DeviationRule rule, TrackingPolicy policy)
    {
        if (taken.Count is 0 || taken.Count > month.Days)
            throw new ArgumentException($"{taken.Count} days of a month of {month.Days}.", nameof(taken));

        var through = month.FirstDay.PlusDays(taken.Count - 1);
        var days = contract.Days.Where(day => month.Contains(day.Day)).ToList();
        var contracted = Energy.Sum(days.Select(static day => day.Total));
        var contractedSoFar = Energy.Sum(days.Where(day => day.Day <= through).Select(static day => day.Total));
        var actual = Energy.Sum(taken);
        var rest = contracted - contractedSoFar;
        var projected = contractedSoFar == Energy.Zero
            ? actual + rest
            : actual + new Energy((long)decimal.Round((decimal)rest.WattHours * actual.WattHours / contractedSoFar.WattHours));
        var difference = projected - contracted;
        var band = new Energy((long)Math.Floor(contracted.WattHours * (difference > Energy.Zero ? rule.BandOver : rule.BandUnder)));
        var room = new Energy(band.WattHours - Math.Abs(difference.WattHours));
        var alert = room < Energy.Zero ? DeviationAlert.Beyond
            : difference != Energy.Zero && Math.Abs(difference.WattHours) >= band.WattHours * policy.WarnAt ? DeviationAlert.Warning
            : DeviationAlert.None;
        return new(
            month, through, contractedSoFar, actual, contracted, projected, contracted == Energy.Zero ? null : (decimal)difference.WattHours / contracted.WattHours, alert, room);
    }
}
