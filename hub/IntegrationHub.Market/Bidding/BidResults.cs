using System.Globalization;
using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Bidding;

/// <summary>What the market gave in one interval.</summary>
/// <param name="Position">Position of the interval, from 1.</param>
/// <param name="Awarded">Energy bought.</param>
/// <param name="Price">Clearing price per MWh, of steps that pay prices of their own the lowest; null where the result gives none, or not for all of them.</param>
public sealed record IntervalResult(int Position, Energy Awarded, decimal? Price = null)
{
    /// <summary>What was given by price, the dearest first and what has none last, where it is more than one price; else null.</summary>
    public IReadOnlyList<AwardedStep>? Steps { get; init; }

    /// <summary>All of it by price.</summary>
    public IReadOnlyList<AwardedStep> Parts => Steps ?? [new(Awarded, Price)];

    /// <summary>True where something was given without a price.</summary>
    public bool IsUnpriced => Parts.Any(static part => part.Price is null && part.Energy != Energy.Zero);

    /// <summary>What it costs; what has no price is not in it.</summary>
    public decimal Cost => Parts.Sum(static part => part.Energy.MegawattHours * (part.Price ?? 0));

    /// <summary>What was given in an interval step by step. Steps of one price are one, and one without a price has that of the others where they have only one.</summary>
    public static IntervalResult Of(int position, IReadOnlyList<AwardedStep> steps)
    {
        var given = steps.Where(static step => step.Energy != Energy.Zero).ToList();
        var awarded = Energy.Sum(given.Select(static step => step.Energy));
        var prices = given.Select(static step => step.Price).OfType<decimal>().Distinct().ToList();

        // Steps that got nothing tell the clearing price where no other does.
        if (prices.Count <= 1)
            return new(position, awarded, prices is [var only] ? only : steps.Max(static step => step.Price));

        var byPrice = given.GroupBy(static step => step.Price).OrderBy(static same => same.Key is null).ThenByDescending(static same => same.Key)
            .Select(static same => new AwardedStep(Energy.Sum(same.Select(static step => step.Energy)), same.Key)).ToList();
        return new(position, awarded, byPrice[^1].Price) { Steps = byPrice };
    }

    /// <summary>
    /// The result of an auction that pays as bid. Prices by step that the result gives count; of one sum over several steps of the bid each pays what was bid for it, the dearest first. Within one step the price of the
    /// result counts, and where it gives none that of the step.
    /// </summary>
    /// <param name="bid">What was bid in the interval; null for nothing.</param>
    public IntervalResult PaidAsBid(IntervalBid? bid)
    {
        if (Steps is not null || bid is null || Awarded <= Energy.Zero)
            return this;

        var (left, paid) = (Awarded, new List<AwardedStep>());
        foreach (var step in bid.Steps.OrderByDescending(static step => step.Price))
        {
            var part = new Energy(Math.Min(left.WattHours, step.Quantity.WattHours));
            if (part > Energy.Zero)
                paid.Add(new(part, step.Price));

            left -= part;
        }

        if (paid.Count <= 1 && Price is not null)
            return this;

        // More than was bid has no step: the comparison finds it.
        return left > Energy.Zero ? Of(Position, [.. paid, new(left, Price)]) : Of(Position, paid);
    }

    /// <summary>The result with a price for what has none.</summary>
    public IntervalResult PricedAt(decimal price) => IsUnpriced ? Of(Position, [.. Parts.Select(part => part with { Price = part.Price ?? price })]) : this;
}

/// <summary>Part of what was given in an interval.</summary>
/// <param name="Energy">Energy bought.</param>
/// <param name="Price">What a MWh of it costs; null where the result does not say.</param>
public sealed record AwardedStep(Energy Energy, decimal? Price = null);

/// <summary>A bid beside its result.</summary>
/// <param name="Intervals">What was bid and awarded by interval.</param>
/// <param name="Cost">What the awards cost, each step at the price that it pays; what has none is a finding and not in it.</param>
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
/// <param name="Price">Clearing price, where steps pay prices of their own the lowest that was given; null where there is no result, or one without a price.</param>
public sealed record IntervalOutcome(int Position, Energy Bid, Energy Expected, Energy Awarded, decimal? Price = null);

/// <summary>Compares results with bids.</summary>
public static class BidResults
{
    /// <summary>
    /// Every interval of the bid with its result. A purchase must not get more than it bid at or above the clearing price, nor at any price that steps pay by themselves; less is a finding only
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

            if (result.IsUnpriced)
                findings.Add(Unpriced(result));

            // Nothing can be said of steps above and below a price that is not there.
            var most = result.Price is null ? bid.Quantity : Energy.Sum(bid.Steps.Where(step => step.Price >= result.Price).Select(static step => step.Quantity));
            var least = result.Price is null ? Energy.Zero : Energy.Sum(bid.Steps.Where(step => step.Price > result.Price).Select(static step => step.Quantity));
            if (result.Awarded > bid.Quantity)
                findings.Add(new(ProblemCodes.ResultAboveBid, $"{result.Awarded} were awarded of {bid.Quantity}.", At(bid.Position), "Dispute it."));
            else if (result.Awarded > most || IsDearer(result, bid))
                findings.Add(new(ProblemCodes.ResultPriceWorse, "More was awarded than was bid at this price.", At(bid.Position), "Dispute it."));
            else if (result.Awarded < least)
                findings.Add(new(ProblemCodes.ResultPriceWorse, "Less was awarded than was bid above the clearing price.", At(bid.Position), "Ask for the reason; dispute it."));

            cost += result.Cost;
            intervals.Add(new(bid.Position, bid.Quantity, most, result.Awarded, result.Price));
        }

        return new(intervals, cost, findings);
    }

    /// <summary>What is said of energy without a price.</summary>
    public static Problem Unpriced(IntervalResult result) => new(
        ProblemCodes.ResultUnpriced, $"{Energy.Sum(result.Parts.Where(static part => part.Price is null).Select(static part => part.Energy))} were awarded without a price.", At(result.Position),
        "Ask the trading center for a corrected result, or enter the price that it tells you (`ihub bid price`) and have a second person confirm it: what is bought cannot be settled without.");

    /// <summary>True where more was given at some price or above than was bid for it.</summary>
    private static bool IsDearer(IntervalResult result, IntervalBid bid) => result.Parts.Any(part => part.Price is { } price
        && Energy.Sum(result.Parts.Where(other => other.Price >= price).Select(static other => other.Energy)) > Energy.Sum(bid.Steps.Where(step => step.Price >= price).Select(static step => step.Quantity)));

    private static string At(int position) => string.Create(CultureInfo.InvariantCulture, $"interval {position}");
}
