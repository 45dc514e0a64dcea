using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>
/// Publishes for every customer who has a login what is new or changed in the books. What was published is noted afterwards; killed in between, the same is handed in
/// under the same id, which changes nothing.
/// </summary>
public sealed class CustomerShelves(IBusinessRecords records, ICompanyCrossings crossings, LoginBook logins, CustomerContracts contracts, RetailerId retailer, TimeProvider time)
{
    /// <summary>Publishes what is new or changed.</summary>
    /// <returns>How many items.</returns>
    public async Task<int> PublishAsync(CancellationToken cancellationToken)
    {
        var customers = (await logins.ListAsync(cancellationToken).ConfigureAwait(false)).GroupBy(static login => login.CustomerName, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.First().Login.Customer, StringComparer.Ordinal);
        if (customers.Count == 0)
            return 0;

        var published = 0;
        foreach (var (name, own) in await contracts.ByCustomerAsync(customers.Keys, cancellationToken).ConfigureAwait(false))
            published += await PublishAsync(customers[name], own, cancellationToken).ConfigureAwait(false);

        return published;
    }

    private async Task<int> PublishAsync(Guid customer, IReadOnlyList<StoredContract> own, CancellationToken cancellationToken)
    {
        var key = customer.ToString("D");
        var record = await records.FindAsync(RecordKind.Shelf, key, 1, cancellationToken).ConfigureAwait(false);
        var known = record is null ? [] : Read(record);
        var published = 0;
        foreach (var stored in own)
        {
            var terms = stored.Contract.Terms;
            var payload = MarketJson.Write(new CustomerContract(
                terms.MRid, terms.Version, stored.Contract.State, terms.ValidFrom, stored.Contract.EndedOn ?? terms.ValidTo, terms.Quantity ?? Market.Quantities.Energy.Zero, stored.Contract.Digest!, stored.Language!, stored.Text!));
            var (name, digest) = ($"{CrossingKinds.Contract} {terms.MRid} {terms.Version}", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(payload))));
            var before = known.GetValueOrDefault(name);
            if (before?.Digest == digest)
                continue;

            // The number is in the id: a contract that comes back to a state it had crosses again.
            var number = (before?.Number ?? 0) + 1;
            var item = new CrossingItem(NameId.Of(key, name, $"{number}", digest), customer, CrossingKinds.Contract, CrossingKinds.Version, payload, time.GetUtcNow());
            if ((await crossings.PublishAsync(retailer, item, "hub", cancellationToken).ConfigureAwait(false)).Count > 0)
                continue;

            known[name] = new(number, digest);
            published++;
        }

        if (published > 0)
        {
            var body = Encoding.UTF8.GetBytes(MarketJson.Write(new ShelfNote(known)));
            await records.SaveAsync([new(RecordKind.Shelf, key, 1, "published", null, null, body, record?.Revision ?? 0)], [], "hub", cancellationToken).ConfigureAwait(false);
        }

        return published;
    }

    private static Dictionary<string, ShelfItem> Read(BusinessRecord record) =>
        new(MarketJson.Read<ShelfNote>(Encoding.UTF8.GetString(record.Body.Span), "shelf", RetailProblems.NotThere("shelf", "")).Required.Items, StringComparer.Ordinal);

    /// <summary>What was published last: how often it changed, and what it said.</summary>
    internal sealed record ShelfItem(int Number, string Digest);

    internal sealed record ShelfNote(IReadOnlyDictionary<string, ShelfItem> Items);
}
