using IntegrationHub.Market.Comparing;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Settlement;

namespace IntegrationHub.Retail.Comparing;

/// <summary>
/// What changed between versions of contracts, bids and settlements. Without a version named, a contract is compared with the version in force that it follows (else with the one before), a bid with the version
/// before, a settlement with the one that it corrects (else with the one before). Whoever asks may read both: the right to read is of all versions alike. Thread-safe.
/// </summary>
public sealed class VersionComparisons(ContractBook contracts, BidEntries bids, MarketEventBook events, SettlementBook settlements)
{
    /// <summary>Two versions of a contract; <c>null</c> where there is no such one, or none that it follows.</summary>
    /// <param name="number">The contract.</param>
    /// <param name="from">The earlier version; <c>null</c> for the one that <paramref name="to"/> follows.</param>
    /// <param name="to">The later version; <c>null</c> for the newest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<VersionComparison?> OfContractAsync(string number, int? from, int? to, CancellationToken cancellationToken)
    {
        if (await contracts.FindAsync(number, to, cancellationToken).ConfigureAwait(false) is not { } after)
            return null;

        var newer = after.Contract.Terms.Version;
        var before = from is { } named
            ? await contracts.FindAsync(number, named, cancellationToken).ConfigureAwait(false)
            : await contracts.FindReplaceableBelowAsync(number, newer, cancellationToken).ConfigureAwait(false) ?? (newer > 1 ? await contracts.FindAsync(number, newer - 1, cancellationToken).ConfigureAwait(false) : null);
        return before is null ? null : VersionComparison.Of(
            before.Contract.Terms.Version, newer, await WordingAsync(before, cancellationToken).ConfigureAwait(false), await WordingAsync(after, cancellationToken).ConfigureAwait(false),
            FigureComparison.Of(ContractJson.Write(before.Contract.Terms), ContractJson.Write(after.Contract.Terms)));
    }

    /// <summary>Two versions of a bid; <c>null</c> where there is no such one, or none before it.</summary>
    /// <param name="number">The bid.</param>
    /// <param name="from">The earlier version; <c>null</c> for the one before <paramref name="to"/>.</param>
    /// <param name="to">The later version; <c>null</c> for the newest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<VersionComparison?> OfBidAsync(string number, int? from, int? to, CancellationToken cancellationToken)
    {
        if (await bids.FindAsync(number, to, cancellationToken).ConfigureAwait(false) is not { } after || (from ?? (after.Version - 1)) is not (> 0 and var earlier)
            || await bids.FindAsync(number, earlier, cancellationToken).ConfigureAwait(false) is not { } before || await events.FindAsync(after.Event, cancellationToken).ConfigureAwait(false) is not { } market)
        {
            return null;
        }

        return VersionComparison.Of(
            before.Version, after.Version, bids.TextOf(before, market).Text, bids.TextOf(after, market).Text, FigureComparison.Of(MarketJson.Write(before.Intervals), MarketJson.Write(after.Intervals)));
    }

    /// <summary>Two settlements of a month; <c>null</c> where there is no such one, or none before it.</summary>
    /// <param name="month">The month.</param>
    /// <param name="from">The earlier version; <c>null</c> for the one that <paramref name="to"/> corrects, or the one before.</param>
    /// <param name="to">The later version; <c>null</c> for the newest that is complete.</param>
    /// <param name="withProfit">Whether what packages brought is told: for core users alone.</param>
    /// <param name="withBids">Whether what each bid bought is told, instead of one total: for who reads bids.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<VersionComparison?> OfSettlementAsync(BillingMonth month, int? from, int? to, bool withProfit, bool withBids, CancellationToken cancellationToken)
    {
        if (await settlements.FindAsync(month, to, cancellationToken).ConfigureAwait(false) is not { } after || (from ?? after.Corrects ?? (after.Version - 1)) is not (> 0 and var earlier)
            || await settlements.FindAsync(month, earlier, cancellationToken).ConfigureAwait(false) is not { } before)
        {
            return null;
        }

        return VersionComparison.Of(before.Version, after.Version, null, null, FigureComparison.Of(Values(before), Values(after)));

        // What happened to a settlement afterwards, its way to the trading center and back, is no part of it.
        string Values(StoredSettlement one) => MarketJson.Write((withBids ? one : one.WithoutBids()) with { Packages = withProfit ? one.Packages : [], Submissions = [], Comparison = null });
    }

    /// <summary>What people read of a contract; its record is compared by values.</summary>
    private async Task<string?> WordingAsync(StoredContract contract, CancellationToken cancellationToken) =>
        (await contracts.TextAsync(contract, cancellationToken).ConfigureAwait(false)).Value?.Wording;
}
