using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Schemas.Documents;
using NodaTime;

namespace IntegrationHub.Market.Bidding;

/// <summary>What was given in one interval of a market event at one price.</summary>
/// <param name="Day">Its first day; an interval lies within one month.</param>
/// <param name="LastDay">Its last day.</param>
/// <param name="Interval">The interval in UTC.</param>
/// <param name="Energy">Energy bought.</param>
/// <param name="Price">What a MWh of it costs; null where the result gives no price, which nothing can be settled at.</param>
public readonly record struct AwardedInterval(LocalDate Day, LocalDate LastDay, TimeInterval Interval, Energy Energy, decimal? Price);

/// <summary>What a purchase contract of an auction brings within days of one month, its delivery period of that month; when within them it does not say.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Energy">Energy of these days.</param>
public readonly record struct ContractedSpan(LocalDate From, LocalDate To, Energy Energy)
{
    /// <summary>True for an interval that has some day of it.</summary>
    public bool Meets(AwardedInterval interval) => interval.Day <= To && interval.LastDay >= From;
}

/// <summary>What the market gave to a bid: a purchase by the trading center's result, whether or not somebody writes a contract of it. Immutable.</summary>
/// <param name="Event">Code of the market event (<c>auction.mRID</c>): what the purchase is called in accounts.</param>
/// <param name="Bid">Number of the bid.</param>
/// <param name="Currency">Currency of the prices (ISO 4217).</param>
/// <param name="Intervals">Interval by interval, in order; where steps pay prices of their own, one for each.</param>
public sealed record Award(string Event, string Bid, string Currency, IReadOnlyList<AwardedInterval> Intervals)
{
    /// <summary>Prices among them that no result says: people entered and confirmed them.</summary>
    public IReadOnlyList<(TimeInterval Interval, EnteredPrice Price)> Entered { get; init; } = [];

    private static readonly TimeSpan LongestPiece = TimeSpan.FromHours(1);

    /// <summary>The award of a bid that has a result. A result for an interval that the event does not have is no purchase; the comparison finds it.</summary>
    public static Award Of(BidEntry bid, MarketEvent market, EventGrid grid) => new(
        market.Code, bid.Number, market.Currency,
        [
            .. bid.ResultsAt(market.Pricing).Where(result => result.Position >= 1 && result.Position <= grid.Count)
                .SelectMany(result => result.Parts.Select(part => new AwardedInterval(grid.DaysOf(result.Position).From, grid.DaysOf(result.Position).To, grid.IntervalOf(result.Position), part.Energy, part.Price))),
        ])
    {
        Entered = [.. bid.EnteredAt(market.Pricing).Where(price => price.Position >= 1 && price.Position <= grid.Count).Select(price => (grid.IntervalOf(price.Position), price))],
    };

    /// <summary>Of the versions of each bid the one whose result counts: the newest that has one, for a correction of a bid takes the place of what it corrects.</summary>
    public static IReadOnlyList<BidEntry> Counting(IEnumerable<BidEntry> bids) =>
    [
        .. bids.Where(static bid => bid.State is BidState.Decided or BidState.Reconciled && bid.Results is not null)
            .GroupBy(static bid => bid.Number, StringComparer.Ordinal).OrderBy(static versions => versions.Key, StringComparer.Ordinal).Select(static versions => versions.MaxBy(static bid => bid.Version)!),
    ];

    /// <summary>True where something was given in a month.</summary>
    public bool DeliversIn(BillingMonth month) => Intervals.Any(interval => BillingMonth.Of(interval.Day) == month && interval.Energy != Energy.Zero);

    /// <summary>Prices that people entered of what is bought in a month.</summary>
    public IEnumerable<EnteredPrice> EnteredIn(BillingMonth month) =>
        Entered.Where(entered => Intervals.Any(interval => interval.Interval == entered.Interval && BillingMonth.Of(interval.Day) == month && interval.Energy != Energy.Zero)).Select(static entered => entered.Price);

    /// <summary>True for a purchase contract that is about this very bid: its number or its auction is the bid's number. Then the contract is what is bought.</summary>
    public bool IsNamedBy(ContractTerms contract) => contract.IsPurchase && (contract.MRid == Bid || contract.Auction == Bid);

    /// <summary>True for a purchase contract that is about the auction, of whichever bids: its auction or its number is the event's code. It speaks for as much as it brings (<see cref="Beyond"/>).</summary>
    public bool IsOfAuctionOf(ContractTerms contract) => contract.IsPurchase && (contract.Auction == Event || contract.MRid == Event);

