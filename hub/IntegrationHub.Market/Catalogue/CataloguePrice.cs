using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Catalogue;

/// <summary>What a catalogue price is charged for. Governments and grid operators set these; the retailer passes them on.</summary>
public enum CatalogueItem
{
    TransmissionAndDistribution,

    /// <summary>Basic charge by contracted capacity or maximum demand.</summary>
    Capacity,

    LineLoss,
    SystemOperationFee,
    GovernmentFunds,

    /// <summary>Collection and service.</summary>
    Collection,
}

/// <summary>One catalogue price.</summary>
/// <param name="Item">What it is for.</param>
/// <param name="VoltageLevel">Voltage level of the metering account it holds for, or empty for every one.</param>
/// <param name="CustomerClass">Class of customers, e.g. <c>large-industry</c>, or empty for every one.</param>
/// <param name="PerMegawattHour">Price per MWh, or 0.</param>
/// <param name="PerKilowattMonth">Price per kW and month, or 0.</param>
/// <param name="Rounding">How the term is rounded.</param>
/// <param name="PowerFactor">True when the power-factor adjustment counts on it.</param>
/// <param name="DaysOfMonth">
/// How many days the month of a charge per kW counts when an account is served for part of it: 30 where the rules charge a day a thirtieth; null for its calendar days.
/// </param>
public sealed record CataloguePrice(
    CatalogueItem Item, string VoltageLevel, string CustomerClass, decimal PerMegawattHour, decimal PerKilowattMonth, Rounding Rounding, bool PowerFactor = true,
    int? DaysOfMonth = null)
{
    /// <summary>The part of a month's charge that an account served for some of its days pays; never more than all of it.</summary>
    public decimal ShareOf(BillingMonth month, int days) =>
        days >= month.Days ? 1 : Math.Min(1, (decimal)days / (DaysOfMonth is > 0 and var counted ? counted : month.Days));
}

/// <summary>
/// Adjustment of a bill by the month's average power factor: below the standard more is paid, above it less. A table of the government
/// (in China 1983 No. 215 of the ministries of water, power and prices); the figures are parameters.
/// </summary>
/// <param name="Standard">The factor at which nothing is adjusted, e.g. 0.90.</param>
/// <param name="Steps">Adjustment in fractions of the base by average power factor, which are sorted; the highest step at or below the factor counts.</param>
/// <param name="Rounding">How the term is rounded.</param>
public sealed record PowerFactorTable(decimal Standard, IReadOnlyList<PowerFactorStep> Steps, Rounding Rounding)
{
    /// <summary>The fraction that is added (positive) or taken off (negative); below the lowest step that step's.</summary>
    public decimal AdjustmentAt(decimal factor)
    {
        if (Steps.Count == 0)
            return 0;

        var adjustment = Steps[0].Adjustment;
        foreach (var step in Steps)
        {
            if (step.From > factor)
                break;

            adjustment = step.Adjustment;
        }

        return adjustment;
    }
}

/// <summary>From this power factor on the base is adjusted by this fraction.</summary>
public sealed record PowerFactorStep(decimal From, decimal Adjustment);
