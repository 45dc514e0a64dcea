using System.Globalization;
using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.History;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Confidential;

/// <summary>Batches that replace a key for hashes, in their transaction.</summary>
internal sealed class HashKeyWork(HubStore store, HubContext context, RetailerId retailer, DateTimeOffset now)
{
    /// <summary>Work that lets go of former keys when nothing is under them.</summary>
    public const string LettingGo = "hash_key";

    private const short Purpose = (short)KeyPurpose.Hashes;

    /// <summary>From its beginning until rows are written anew: every process knows the new key after one confirmation, and hashes with it after two and the one that it may be behind. Two more are for clocks that differ and for pages that are being read: what is moved under such a page would be missed.</summary>
    public static TimeSpan Waits(CipherPolicy policy) => KeyedHash.Announced(policy) + (3 * policy.Confirmation);

    /// <summary>Brings the next rows of a column under the present key.</summary>
    public async Task<(int Seen, int Written, Guid? Next)> RenewAsync(HashedColumn column, long fence, CancellationToken cancellationToken)
    {
        // Whoever writes such rows waits here, and this batch for him: see StoredNames.ToWriteAsync.
        await store.Values.Names.LockAsync(context, retailer.Value, column, alone: true, cancellationToken);
        if (!await context.KeyWork.AnyAsync(x => x.RetailerId == retailer.Value && x.Name == column.Name && x.Fence == fence, cancellationToken))
            throw new KeyRotation.KeyWorkLostException();

        var refused = new PassedOver(column.Opened);
        foreach (var former in store.Values.Names.Former(retailer.Value))
        {
            if (await column.RenewAsync(context, store.Values, retailer.Value, former, KeyRotation.BatchRows, refused, cancellationToken) is > 0 and var written)
                return (written, written, Guid.Empty);
        }

        // Every batch meets them again; the last one tells.
        context.Events.AddRange(refused.Told(now).Select(told => EventRows.Of(store.Values, retailer, told)));
        await context.SaveChangesAsync(cancellationToken);
        return (0, 0, null);
    }

    /// <summary>
    /// Lets go of the former keys: when every column was done a while ago, so that no transaction of before is under way, and still nothing lies under them.
    /// Of a key that is let go of nothing stays that could be unwrapped; the first stays, because names are made with it.
    /// </summary>
    public async Task<(int Seen, int Written, Guid? Next)> LetGoAsync(CancellationToken cancellationToken)
    {
        var names = HashedColumns.All.Select(static column => column.Name).ToList();
        var settled = now - KeyedHash.Announced(store.Options.Ciphers);
        if (await context.KeyWork.AnyAsync(x => x.RetailerId == retailer.Value && names.Contains(x.Name) && (x.FinishedAt == null || x.FinishedAt > settled), cancellationToken))
            return (0, 0, Guid.Empty);

        var late = 0;
        foreach (var column in HashedColumns.All)
        {
            foreach (var former in store.Values.Names.Former(retailer.Value))
            {
                if (!await column.AnyAsync(context, store.Values, retailer.Value, former, cancellationToken))
                    continue;

                await KeyRotation.BeginAsync(context, retailer, column.Name, now, now, cancellationToken);
                late++;
                break;
            }
        }

        return late > 0 ? (late, 0, Guid.Empty) : await DestroyAsync(cancellationToken);
    }

    private async Task<(int Seen, int Written, Guid? Next)> DestroyAsync(CancellationToken cancellationToken)
    {
        var present = store.Values.PresentHashKey(retailer.Value);
        var keys = await context.DataKeys.Where(x => x.RetailerId == retailer.Value && x.Purpose == Purpose).OrderBy(x => x.CreatedAt).ThenBy(x => x.Id).ToListAsync(cancellationToken);
        var gone = keys.Where(key => key.Id != present && key.RetiredAt is null).ToList();
        foreach (var key in gone)
        {
            key.RetiredAt = now;
            if (key != keys[0])
                key.Wrapped = [];
        }

        var data = EventData.Json(
            ("destroyed", gone.Count(static key => key.Wrapped.Length == 0).ToString(CultureInfo.InvariantCulture)),
            ("present", present.ToString()),
            ("retired", gone.Count.ToString(CultureInfo.InvariantCulture)));
        var id = Guid.CreateVersion7(now);
        context.Events.Add(EventRows.Of(store.Values, retailer, new ExchangeEvent(id, now, "keys.hash-replaced", ExchangeId: null, PartyId: null, "hub", data)));
        await context.SaveChangesAsync(cancellationToken);
        return (keys.Count, gone.Count, null);
    }
}
