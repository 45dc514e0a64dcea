using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Bidding;

/// <summary>Which limit a price ceiling comes from.</summary>
public enum CeilingBound
{
    /// <summary>The regulator's highest price.</summary>
    Regulatory,

    /// <summary>What the retailer can pay and still reach its margin.</summary>
    Economic,

    /// <summary>Nothing is to be bought in this interval.</summary>
    NoGap,

    /// <summary>The economic ceiling lies below the lowest price that the market admits: buying loses money.</summary>
    BelowFloor,
}

/// <summary>What a ceiling of one interval is computed from. Amounts are for the interval and the quantity to be bought.</summary>
/// <param name="Gap">Energy that is still to be bought.</param>
/// <param name="Revenue">What customers pay for it under their contracts, without passed-on charges.</param>
/// <param name="Fees">Fees of the trading center and the grid that the retailer bears.</param>
/// <param name="OperatingCosts">Part of the company's own costs.</param>
/// <param name="ExpectedDeviationCost">Expected cost of deviation.</param>
/// <param name="TargetMargin">Profit that is wanted.</param>
public sealed record CeilingInput(
    Energy Gap, decimal Revenue, decimal Fees, decimal OperatingCosts, decimal ExpectedDeviationCost, decimal TargetMargin);

/// <summary>Prices that the market admits, dated parameters of its rules.</summary>
/// <param name="Lowest">Lowest price per MWh.</param>
/// <param name="Highest">Highest price per MWh.</param>
/// <param name="Tick">Smallest step of a price, above zero.</param>
public sealed record PriceLimits(decimal Lowest, decimal Highest, decimal Tick);

/// <summary>The highest price that a bid of an interval may have.</summary>
/// <param name="Price">The ceiling, on the tick; <c>null</c> where nothing should be bought.</param>
/// <param name="Bound">Which limit binds.</param>
/// <param name="Economic">The economic limit before rounding, or <c>null</c> without a gap.</param>
public sealed record PriceCeiling(decimal? Price, CeilingBound Bound, decimal? Economic)
{
    /// <summary>
    /// <c>min(regulatory bound, (revenue − fees − operating costs − expected deviation cost − target margin) ÷ quantity)</c>, rounded down to
    /// the tick, so that rounding never costs margin.
    /// </summary>
    public static PriceCeiling Of(CeilingInput input, PriceLimits limits)
    {
        if (limits.Tick <= 0)
            throw new ArgumentOutOfRangeException(nameof(limits), limits.Tick, "A tick is above zero.");

        if (input.Gap <= Energy.Zero)
            return new(null, CeilingBound.NoGap, null);

        var economic = (input.Revenue - input.Fees - input.OperatingCosts - input.ExpectedDeviationCost - input.TargetMargin) / input.Gap.MegawattHours;
        var (price, bound) = economic < limits.Highest ? (economic, CeilingBound.Economic) : (limits.Highest, CeilingBound.Regulatory);
        var onTick = Math.Floor(price / limits.Tick) * limits.Tick;
        return onTick < limits.Lowest ? new(null, CeilingBound.BelowFloor, economic) : new(onTick, bound, economic);
    }
}
