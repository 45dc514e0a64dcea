using IntegrationHub.Market.Deviation;
using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Tracking;

/// <summary>What a customer owes and may come to owe.</summary>
/// <param name="Billed">Billed and not paid.</param>
/// <param name="Delivered">Delivered and not billed, at the contract's price; days whose readings are missing as contracted.</param>
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

/// <summary>What the company risks with all contracts together.</summary>
/// <param name="Contracts">Retail contracts that bind in the month.</param>
/// <param name="Known">Those of them that have readings; the others count as contracted.</param>
/// <param name="Contracted">Contracted energy of the month.</param>
/// <param name="Projected">Projected energy of the month.</param>
/// <param name="DeviationCharge">What the projected deviation of the pool would be charged: customers net before they are assessed.</param>
/// <param name="Price">What a move of the market does to contracts at prices of their own, for all that is still to be delivered.</param>
/// <param name="CreditAtRisk">Sum over the contracts, each after its guarantees.</param>
/// <param name="CreditLimit">What the company is willing to risk with all of them.</param>
/// <param name="CreditExceeded">Contracts beyond their own limit.</param>
public sealed record PoolExposure(
    int Contracts, int Known, Energy Contracted, Energy Projected, decimal DeviationCharge, PriceExposure Price, decimal CreditAtRisk, decimal CreditLimit, int CreditExceeded)
{
    /// <summary>(projected − contracted) ÷ contracted; null with nothing contracted.</summary>
    public decimal? Deviation => Contracted == Energy.Zero ? null : (decimal)(Projected - Contracted).WattHours / Contracted.WattHours;

    public bool IsCreditExceeded => CreditAtRisk > CreditLimit;

    /// <summary>The exposure of the contracts of a month.</summary>
    /// <param name="contracts">Contracted energy of each, what it is projected to take (null without readings), and its credit.</param>
    /// <param name="soldFixed">Still to be delivered at prices that do not follow the market.</param>
    /// <param name="boughtFixed">Still to be taken at such prices.</param>
    /// <param name="rule">By what it is judged.</param>
    public static PoolExposure Of(IReadOnlyList<(Energy Contracted, Energy? Projected, CreditExposure Credit)> contracts, Energy soldFixed, Energy boughtFixed, TrackingRule rule)
    {
        var contracted = Energy.Sum(contracts.Select(static one => one.Contracted));
        var projected = Energy.Sum(contracts.Select(static one => one.Projected ?? one.Contracted));
        return new(
            contracts.Count, contracts.Count(static one => one.Projected is not null), contracted, projected,
            DeviationAssessment.Assess(rule.Deviation, contracted, projected, rule.DeviationPrice, Excuse.None).Amount, PriceExposure.Of(soldFixed, boughtFixed, rule.PriceMove),
            contracts.Sum(static one => one.Credit.AtRisk), rule.PoolCreditLimit, contracts.Count(static one => one.Credit.IsExceeded));
    }
}
