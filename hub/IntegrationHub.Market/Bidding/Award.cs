using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Schemas.Documents;
using NodaTime;

namespace IntegrationHub.Market.Bidding;

/// <summary>What was given in one interval of a market event.</summary>
/// <param name="Day">Its first day; an interval lies within one month.</param>
/// <param name="Interval">The interval in UTC.</param>
/// <param name="Energy">Energy bought.</param>
/// <param name="Price">Clearing price per MWh; null where the result gives none, which nothing can be settled at.</param>
public readonly record struct AwardedInterval(LocalDate Day, TimeInterval Interval, Energy Energy, decimal? Price);

/// <summary>What the market gave to a bid: a purchase by the trading center's result, whether or not somebody writes a contract of it. Immutable.</summary>
/// <param name="Event">Code of the market event (<c>auction.mRID</c>): what the purchase is called in accounts.</param>
/// <param name="Bid">Number of the bid.</param>
/// <param name="Currency">Currency of the prices (ISO 4217).</param>
/// <param name="Intervals">Interval by interval, in order.</param>
public sealed record Award(string Event, string Bid, string Currency, IReadOnlyList<AwardedInterval> Intervals)
{
    private static readonly TimeSpan LongestPiece = TimeSpan.FromHours(1);

    /// <summary>The award of a bid that has a result. A result for an interval that the event does not have is no purchase; the comparison finds it.</summary>
    public static Award Of(BidEntry bid, MarketEvent market, EventGrid grid) => new(
        market.Code, bid.Number, market.Currency,
        [
            .. (bid.Results ?? []).Where(result => result.Position >= 1 && result.Position <= grid.Count)
                .Select(result => new AwardedInterval(grid.DaysOf(result.Position).From, grid.IntervalOf(result.Position), result.Awarded, result.Price)),
        ]);

    /// <summary>Of the versions of each bid the one whose result counts: the newest that has one, for a correction of a bid takes the place of what it corrects.</summary>
    public static IReadOnlyList<BidEntry> Counting(IEnumerable<BidEntry> bids) =>
    [
        .. bids.Where(static bid => bid.State is BidState.Decided or BidState.Reconciled && bid.Results is not null)
            .GroupBy(static bid => bid.Number, StringComparer.Ordinal).OrderBy(static versions => versions.Key, StringComparer.Ordinal).Select(static versions => versions.MaxBy(static bid => bid.Version)!),
    ];

    /// <summary>True where something was given in a month.</summary>
    public bool DeliversIn(BillingMonth month) => Intervals.Any(interval => BillingMonth.Of(interval.Day) == month && interval.Energy != Energy.Zero);

    /// <summary>True for a purchase contract that is about this very bid: its number or its auction is the bid's number. Then the contract is what is bought.</summary>
    public bool IsNamedBy(ContractTerms contract) => contract.IsPurchase && (contract.MRid == Bid || contract.Auction == Bid);

    /// <summary>True for a purchase contract that is about the auction, of whichever bids: its auction or its number is the event's code. It speaks for as much as it brings (<see cref="Beyond"/>).</summary>
    public bool IsOfAuctionOf(ContractTerms contract) => contract.IsPurchase && (contract.Auction == Event || contract.MRid == Event);

    /// <summary>
    /// What awards of one event gave beyond what contracts of its auction bring. A contract agrees on energies of months and not on when within them, so it is a month's energies that are compared; what
    /// is left of a month falls on the awards in proportion, in whole watt-hours that sum to it. An award of which nothing is left is left away.
    /// </summary>
    /// <param name="awards">Awards of one event.</param>
    /// <param name="contracted">What contracts bring in a month; zero for none.</param>
    public static IReadOnlyList<Award> Beyond(IReadOnlyList<Award> awards, Func<BillingMonth, Energy> contracted)
    {
        var left = awards.Select(static award => award.Intervals.ToArray()).ToList();
        var given = left.SelectMany(static (intervals, award) => intervals.Select((interval, i) => (Award: award, Index: i, Interval: interval))).Where(static one => one.Interval.Energy > Energy.Zero);
        foreach (var month in given.GroupBy(static one => BillingMonth.Of(one.Interval.Day)))
        {
            var places = month.ToList();
            var beyond = Math.Max(0, places.Sum(static one => one.Interval.Energy.WattHours) - contracted(month.Key).WattHours);
            var parts = LargestRemainder.Split(beyond, [.. places.Select(static one => (decimal)one.Interval.Energy.WattHours)]);
            for (var i = 0; i < parts.Length; i++)
                left[places[i].Award][places[i].Index] = places[i].Interval with { Energy = new(parts[i]) };
        }

        return [.. awards.Select((award, i) => award with { Intervals = left[i] }).Where(static award => award.Intervals.Any(static interval => interval.Energy != Energy.Zero))];
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
