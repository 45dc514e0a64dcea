using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Bidding;

/// <summary>One interval of a plan.</summary>
/// <param name="Position">Position, from 1.</param>
/// <param name="Expected">Expected consumption.</param>
/// <param name="Contracted">What purchase contracts bring, and what bids bought already.</param>
/// <param name="Gap">What is missing; below zero where there is too much.</param>
/// <param name="Ceiling">The highest price, once it is decided; null where nothing should be bought.</param>
/// <param name="Bound">Which limit binds, once it is decided.</param>
public sealed record PlannedInterval(int Position, Energy Expected, Energy Contracted, Energy Gap, decimal? Ceiling = null, CeilingBound? Bound = null);

/// <summary>What is still to be bought in a market event, and for how much at most.</summary>
/// <param name="Event">Code of the event.</param>
/// <param name="Terms">Code and version of the terms, once ceilings are decided.</param>
/// <param name="Intervals">Interval by interval.</param>
/// <param name="Credit">Room of the credit, once ceilings are decided.</param>
public sealed record BidPlan(string Event, IReadOnlyList<PlannedInterval> Intervals, string? Terms = null, CreditHeadroom? Credit = null)
{
    /// <summary>Where the expected consumption is from; null in a plan from before that was kept.</summary>
    public IReadOnlyList<DemandPart>? Demand { get; init; }

    /// <summary>True once ceilings are decided.</summary>
    public bool IsPriced => Terms is not null;

    public IReadOnlyDictionary<int, Energy> Gaps => Intervals.ToDictionary(static interval => interval.Position, static interval => interval.Gap);

    public IReadOnlyDictionary<int, PriceCeiling> Ceilings => Intervals.Where(static interval => interval.Bound is not null)
        .ToDictionary(static interval => interval.Position, static interval => new PriceCeiling(interval.Ceiling, interval.Bound!.Value, null));

    /// <summary>A plan without prices yet.</summary>
    /// <param name="market">The event's code.</param>
    /// <param name="expected">Expected consumption by interval.</param>
    /// <param name="purchases">Contracts and results of bids, each with as many intervals.</param>
    public static BidPlan Of(string market, IReadOnlyList<Energy> expected, IReadOnlyList<IReadOnlyList<Energy>> purchases)
    {
        var gaps = ElectricityGap.Of(expected, purchases);
        return new(market, [.. gaps.Select((gap, i) => new PlannedInterval(i + 1, expected[i], expected[i] - gap, gap))]);
    }

    /// <summary>The plan with a ceiling for each interval: what customers pay for the gap, less fees, costs, expected deviation and profit.</summary>
    /// <param name="terms">What the company reckons with.</param>
    /// <param name="sellingPrice">What customers pay per MWh.</param>
    /// <param name="limits">Prices that the market admits.</param>
    /// <param name="openBids">Worst cost of bids that are submitted and not decided.</param>
    public BidPlan WithCeilings(BidTerms terms, decimal sellingPrice, PriceLimits limits, decimal openBids) => this with
    {
        Terms = $"{terms.Code}/{terms.Version}",
        Credit = new(terms.CreditLimit, terms.CreditUsed, openBids),
        Intervals = [.. Intervals.Select(interval =>
        {
            var energy = Math.Max(0, interval.Gap.MegawattHours);
            var ceiling = PriceCeiling.Of(
                new(interval.Gap, energy * sellingPrice, energy * terms.Fees, energy * terms.OperatingCosts, energy * terms.ExpectedDeviation * terms.DeviationPrice, energy * terms.TargetProfit), limits);
            return interval with { Ceiling = ceiling.Price, Bound = ceiling.Bound };
        })],
    };
}
