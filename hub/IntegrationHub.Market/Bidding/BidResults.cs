using System.Globalization;
using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Bidding;

/// <summary>What the market gave in one interval.</summary>
/// <param name="Position">Position of the interval, from 1.</param>
/// <param name="Awarded">Energy bought.</param>
/// <param name="Price">Clearing price per MWh; null where the result gives none.</param>
public sealed record IntervalResult(int Position, Energy Awarded, decimal? Price = null);

/// <summary>A bid beside its result.</summary>
/// <param name="Intervals">What was bid and awarded by interval.</param>
/// <param name="Cost">What the awards cost at the clearing prices; what has none is a finding and not in it.</param>
/// <param name="Findings">Where the result contradicts the bid: to be disputed.</param>
public sealed record BidOutcome(IReadOnlyList<IntervalOutcome> Intervals, decimal Cost, IReadOnlyList<Problem> Findings)
{
    public Energy Bid => Energy.Sum(Intervals.Select(static interval => interval.Bid));

    public Energy Awarded => Energy.Sum(Intervals.Select(static interval => interval.Awarded));
}

/// <summary>One interval of an outcome.</summary>
/// <param name="Position">Position, from 1.</param>
/// <param name="Bid">Energy that was bid.</param>
/// <param name="Expected">Energy of the steps at or above the clearing price; a step exactly at it may be cut.</param>
/// <param name="Awarded">Energy bought.</param>
/// <param name="Price">Clearing price; null where there is no result, or one without a price.</param>
public sealed record IntervalOutcome(int Position, Energy Bid, Energy Expected, Energy Awarded, decimal? Price = null);

/// <summary>Compares results with bids.</summary>
public static class BidResults
{
    /// <summary>
    /// Every interval of the bid with its result. A purchase must not get more than it bid at or above the clearing price; less is a finding only
    /// where no step lies exactly at that price (those may be shared among bidders).
    /// </summary>
    public static BidOutcome Reconcile(IReadOnlyList<IntervalBid> bids, IReadOnlyList<IntervalResult> results)
    {
        var findings = new List<Problem>();
        var byPosition = new Dictionary<int, IntervalResult>();
        foreach (var result in results)
        {
            if (!byPosition.TryAdd(result.Position, result) || !bids.Any(bid => bid.Position == result.Position))
                findings.Add(new(ProblemCodes.ResultUnknown, "There is a result without a bid, or a second one.", At(result.Position), "Ask the trading center."));
        }

        var intervals = new List<IntervalOutcome>();
        var cost = 0m;
        foreach (var bid in bids.OrderBy(static bid => bid.Position))
        {
            if (!byPosition.TryGetValue(bid.Position, out var result))
            {
                findings.Add(new(ProblemCodes.ResultMissing, "There is no result.", At(bid.Position), "Wait for it, or ask the trading center."));
                intervals.Add(new(bid.Position, bid.Quantity, Energy.Zero, Energy.Zero, null));
                continue;
            }

            if (result.Price is null && result.Awarded != Energy.Zero)
                findings.Add(new(ProblemCodes.ResultUnpriced, $"{result.Awarded} were awarded without a price.", At(bid.Position), "Ask the trading center for a corrected result: what is bought cannot be settled without."));

            // Nothing can be said of steps above and below a price that is not there.
            var most = result.Price is null ? bid.Quantity : Energy.Sum(bid.Steps.Where(step => step.Price >= result.Price).Select(static step => step.Quantity));
            var least = result.Price is null ? Energy.Zero : Energy.Sum(bid.Steps.Where(step => step.Price > result.Price).Select(static step => step.Quantity));
            if (result.Awarded > bid.Quantity)
                findings.Add(new(ProblemCodes.ResultAboveBid, $"{result.Awarded} were awarded of {bid.Quantity}.", At(bid.Position), "Dispute it."));
            else if (result.Awarded > most)
                findings.Add(new(ProblemCodes.ResultPriceWorse, "More was awarded than was bid at this price.", At(bid.Position), "Dispute it."));
            else if (result.Awarded < least)
                findings.Add(new(ProblemCodes.ResultPriceWorse, "Less was awarded than was bid above the clearing price.", At(bid.Position), "Ask for the reason; dispute it."));

            cost += result.Awarded.MegawattHours * (result.Price ?? 0);
            intervals.Add(new(bid.Position, bid.Quantity, most, result.Awarded, result.Price));
        }

        return new(intervals, cost, findings);
    }

    private static string At(int position) => string.Create(CultureInfo.InvariantCulture, $"interval {position}");
}
