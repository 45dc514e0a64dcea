using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Bids;

/// <summary>What bids bought, each once: what a purchase contract speaks for is that contract's. Thread-safe.</summary>
public sealed class AwardBook(IBusinessRecords records, MarketEventBook events, BidEntries entries, DateTimeZone zone)
{
    /// <summary>Awards of events that deliver on some day of a span and that no purchase contract is about, in the order of event and bid.</summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="binding">Contracts that bind on some day of the span.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Award>> InAsync(LocalDate from, LocalDate to, IReadOnlyList<ContractLife> binding, CancellationToken cancellationToken)
    {
        var decided = await entries.ListAsync(BidState.Decided, cancellationToken).ConfigureAwait(false);
        var reconciled = await entries.ListAsync(BidState.Reconciled, cancellationToken).ConfigureAwait(false);
        if (decided.Count + reconciled.Count == 0)
            return [];

        var delivering = await events.InAsync(from, to, cancellationToken).ConfigureAwait(false);
        List<(MarketEvent Market, Award Award)> awards =
        [
            .. Award.Counting([.. decided, .. reconciled]).Where(bid => delivering.ContainsKey(bid.Event)).OrderBy(static bid => bid.Event, StringComparer.Ordinal).ThenBy(static bid => bid.Number, StringComparer.Ordinal)
                .Select(bid => (delivering[bid.Event], Award.Of(bid, delivering[bid.Event], new(delivering[bid.Event], zone)))),
        ];
        if (awards.Count == 0)
            return [];

        // A contract of an auction for a year speaks for all of it, also after it was terminated.
        var (first, last) = (awards.Min(static one => one.Market.From), awards.Max(static one => one.Market.To));
        var contracts = first >= from && last <= to ? binding : await records.BindingAsync(first, last, cancellationToken).ConfigureAwait(false);
        var purchases = contracts.Where(static contract => contract.Terms.IsPurchase).ToList();
        return [.. awards.Where(one => !purchases.Exists(contract => one.Award.IsNamedBy(contract.Terms) && Binds(contract, one.Market))).Select(static one => one.Award)];
    }

    private static bool Binds(ContractLife contract, MarketEvent market) => ContractedEnergy.Days((market.From, market.To)).Any(contract.BindsOn);
}
