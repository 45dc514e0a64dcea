using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Bids;

/// <summary>What bids bought, each once: what a purchase contract speaks for is that contract's. Thread-safe.</summary>
public sealed class AwardBook(IBusinessRecords records, MarketEventBook events, BidEntries entries, DateTimeZone zone)
{
    /// <summary>
    /// Awards of events that deliver on some day of a span, in the order of event and bid, without what purchase contracts speak for: the bid that one names, and of an auction that one names as much
    /// energy as it brings in its own delivery period.
    /// </summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="binding">Contracts that bind on some day of the span.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Award>> InAsync(LocalDate from, LocalDate to, IReadOnlyList<ContractLife> binding, CancellationToken cancellationToken)
    {
        var decided = await entries.WithResultAsync(from, to, cancellationToken).ConfigureAwait(false);
        var awards = new List<(MarketEvent Market, IReadOnlyList<Award> Awards)>();
        foreach (var bids in Award.Counting(decided).GroupBy(static bid => bid.Event, StringComparer.Ordinal).OrderBy(static bids => bids.Key, StringComparer.Ordinal))
        {
            if (await events.FindAsync(bids.Key, cancellationToken).ConfigureAwait(false) is { } market && market.From <= to && market.To >= from)
            {
                var grid = new EventGrid(market, zone);
                awards.Add((market, [.. bids.Select(bid => Award.Of(bid, market, grid))]));
            }
        }

        if (awards.Count == 0)
            return [];

        // A contract of an auction for a year speaks for all of it, also after it was terminated.
        var (first, last) = (awards.Min(static one => one.Market.From), awards.Max(static one => one.Market.To));
        var contracts = first >= from && last <= to ? binding : await records.BindingAsync(first, last, cancellationToken).ConfigureAwait(false);
        var purchases = contracts.Where(static contract => contract.Terms.IsPurchase).ToList();
        var beside = new List<Award>();
        foreach (var (market, given) in awards)
            beside.AddRange(await BesideAsync([.. purchases.Where(contract => Binds(contract, market))], given, market, cancellationToken).ConfigureAwait(false));

        return beside;
    }

    /// <summary>A contract that names a bid is that bid's and no other's; others of the auction are compared by energy.</summary>
    private async Task<IReadOnlyList<Award>> BesideAsync(List<ContractLife> purchases, IReadOnlyList<Award> awards, MarketEvent market, CancellationToken cancellationToken)
    {
        var ofBids = purchases.Where(contract => awards.Any(award => award.IsNamedBy(contract.Terms))).ToList();
        List<Award> open = [.. awards.Where(award => !ofBids.Exists(contract => award.IsNamedBy(contract.Terms)))];
        var ofAuction = purchases.Except(ofBids).Where(contract => awards.Any(award => award.IsOfAuctionOf(contract.Terms))).GroupBy(static contract => contract.Terms.MRid, StringComparer.Ordinal)
            .Select(static versions => versions.OrderBy(static contract => contract.Terms.Version).ToList()).ToList();
        var spans = new List<ContractedSpan>();
        foreach (var versions in ofAuction)
            spans.AddRange(SpansOf(versions, await IsLastAsync(versions[^1], cancellationToken).ConfigureAwait(false), market));

        return ofAuction.Count == 0 ? open : Award.Beyond(open, spans);
    }

    /// <summary>What a contract brings, month by month of the event, with its delivery period of each.</summary>
    /// <param name="versions">Its versions that bind on some day of the event, oldest first.</param>
    /// <param name="isLast">True where none comes after them, on whatever days.</param>
    /// <param name="market">The event.</param>
    private static IEnumerable<ContractedSpan> SpansOf(List<ContractLife> versions, bool isLast, MarketEvent market)
    {
        var (first, last) = (versions.Min(static contract => contract.Terms.ValidFrom), isLast ? versions[^1].Terms.ValidTo : versions[^1].LastDay);
        for (var month = BillingMonth.Of(market.From); month.FirstDay <= market.To; month = month.Next)
        {
            if (AgreedFor(versions, isLast, month) is var energy && energy > Energy.Zero)
                yield return new(LocalDate.Max(first, month.FirstDay), LocalDate.Min(last, month.LastDay), energy);
        }
    }

    /// <summary>What a contract's versions agree on for a month. One that ended early without another after it stays what was bought.</summary>
    private static Energy AgreedFor(List<ContractLife> versions, bool isLast, BillingMonth month) =>
        Energy.Sum(versions.Select((contract, i) => isLast && i == versions.Count - 1 ? contract.AgreedOn(month) : contract.EnergyOf(month)));

    /// <summary>True where no later version of the contract binds or has bound: also one that begins after the days of the event takes the place of this one.</summary>
    private async Task<bool> IsLastAsync(ContractLife contract, CancellationToken cancellationToken) =>
        !(await records.ListAsync(new(RecordKind.Contract) { Key = contract.Terms.MRid }, cancellationToken).ConfigureAwait(false))
            .Any(record => record.Version > contract.Terms.Version && ContractDecider.IsSuccessor(StoredContract.Of(record).Contract));

    private static bool Binds(ContractLife contract, MarketEvent market) => ContractedEnergy.Days((market.From, market.To)).Any(contract.BindsOn);
}
