using System.Globalization;
using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Bidding;

/// <summary>One step of a bid: so much energy at this price or better.</summary>
public sealed record BidStep(Energy Quantity, decimal Price);

/// <summary>The bid of one interval.</summary>
/// <param name="Position">Position of the interval, from 1.</param>
/// <param name="Steps">Steps of a purchase, best price for the seller first: prices fall.</param>
public sealed record IntervalBid(int Position, IReadOnlyList<BidStep> Steps)
{
    public Energy Quantity => Energy.Sum(Steps.Select(static step => step.Quantity));

    /// <summary>
    /// The most that it can cost: every step with a price above zero taken at that price. What a step below zero would bring is not counted on, because the others
    /// may be taken without it.
    /// </summary>
    public decimal Worst => Steps.Sum(static step => Math.Max(0, step.Quantity.MegawattHours * step.Price));
}

/// <summary>What a market admits in a bid; dated parameters of its rules.</summary>
/// <param name="Prices">Lowest, highest and tick.</param>
/// <param name="MostSteps">Steps per interval.</param>
/// <param name="QuantityStep">Smallest step of a quantity.</param>
public sealed record BidRules(PriceLimits Prices, int MostSteps, Energy QuantityStep);

/// <summary>Room that the retailer's credit with the trading center leaves.</summary>
/// <param name="Limit">Guarantees and deposits.</param>
/// <param name="Used">What open positions and unpaid settlements take.</param>
/// <param name="OpenBids">Worst cost of bids that are submitted and not decided.</param>
public sealed record CreditHeadroom(decimal Limit, decimal Used, decimal OpenBids)
{
    public decimal Left => Limit - Used - OpenBids;
}

/// <summary>A retailer's purchase bid for a gate, checked before it leaves.</summary>
public static class BidBook
{
    /// <summary>Everything that is wrong with a bid, interval by interval, and with its cost as a whole.</summary>
    /// <param name="bids">The bid.</param>
    /// <param name="rules">What the market admits.</param>
    /// <param name="ceilings">The ceiling of each interval by position.</param>
    /// <param name="gaps">The gap of each interval by position; a bid without one is a problem.</param>
    /// <param name="credit">Room of the credit.</param>
    public static IReadOnlyList<Problem> Check(
        IReadOnlyList<IntervalBid> bids, BidRules rules, IReadOnlyDictionary<int, PriceCeiling> ceilings, IReadOnlyDictionary<int, Energy> gaps, CreditHeadroom credit)
    {
        var problems = new List<Problem>();
        var positions = new HashSet<int>();
        foreach (var bid in bids)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"interval {bid.Position}");
            if (!positions.Add(bid.Position))
                problems.Add(new(ProblemCodes.BidTwice, "There is more than one bid for the interval.", at, "Put all steps into one bid."));

            CheckSteps(bid, rules, at, problems);
            if (!ceilings.TryGetValue(bid.Position, out var ceiling) || ceiling.Price is not { } highest)
            {
                if (bid.Quantity > Energy.Zero)
                    problems.Add(new(ProblemCodes.PriceAboveCeiling, "There is a bid where nothing should be bought.", at, "Take it out, or have the ceiling decided anew."));
            }
            else
            {
                // The price itself is not told: problems reach people who may not know ceilings.
                foreach (var step in bid.Steps.Where(step => step.Price > highest))
                    problems.Add(new(ProblemCodes.PriceAboveCeiling, $"A step lies above the ceiling ({ceiling.Bound} binds).", at, "Lower it to the ceiling."));
            }

            if (!gaps.TryGetValue(bid.Position, out var gap))
                problems.Add(new(ProblemCodes.GapMissing, "There is no gap that the bid could be compared with.", at, "Compute the gap of the interval, or take the bid out."));
            else if (bid.Quantity > Energy.Zero && bid.Quantity > gap)
                problems.Add(new(ProblemCodes.QuantityAboveGap, $"{bid.Quantity} are bid for a gap of {gap}.", at, "Bid at most the gap."));
        }

        var worst = bids.Sum(static bid => bid.Worst);
        if (worst > credit.Left)
        {
            problems.Add(new(
                ProblemCodes.CreditExceeded, "If everything is taken, the bid costs more than the credit leaves.", "", "Bid less, or raise the guarantee before the gate closes."));
        }

        return problems;
    }

    private static void CheckSteps(IntervalBid bid, BidRules rules, string at, List<Problem> problems)
    {
        if (bid.Steps.Count > rules.MostSteps)
            problems.Add(new(ProblemCodes.StepsTooMany, $"The bid has {bid.Steps.Count} steps.", at, $"The market admits {rules.MostSteps}."));

        for (var i = 0; i < bid.Steps.Count; i++)
        {
            var step = bid.Steps[i];
            var where = $"{at}, step {i + 1}";
            if (i > 0 && step.Price >= bid.Steps[i - 1].Price)
                problems.Add(new(ProblemCodes.StepsDisordered, "Its price is not below the step before.", where, "Let the prices of a purchase fall."));

            if (step.Quantity <= Energy.Zero || step.Quantity.WattHours % rules.QuantityStep.WattHours != 0)
                problems.Add(new(ProblemCodes.QuantityOffStep, $"{step.Quantity} is not a positive multiple of {rules.QuantityStep}.", where, "Round the quantity."));

            if (step.Price % rules.Prices.Tick != 0)
                problems.Add(new(ProblemCodes.PriceOffTick, $"The price is not a multiple of {rules.Prices.Tick}.", where, "Round the price down to the tick."));

            if (step.Price < rules.Prices.Lowest || step.Price > rules.Prices.Highest)
            {
                problems.Add(new(
                    ProblemCodes.PriceBelowFloor, $"The price is not between {rules.Prices.Lowest} and {rules.Prices.Highest}.", where, "Use a price that the market admits."));
            }
        }
    }
}
