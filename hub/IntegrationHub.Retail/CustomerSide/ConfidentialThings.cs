using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;

namespace IntegrationHub.Retail.CustomerSide;

/// <summary>Gathers from the books what must not stand in a text for everybody. Thread-safe.</summary>
/// <param name="contracts">Parties, numbers, and what the retailer pays.</param>
/// <param name="customers">Names and account numbers.</param>
/// <param name="words">The company's own list.</param>
public sealed class ConfidentialThings(ContractBook contracts, CustomerBook customers, IReadOnlyList<string> words)
{
    /// <summary>Shorter ones are in every text with figures.</summary>
    private const int ShortestNumber = 4;

    public async Task<ConfidentialFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var accounts = await customers.ListAsync(null, cancellationToken).ConfigureAwait(false);
        var all = (await contracts.LivesAsync(null, null, cancellationToken).ConfigureAwait(false)).Select(static contract => contract.Terms).ToList();

        // Those who sell to the retailer or buy of it; the auction of a market has no secret side, and the retailer itself is named everywhere.
        var names = all.Where(static terms => terms.Kind != ContractKind.Centralized).Select(static terms => terms.Kind == ContractKind.Retail ? terms.Buyer.Name : terms.Seller.Name)
            .Concat(accounts.Select(static account => account.CustomerName)).ToHashSet(StringComparer.Ordinal);
        names.ExceptWith(all.Select(static terms => terms.Kind == ContractKind.Retail ? terms.Seller.Name : terms.Buyer.Name));
        return new(
            names,
            all.Select(static terms => terms.MRid).Concat(accounts.Select(static account => account.AccountNumber)).Where(static number => number.Length >= ShortestNumber).ToHashSet(StringComparer.Ordinal),
            all.Where(static terms => terms.Price is not null).Select(static terms => terms.Price!.Value).ToHashSet(),
            words.ToHashSet(StringComparer.OrdinalIgnoreCase));
    }
}
