using IntegrationHub.Storage.Protection;

namespace IntegrationHub.Retail.Records;

/// <summary>The retailer's books, closed while nothing encrypts the store's files and nobody answers for it. Thread-safe.</summary>
internal sealed class GuardedRecords(IBusinessRecords records, IConfidentialAccess access) : IBusinessRecords
{
    private const string Module = "the retailer's books";

    public async Task<BusinessRecord?> FindAsync(RecordKind kind, string key, int? version, CancellationToken cancellationToken)
    {
        await access.DemandAsync(Module, cancellationToken).ConfigureAwait(false);
        return await records.FindAsync(kind, key, version, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<BusinessRecord>> ListAsync(RecordQuery query, CancellationToken cancellationToken)
    {
        await access.DemandAsync(Module, cancellationToken).ConfigureAwait(false);
        return await records.ListAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<RecordMark?> MarkAsync(RecordKind kind, CancellationToken cancellationToken)
    {
        await access.DemandAsync(Module, cancellationToken).ConfigureAwait(false);
        return await records.MarkAsync(kind, cancellationToken).ConfigureAwait(false);
    }

    public async Task<RecordResult> SaveAsync(IReadOnlyList<BusinessRecord> changed, IReadOnlyList<RecordFact> facts, string actor, CancellationToken cancellationToken)
    {
        await access.DemandAsync(Module, cancellationToken).ConfigureAwait(false);
        return await records.SaveAsync(changed, facts, actor, cancellationToken).ConfigureAwait(false);
    }

    public string BlindKey(string text) => records.BlindKey(text);
}
