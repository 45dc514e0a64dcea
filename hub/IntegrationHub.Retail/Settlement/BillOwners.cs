using System.Collections.Concurrent;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Settlement;

/// <summary>Whose a bill is. Days do not tell it: an account may become another customer's after a month was closed, and back into its days. Thread-safe; to be made for each use, as it remembers contracts.</summary>
internal sealed class BillOwners(IBusinessRecords records)
{
    private readonly ConcurrentDictionary<(string, int), string?> _buyers = new();

    /// <summary>The key of a customer by name: the same for ever, and nothing can be read from it.</summary>
    public string KeyOf(string customer) => records.BlindKey($"customer {customer}");

    /// <summary>The key of a bill's customer: as the bill says, of one of an earlier program the buyer of its contract; null where that is not known.</summary>
    public async Task<string?> OfAsync(StoredBill bill, CancellationToken cancellationToken)
    {
        if (bill.Input.Customer is { } known)
            return known;

        var contract = (bill.Input.Contract, bill.Input.ContractVersion);
        if (_buyers.TryGetValue(contract, out var buyer))
            return buyer;

        var record = await records.FindAsync(RecordKind.Contract, contract.Contract, contract.ContractVersion, cancellationToken).ConfigureAwait(false);
        return _buyers[contract] = record is null ? null : KeyOf(StoredContract.Of(record).Contract.Terms.Buyer.Name);
    }
}
