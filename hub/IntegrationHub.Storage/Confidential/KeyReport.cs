using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Exchange;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Confidential;

/// <summary>How far one work on keys has come.</summary>
/// <param name="Name">A sealed column, or <see cref="KeyRotation.Rewrapping"/>.</param>
/// <param name="Seen">Rows looked at.</param>
/// <param name="Written">Values sealed anew, or keys wrapped anew.</param>
/// <param name="FromPlaintext">True while values of before may lie there unsealed.</param>
public sealed record KeyWorkProgress(string Name, long Seen, long Written, DateTimeOffset BegunAt, DateTimeOffset? FinishedAt, bool FromPlaintext);

/// <summary>What the store's keys are and what is being done to them.</summary>
public sealed record KeyReport(IReadOnlyList<StoredDataKey> DataKeys, IReadOnlyList<KeyWorkProgress> Work)
{
    /// <summary>Sealed columns that hold nothing of before they were sealed, as the database says.</summary>
    public IReadOnlyCollection<string> SealedThroughout =>
        [.. SealedColumns.All.Select(static column => column.Name).Except(Work.Where(static work => work.FromPlaintext).Select(static work => work.Name), StringComparer.Ordinal)];

    public static Task<KeyReport> ReadAsync(HubStore store, RetailerId retailer, CancellationToken cancellationToken) => store.WorkOnKeysAsync(
        retailer,
        async context =>
        {
            var keys = await context.DataKeys.AsNoTracking().Where(x => x.RetailerId == retailer.Value).OrderBy(x => x.Id).ToListAsync(cancellationToken);
            var work = await context.KeyWork.AsNoTracking().Where(x => x.RetailerId == retailer.Value).OrderBy(x => x.Name).ToListAsync(cancellationToken);
            return new KeyReport(
                keys.ConvertAll(StoredDataKeys.Of),
                work.ConvertAll(row => new KeyWorkProgress(row.Name, row.Seen, row.Written, row.BegunAt, row.FinishedAt, row.FromPlaintext)));
        },
        cancellationToken);

    /// <summary>Unwraps one data key per version of the key-encryption key: keys that do not belong to the store are found at once, before anything is written.</summary>
    /// <exception cref="KeyEncryptionException">They do not, or are not to be had.</exception>
    public void Check(IKeyEncryptionKeys keys)
    {
        foreach (var key in DataKeys.Where(static key => !key.IsDestroyed).DistinctBy(static key => key.WrappedBy))
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(keys.Unwrap(key.WrappedBy, key.Wrapped, key.Context()));
    }
}
