using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;

namespace IntegrationHub.Portal.Pages.Bids;

/// <summary>Announced events and entries of the bid book.</summary>
/// <param name="Events">Those whose gate closes next first, then those whose gate closed, the last one first.</param>
/// <param name="Bids">Newest first; the first of <paramref name="Total"/>.</param>
public sealed record BidListModel(IReadOnlyList<MarketEventRow> Events, IReadOnlyList<BidEntry> Bids, int Total, BidState? State);

/// <summary>An event with what was bid in it.</summary>
public sealed record MarketEventRow(MarketEvent Event, bool Missed, int Bids);

/// <summary>One event: what is missing in it, for how much at most, what was bid, and what past rounds say.</summary>
/// <param name="Plan">Null before gap and ceiling were reckoned.</param>
/// <param name="Digest">Of the plan, as processes carry it.</param>
/// <param name="Times">What the intervals are called, from position 1.</param>
/// <param name="Proposed">The next bid by plan and past rounds; empty where the plan has no ceilings or no terms hold.</param>
/// <param name="Problems">Why a bid could not be written.</param>
public sealed record MarketEventModel(
    MarketEvent Event, bool Missed, BidPlan? Plan, string? Digest, IReadOnlyList<string> Times, IReadOnlyList<BidEntry> Bids, IReadOnlyList<ProposedInterval> Proposed, IReadOnlyList<Problem> Problems);

/// <summary>One version of a bid beside its plan and its result.</summary>
/// <param name="Text">What is approved, and its digest.</param>
/// <param name="Problems">Everything that is wrong with a bid that did not leave; what its result lacks; what keeps a price from being entered.</param>
/// <param name="Results">The result at the prices that are paid, as far as they are known.</param>
/// <param name="Newest">Number of the newest version.</param>
public sealed record BidModel(BidEntry Bid, MarketEvent Event, BidPlan? Plan, IReadOnlyList<string> Times, BidText Text, IReadOnlyList<Problem> Problems, int Newest, IReadOnlyList<IntervalResult> Results)
{
    /// <summary>Number of the version whose result counts; null where none has one.</summary>
    public int? Counting { get; init; }

    /// <summary>True where the result gives something without a price, whether or not one was entered: then one can be, or can be corrected.</summary>
    public bool IsUnpriced => Bid.ReceivedUnpricedAt(Event.Pricing).Any();

    /// <summary>True where a price that was entered waits for a second person.</summary>
    public bool AwaitsConfirmation => Bid.EnteredPrices?.Any(static price => price.ConfirmedBy is null) == true;
}

/// <summary>One interval of a bid with everything that belongs to it.</summary>
public sealed record BidInterval(string Time, PlannedInterval? Planned, IntervalBid? Bid, IntervalResult? Result)
{
    /// <summary>The intervals that were planned or bid, in order.</summary>
    public static IReadOnlyList<BidInterval> Of(BidPlan? plan, IReadOnlyList<IntervalBid> bids, IReadOnlyList<IntervalResult> results, IReadOnlyList<string> times)
    {
        var planned = plan?.Intervals.ToDictionary(static interval => interval.Position) ?? [];
        var bid = bids.ToLookup(static interval => interval.Position);
        var given = results.ToLookup(static result => result.Position);
        return [.. Enumerable.Range(1, times.Count).Select(position => new BidInterval(times[position - 1], planned.GetValueOrDefault(position), bid[position].FirstOrDefault(), given[position].FirstOrDefault()))];
    }
}