    /// <summary>
    /// What awards of one event gave beyond what contracts of its auction bring. A contract speaks for intervals of its own delivery period alone, and for as much energy as it brings there: it does not say when within it, so
    /// that energies are compared over all intervals for which the same contracts speak. Each contract is used up on the earliest ones that it can speak for, the one whose days end first before the others, so that together they
    /// speak for as much as they can. What is left falls on the awards in proportion, in whole watt-hours that sum to it. An award of which nothing is left is left away.
    /// </summary>
    /// <param name="awards">Awards of one event.</param>
    /// <param name="contracted">What its contracts bring, month by month.</param>
    public static IReadOnlyList<Award> Beyond(IReadOnlyList<Award> awards, IReadOnlyList<ContractedSpan> contracted)
    {
        var left = awards.Select(static award => award.Intervals.ToArray()).ToList();
        var given = left.SelectMany(static (intervals, award) => intervals.Select((interval, i) => (Award: award, Index: i, Interval: interval))).Where(static one => one.Interval.Energy > Energy.Zero).ToList();
        var spans = contracted.OrderBy(static span => span.To).ThenBy(static span => span.From).ToArray();
        foreach (var (places, speaking) in Runs([.. given.OrderBy(static one => one.Interval.Interval.Start)], spans))
        {
            var beyond = places.Sum(static one => one.Interval.Energy.WattHours);
            foreach (var i in speaking)
            {
                var part = Math.Min(beyond, spans[i].Energy.WattHours);
                spans[i] = spans[i] with { Energy = new(spans[i].Energy.WattHours - part) };
                beyond -= part;
            }

            var parts = LargestRemainder.Split(beyond, [.. places.Select(static one => (decimal)one.Interval.Energy.WattHours)]);
            for (var i = 0; i < parts.Length; i++)
                left[places[i].Award][places[i].Index] = places[i].Interval with { Energy = new(parts[i]) };
        }

        return [.. awards.Select((award, i) => award with { Intervals = left[i] }).Where(static award => award.Intervals.Any(static interval => interval.Energy != Energy.Zero))];
    }

    /// <summary>Intervals that follow each other and have the same contracts, with these; those that have none are left away.</summary>
    private static IEnumerable<(List<(int Award, int Index, AwardedInterval Interval)> Places, int[] Speaking)> Runs(List<(int Award, int Index, AwardedInterval Interval)> given, ContractedSpan[] spans)
    {
        var (run, last) = (new List<(int Award, int Index, AwardedInterval Interval)>(), Array.Empty<int>());
        foreach (var place in given)
        {
            int[] speaking = [.. Enumerable.Range(0, spans.Length).Where(i => spans[i].Meets(place.Interval))];
            if (!speaking.AsSpan().SequenceEqual(last))
            {
                if (last.Length > 0)
                    yield return (run, last);

                (run, last) = ([], speaking);
            }

            run.Add(place);
        }

        if (last.Length > 0)
            yield return (run, last);
    }

    /// <summary>
    /// The energy by the intervals of another market. Longer intervals get sums; the energy of one that is longer than theirs falls on it evenly, hour by hour or by the step
    /// of the shorter, in whole watt-hours that sum to it. What lies outside of the market's days is left away.
    /// </summary>
    public IReadOnlyList<Energy> By(EventGrid grid)
    {
        var energies = new Energy[grid.Count];
        foreach (var given in Intervals)
        {
            if (given.Interval.End <= grid.Period.Start || given.Interval.Start >= grid.Period.End)
                continue;

            var piece = Shortest(LongestPiece, given.Interval.Duration, grid.IntervalOf(1).Duration);
            var parts = LargestRemainder.Split(given.Energy.WattHours, [.. Enumerable.Repeat(1m, (int)(given.Interval.Duration / piece))]);
            for (var i = 0; i < parts.Length; i++)
            {
                if (grid.PositionOf(given.Interval.Start + (i * piece)) is { } position)
                    energies[position - 1] += new Energy(parts[i]);
            }
        }

        return energies;
    }

    /// <summary>True where something was given in a month without a price.</summary>
    public bool LacksPriceIn(BillingMonth month) => Intervals.Any(interval => BillingMonth.Of(interval.Day) == month && interval.Energy != Energy.Zero && interval.Price is null);

    /// <summary>Energy that is still to be delivered from an instant on; of an interval that has begun its share by time, rounded down to whole watt-hours.</summary>
    public Energy From(DateTimeOffset instant) => Energy.Sum(Intervals.Where(given => given.Interval.End > instant).Select(given =>
        given.Interval.Start >= instant ? given.Energy : new Energy((long)((decimal)given.Energy.WattHours * (given.Interval.End - instant).Ticks / given.Interval.Duration.Ticks))));

    /// <summary>What awards of one event cost in a month, rounded once; null where they gave nothing then.</summary>
    /// <exception cref="InvalidOperationException">One lacks a price (<see cref="LacksPriceIn"/>).</exception>
    public static PurchaseCost? CostOf(string item, IEnumerable<Award> awards, BillingMonth month)
    {
        var given = awards.SelectMany(static award => award.Intervals).Where(interval => BillingMonth.Of(interval.Day) == month && interval.Energy != Energy.Zero).ToList();
        return given.Count == 0 ? null
            : new(item, Energy.Sum(given.Select(static interval => interval.Energy)), Rounding.Commercial.Apply(given.Sum(static interval => interval.Energy.MegawattHours * interval.Price!.Value))) { OfBids = true };
    }

    private static TimeSpan Shortest(params ReadOnlySpan<TimeSpan> lengths)
    {
        var shortest = lengths[0];
        foreach (var length in lengths)
            shortest = length < shortest ? length : shortest;

        return shortest;
    }
}
