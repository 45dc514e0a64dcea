using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Exchange;
using IntegrationHub.Storage.History;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Confidential;

/// <summary>
/// Replaces keys while the hub works: data keys and the values under them, and the key-encryption key around data keys. Goes on in bounded
/// batches, each one transaction with its cursor, so a node that dies loses at most the batch under way. Nothing is ever taken away before
/// its successor is committed, and data keys of values are never deleted: at every moment every value opens, and every identifier is found.
/// A value that was altered around the hub is passed over and told; it stays under its key.
/// </summary>
/// <remarks>Thread-safe, with any number of nodes: a batch is claimed under a fence.</remarks>
public sealed class KeyRotation(HubStore store, TimeProvider time)
{
    /// <summary>Work that wraps data keys anew.</summary>
    public const string Rewrapping = "data_key";

    /// <summary>Rows of one batch.</summary>
    public const int BatchRows = 200;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private static readonly short[] Values = [(short)KeyPurpose.PersonalValues, (short)KeyPurpose.ConfidentialValues];

    /// <summary>Retires every data key of values; new values get new keys, and the work that seals the old values anew is begun.</summary>
    /// <remarks>It waits until every process has let go of the retired keys.</remarks>
    public Task BeginDataKeysAsync(RetailerId retailer, CancellationToken cancellationToken) => store.WorkOnKeysAsync(
        retailer,
        async context =>
        {
            var now = time.GetUtcNow();
            await context.DataKeys.Where(x => x.RetailerId == retailer.Value && Values.Contains(x.Purpose) && x.RetiredAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.RetiredAt, now), cancellationToken);
            foreach (var column in SealedColumns.All)
                await BeginAsync(context, retailer, column.Name, now, now + store.Options.Ciphers.Confirmation, cancellationToken);

            return await context.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>Begins to wrap every data key by the present key-encryption key.</summary>
    public Task BeginRewrappingAsync(RetailerId retailer, CancellationToken cancellationToken) => store.WorkOnKeysAsync(
        retailer,
        async context =>
        {
            var now = time.GetUtcNow();
            await BeginAsync(context, retailer, Rewrapping, now, now, cancellationToken);
            return await context.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>
    /// Brings in a new key for hashes: every process looks for what is under it first, then hashes with it, then what lies under the former key is brought
    /// under the new one, and at last the former key is let go of.
    /// </summary>
    /// <returns>False when the last replacement is still under way: nothing was begun.</returns>
    public Task<bool> BeginHashKeyAsync(RetailerId retailer, CancellationToken cancellationToken) => store.WorkOnKeysAsync(
        retailer,
        async context =>
        {
            var now = time.GetUtcNow();
            if (await context.KeyWork.AnyAsync(x => x.RetailerId == retailer.Value && x.Name == HashKeyWork.LettingGo && x.FinishedAt == null, cancellationToken))
                return false;

            context.DataKeys.Add(StoredDataKeys.RowOf(KeyedHash.Make(store.Values.Keys, retailer.Value, store.Options.HashDigest, now)));
            foreach (var name in HashedColumns.All.Select(static column => column.Name).Append(HashKeyWork.LettingGo))
                await BeginAsync(context, retailer, name, now, now + HashKeyWork.Waits(store.Options.Ciphers), cancellationToken);

            await context.SaveChangesAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Does one batch of what is due.</summary>
    /// <returns>False when nothing is due.</returns>
    public async Task<bool> StepAsync(RetailerId retailer, CancellationToken cancellationToken)
    {
        if (await ClaimAsync(retailer, cancellationToken) is not { } work)
        {
            await NoteSealedAsync(retailer, cancellationToken);
            return false;
        }

        store.CrashPoints.Reached(CrashPoint.BeforeKeyWork);
        try
        {
            await BatchAsync(retailer, work, cancellationToken);
        }
        catch (KeyWorkLostException)
        {
            // Another node took it over, or it was begun anew: what this batch did was taken back.
        }
        catch (LockBusyException)
        {
            // Somebody writes such rows for longer than others are to wait because of a batch: its turn comes again when the claim ends.
        }

        store.CrashPoints.Reached(CrashPoint.AfterKeyWork);
        return true;
    }

    /// <summary>What is sealed throughout is noted outside of the database as soon as it is.</summary>
    private async Task NoteSealedAsync(RetailerId retailer, CancellationToken cancellationToken)
    {
        if (store.Options.SealedNote is { } note && !SealedColumns.All.All(column => note.Has(column.Name)))
            note.Add((await KeyReport.ReadAsync(store, retailer, cancellationToken)).SealedThroughout);
    }

    private Task BatchAsync(RetailerId retailer, KeyWorkRow work, CancellationToken cancellationToken) => store.WorkOnKeysAsync(
        retailer,
        async context =>
        {
            var hashes = new HashKeyWork(store, context, retailer, time.GetUtcNow());
            var (seen, written, next) = work.Name switch
            {
                Rewrapping => await RewrapAsync(context, retailer.Value, cancellationToken),
                HashKeyWork.LettingGo => await hashes.LetGoAsync(cancellationToken),
                _ when HashedColumns.All.FirstOrDefault(column => column.Name == work.Name) is { } column => await hashes.RenewAsync(column, work.Fence, cancellationToken),
                _ => await RenewAsync(context, retailer, work, cancellationToken),
            };
            var now = time.GetUtcNow();
            DateTimeOffset? finished = next is null ? now : null;
            // What the note outside does not believe was not sealed: the database's word stays, for the day on which somebody takes the note away.
            var disbelieved = store.Options.SealedNote?.Has(work.Name) ?? false;
            var due = work.Name == HashKeyWork.LettingGo ? now + store.Options.Ciphers.Confirmation : now;
            var kept = await context.KeyWork.Where(x => x.RetailerId == retailer.Value && x.Name == work.Name && x.Fence == work.Fence).ExecuteUpdateAsync(
                set => set.SetProperty(x => x.After, next).SetProperty(x => x.Seen, x => x.Seen + seen).SetProperty(x => x.Written, x => x.Written + written)
                    .SetProperty(x => x.ClaimableAt, due).SetProperty(x => x.FinishedAt, finished).SetProperty(x => x.FromPlaintext, x => x.FromPlaintext && (finished == null || disbelieved)),
                cancellationToken);
            return kept == 1 ? kept : throw new KeyWorkLostException();
        },
        cancellationToken);

    private async Task<(int Seen, int Written, Guid? Next)> RenewAsync(HubContext context, RetailerId retailer, KeyWorkRow work, CancellationToken cancellationToken)
    {
        var column = SealedColumns.All.FirstOrDefault(candidate => candidate.Name == work.Name)
            ?? throw new InvalidOperationException($"There is work on {work.Name}, which is no sealed column of this program.");
        var inUse = await context.DataKeys.Where(x => x.RetailerId == retailer.Value && x.RetiredAt == null).Select(x => x.Id).ToHashSetAsync(cancellationToken);
        var batch = new Resealing(store.Values, column, inUse);
        var done = await column.RenewAsync(context, batch, retailer.Value, work.After ?? Guid.Empty, cancellationToken);
        context.Events.AddRange(batch.Refused.Told(time.GetUtcNow()).Select(refusal => EventRows.Of(store.Values, retailer, refusal)));
        await context.SaveChangesAsync(cancellationToken);
        return done;
    }

    /// <summary>Data keys are few: all in one batch.</summary>
    private async Task<(int Seen, int Written, Guid? Next)> RewrapAsync(HubContext context, int retailer, CancellationToken cancellationToken)
    {
        var keys = store.Values.Keys;
        keys.Refresh();
        var (rows, written) = (await context.DataKeys.AsNoTracking().Where(x => x.RetailerId == retailer).ToListAsync(cancellationToken), 0);
        foreach (var row in rows)
        {
            var stored = StoredDataKeys.Of(row);
            // A destroyed key has nothing left to wrap.
            if (stored.WrappedBy == keys.Current || stored.IsDestroyed)
                continue;

            var current = keys.Current;
            var octets = keys.Unwrap(stored.WrappedBy, stored.Wrapped, stored.Context());
            var (read, wrapped) = (row.Wrapped, keys.Wrap(current, octets, stored.Context()));
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(octets);
            // Only where it still is what was read: one that was destroyed meanwhile must not come back.
            written += await context.DataKeys.Where(x => x.RetailerId == retailer && x.Id == row.Id && x.Wrapped == read).ExecuteUpdateAsync(
                set => set.SetProperty(x => x.Wrapped, wrapped).SetProperty(x => x.WrappedBy, current.Name).SetProperty(x => x.WrappedByVersion, current.Version), cancellationToken);
        }

        return (rows.Count, written, null);
    }

    private Task<KeyWorkRow?> ClaimAsync(RetailerId retailer, CancellationToken cancellationToken) => store.WorkOnKeysAsync(
        retailer,
        async context =>
        {
            var now = time.GetUtcNow();
            var due = await context.KeyWork.AsNoTracking()
                .Where(x => x.RetailerId == retailer.Value && x.FinishedAt == null && x.ClaimableAt <= now).OrderBy(x => x.ClaimableAt).ThenBy(x => x.Name)
                .FirstOrDefaultAsync(cancellationToken);
            if (due is null)
                return null;

            var until = now + Lease;
            var taken = await context.KeyWork.Where(x => x.RetailerId == retailer.Value && x.Name == due.Name && x.Fence == due.Fence)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.Fence, x => x.Fence + 1).SetProperty(x => x.ClaimableAt, until), cancellationToken);
            due.Fence++;
            return taken == 1 ? due : null;
        },
        cancellationToken);

    internal static async Task BeginAsync(
        HubContext context, RetailerId retailer, string name, DateTimeOffset now, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var begun = await context.KeyWork.Where(x => x.RetailerId == retailer.Value && x.Name == name).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.After, (Guid?)null).SetProperty(x => x.Seen, 0).SetProperty(x => x.Written, 0).SetProperty(x => x.BegunAt, now)
                .SetProperty(x => x.ClaimableAt, from).SetProperty(x => x.FinishedAt, (DateTimeOffset?)null).SetProperty(x => x.Fence, x => x.Fence + 1),
            cancellationToken);
        if (begun == 0)
            context.KeyWork.Add(new KeyWorkRow { RetailerId = retailer.Value, Name = name, BegunAt = now, ClaimableAt = from });
    }

    /// <summary>Rolls a batch back.</summary>
    internal sealed class KeyWorkLostException() : Exception("Another node has this work.");
}
