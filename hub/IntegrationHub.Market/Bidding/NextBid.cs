using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Bidding;

/// <summary>What past rounds say of one interval.</summary>
/// <param name="Position">Position, from 1.</param>
/// <param name="Rounds">Rounds with a clearing price.</param>
/// <param name="Clearing">Clearing prices in rising order.</param>
/// <param name="AwardedShare">Energy awarded ÷ energy bid over the rounds; null where nothing was bid.</param>
public sealed record IntervalHistory(int Position, int Rounds, IReadOnlyList<decimal> Clearing, decimal? AwardedShare)
{
    /// <summary>The clearing price that a share of the rounds did not exceed (nearest rank): bidding it would have won that often.</summary>
    public decimal? Quantile(decimal share) => Rounds == 0 ? null : Clearing[(int)Math.Clamp(Math.Ceiling(share * Rounds) - 1, 0, Rounds - 1)];
}

/// <summary>How eager the next bid is.</summary>
/// <param name="Sure">Share of the gap that must be bought: bid at the ceiling.</param>
/// <param name="WinShare">Share of past rounds in which the rest would have been bought.</param>
public sealed record BidAppetite(decimal Sure, decimal WinShare);

/// <summary>A proposal for one interval with its reasons; a person approves it.</summary>
public sealed record ProposedInterval(IntervalBid Bid, CeilingBound Bound, int Rounds, decimal? PastPrice);

/// <summary>Analyses past rounds and proposes the next bid.</summary>
public static class NextBid
{
    /// <summary>What past rounds say, interval by interval.</summary>
    public static IReadOnlyList<IntervalHistory> Analyse(IReadOnlyList<BidOutcome> rounds) =>
    [
        .. rounds.SelectMany(static round => round.Intervals).GroupBy(static interval => interval.Position).OrderBy(static group => group.Key).Select(static group =>
        {
            IReadOnlyList<decimal> prices = [.. group.Select(static interval => interval.Price).OfType<decimal>().Order()];
            var bid = group.Sum(static interval => interval.Bid.WattHours);
            return new IntervalHistory(group.Key, prices.Count, prices, bid == 0 ? null : (decimal)group.Sum(static interval => interval.Awarded.WattHours) / bid);
        }),
    ];

    /// <summary>
    /// The next bid: the sure part of each gap at its ceiling, the rest at the price that won often enough in the past (one tick above the market's, and where each step pays its own price at the own one that won), never above
    /// the ceiling. Without a past the rest is bid at the ceiling, too. Quantities are whole steps of the market, rounded down.
    /// </summary>
    /// <param name="gaps">Gap by position.</param>
    /// <param name="ceilings">Ceiling by position.</param>
    /// <param name="history">What past rounds say.</param>
    /// <param name="rules">What the market admits.</param>
    /// <param name="appetite">How eager to be.</param>
    /// <param name="paysAsBid">True where the past prices are those of the own steps: a tick above them would be added round by round, up to the ceiling.</param>
    public static IReadOnlyList<ProposedInterval> Propose(
        IReadOnlyDictionary<int, Energy> gaps, IReadOnlyDictionary<int, PriceCeiling> ceilings, IReadOnlyList<IntervalHistory> history, BidRules rules, BidAppetite appetite, bool paysAsBid = false)
    {
        var proposed = new List<ProposedInterval>();
        var above = paysAsBid ? 0 : rules.Prices.Tick;
        foreach (var (position, gap) in gaps.OrderBy(static gap => gap.Key))
        {
            if (!ceilings.TryGetValue(position, out var ceiling) || ceiling.Price is not { } highest)
                continue;

            var units = gap.WattHours / rules.QuantityStep.WattHours;
            if (units <= 0)
                continue;

            var past = history.FirstOrDefault(entry => entry.Position == position);
            var wanted = past?.Quantile(appetite.WinShare) + above;
            var lower = wanted is { } price ? Math.Max(rules.Prices.Lowest, Math.Min(highest, Math.Floor(price / rules.Prices.Tick) * rules.Prices.Tick)) : highest;
            var sure = lower == highest || rules.MostSteps < 2 ? units : (long)Math.Ceiling(units * appetite.Sure);
            var steps = new List<BidStep>();
            if (sure > 0)
                steps.Add(new(new(sure * rules.QuantityStep.WattHours), highest));

            if (units > sure)
                steps.Add(new(new((units - sure) * rules.QuantityStep.WattHours), lower));

            proposed.Add(new(new(position, steps), ceiling.Bound, past?.Rounds ?? 0, wanted - above));
        }

        return proposed;
    }
}
