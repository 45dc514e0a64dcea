using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Retail.Bids;

namespace IntegrationHub.Portal.Pages.Bids;

/// <summary>Puts together what the pages of bids show. Reads only; reckoning and deciding belong to the process.</summary>
internal sealed class BidSheets(MarketEventBook events, BidPlanBook plans, BidEntries entries, BidCheck check, PortalSettings settings, TimeProvider time)
{
    private const int MostRows = 200;

    public async Task<BidListModel> ListAsync(BidState? state, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var bids = await entries.ListAsync(state: null, cancellationToken);
        var counts = bids.GroupBy(static bid => bid.Event).ToDictionary(static group => group.Key, static group => group.Select(static bid => bid.Number).Distinct().Count());
        var rows = (await events.ListAsync(cancellationToken)).Select(entry => new MarketEventRow(entry.Event, entry.Missed, counts.GetValueOrDefault(entry.Event.Code))).ToList();
        var found = bids.Where(bid => state is null || bid.State == state).Reverse().ToList();
        return new(
            [.. rows.Where(row => row.Event.GateClosure > now).Concat(rows.Where(row => row.Event.GateClosure <= now).Reverse()).Take(MostRows)], [.. found.Take(MostRows)], found.Count, state);
    }

    public async Task<MarketEventModel?> EventAsync(string code, IReadOnlyList<Problem> problems, CancellationToken cancellationToken)
    {
        if (await events.FindEntryAsync(code, cancellationToken) is not var (market, missed))
            return null;

        var plan = await plans.FindAsync(code, cancellationToken);
        var bids = (await entries.ListAsync(state: null, cancellationToken)).Where(bid => bid.Event == code).Reverse().ToList();
        var proposed = await plans.ProposedAsync(market, plan, cancellationToken);
        return new(market, missed, plan?.Plan, plan?.Digest, BidTimes.Short(market, settings.TimeZone), bids, proposed, problems);
    }

    public async Task<BidModel?> BidAsync(string number, int version, CancellationToken cancellationToken)
    {
        if (await entries.FindAsync(number, version, cancellationToken) is not { } bid || await events.FindAsync(bid.Event, cancellationToken) is not { } market)
            return null;

        IReadOnlyList<Problem> problems = bid.State is BidState.Draft or BidState.Proposed
            ? await check.FindAsync(bid, ceiling: null, cancellationToken)
            : [.. bid.UnpricedAt(market.Pricing).Select(IntegrationHub.Market.Bidding.BidResults.Unpriced).Except(bid.Outcome?.Findings ?? [])];
        var newest = (await entries.FindAsync(number, version: null, cancellationToken))!.Version;
        return new(bid, market, (await plans.FindAsync(bid.Event, cancellationToken))?.Plan, BidTimes.Short(market, settings.TimeZone), entries.TextOf(bid, market), problems, newest, bid.ResultsAt(market.Pricing)) { Counting = (await entries.CountingAsync(number, cancellationToken))?.Version };
    }
}
