using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Tracking;

/// <summary>What a customer owes and may come to owe.</summary>
/// <param name="Billed">Billed and not paid.</param>
/// <param name="Delivered">Delivered and not billed, at the contract's price.</param>
/// <param name="Replacement">Loss if the customer stopped now: rest of the contract × (contract price − market price) where that is above zero.</param>
/// <param name="Guarantee">Deposits and guarantees.</param>
/// <param name="Limit">What the retailer is willing to risk.</param>
public sealed record CreditExposure(decimal Billed, decimal Delivered, decimal Replacement, decimal Guarantee, decimal Limit)
{
    /// <summary>At risk after guarantees; not below zero.</summary>
    public decimal AtRisk => Math.Max(0, Billed + Delivered + Replacement - Guarantee);

    public bool IsExceeded => AtRisk > Limit;

    /// <summary>The exposure of one contract.</summary>
    public static CreditExposure Of(decimal billed, Energy delivered, Energy rest, decimal contractPrice, decimal marketPrice, decimal guarantee, decimal limit) => new(
        billed, delivered.MegawattHours * contractPrice, Math.Max(0, rest.MegawattHours * (contractPrice - marketPrice)), guarantee, limit);
}

/// <summary>What the portfolio gains or loses when the market moves.</summary>
/// <param name="Open">Sold at a price that does not follow the market, less bought at one: positive is still to be bought.</param>
/// <param name="Move">Change of the market price per MWh that is looked at.</param>
public sealed record PriceExposure(Energy Open, decimal Move)
{
    /// <summary>Change of the margin; negative is a loss.</summary>
    public decimal Effect => -Open.MegawattHours * Move;

    /// <summary>The open position of a period.</summary>
    /// <param name="soldFixed">Sold at fixed prices.</param>
    /// <param name="boughtFixed">Bought at fixed prices.</param>
    /// <param name="move">Change of the market price per MWh.</param>
    public static PriceExposure Of(Energy soldFixed, Energy boughtFixed, decimal move) => new(soldFixed - boughtFixed, move);
}
