using IntegrationHub.Exchange;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Records;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using IntegrationHub.Storage.Protection;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Retail.Readings;

/// <summary>Blocks of readings as rows: a version is added and never changed. Thread-safe.</summary>
/// <param name="store">The open store.</param>
/// <param name="ids">Makes ids.</param>
/// <param name="time">The clock.</param>
/// <param name="access">Closed while nothing encrypts the store's files and nobody answers for it.</param>
public sealed class ReadingStore(HubStore store, IIdSource ids, TimeProvider time, IConfidentialAccess access)
{
    /// <summary>Blocks that are read and written at once.</summary>
    private const int Batch = 500;

    /// <summary>How often a change is tried when others write versions of the same blocks.</summary>
    private const int Tries = 5;

    private const string Module = "readings of metering accounts";

    private int Retailer => store.Options.Retailer.Value;

    private StoredNames Names => store.Values.Names;

    /// <summary>A version of a block, or the newest; null where there is none.</summary>
    internal async Task<ReadingBlock?> FindAsync(string accountKey, ReadingChannel channel, BillingMonth month, int? version, CancellationToken cancellationToken)
    {
        await access.DemandAsync(Module, cancellationToken).ConfigureAwait(false);
        var (day, number, forms) = (Day(month), (short)channel, Names.FormsOf(Retailer, accountKey));
        var row = await store.ReadAsync(
            Scope.Of(store.Options.Retailer),
            context => context.ReadingBlocks.AsNoTracking()
                .Where(x => x.RetailerId == Retailer && x.Month == day && forms.Contains(x.AccountKey) && x.Channel == number && (version == null || x.Version == version))
                .OrderByDescending(x => x.Version).FirstOrDefaultAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return row is null ? null : Open(Of(row));
    }

    /// <summary>The newest blocks of some accounts of a month, by account; nothing of those that have none.</summary>
    internal async Task<IReadOnlyDictionary<string, ReadingBlock>> FindAsync(IReadOnlyList<string> accountKeys, ReadingChannel channel, BillingMonth month, CancellationToken cancellationToken)
    {
        await access.DemandAsync(Module, cancellationToken).ConfigureAwait(false);
        var (day, number) = (Day(month), (short)channel);
        var forms = accountKeys.SelectMany(key => Names.FormsOf(Retailer, key)).Order(StringComparer.Ordinal).ToList();
        if (forms.Count == 0)
            return new Dictionary<string, ReadingBlock>();

        var blocks = await store.ReadAsync(
            Scope.Of(store.Options.Retailer),
            async context => await NewestAsync(
                context, day,
                await VersionsAsync(
                    Of(context, day, forms[0], forms[^1]).Where(x => forms.Contains(x.AccountKey) && x.Channel == number).OrderBy(static x => x.AccountKey).ThenBy(static x => x.Version), cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return blocks.GroupBy(static block => block.AccountKey, StringComparer.Ordinal).ToDictionary(static same => same.Key, same => Open(same.MaxBy(static block => block.Version)!), StringComparer.Ordinal);
    }

    /// <summary>
    /// The newest blocks of a month, account after account. While the key for hashes is replaced, accounts under the present one come last: a walk misses none,
    /// and may come to one twice.
    /// </summary>
    /// <param name="month">The month.</param>
    /// <param name="after">Where to go on, from the page before; null at the beginning.</param>
    /// <param name="most">Versions of blocks that are looked at; a page is longer only where one account has more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<ReadingsPage> PageAsync(BillingMonth month, string? after, int most, CancellationToken cancellationToken)
    {
        await access.DemandAsync(Module, cancellationToken).ConfigureAwait(false);
        return await store.ReadAsync(Scope.Of(store.Options.Retailer), context => PageAsync(context, Day(month), after, most, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReadingsPage> PageAsync(HubContext context, DateOnly day, string? after, int most, CancellationToken cancellationToken)
    {
        var present = Names.PresentWhileReplacing(Retailer);
        var moved = present is not null && after is not null && after.StartsWith(present.From, StringComparison.Ordinal);
        // A walk that was begun under a key that is gone: every row lies under its successor now.
        var begun = present is null && after is not null && Names.IsOfGoneKey(Retailer, after) ? null : after;
        var rest = Of(context, day);
        if (present is not null)
        {
            rest = moved
                ? rest.Where(x => x.AccountKey.CompareTo(present.From) > 0 && x.AccountKey.CompareTo(present.End) < 0)
                : rest.Where(x => x.AccountKey.CompareTo(present.From) <= 0 || x.AccountKey.CompareTo(present.End) >= 0);
        }

        if (begun is not null)
            rest = rest.Where(x => x.AccountKey.CompareTo(begun) > 0);

        var versions = await VersionsAsync(rest.OrderBy(static x => x.AccountKey).ThenBy(static x => x.Channel).ThenBy(static x => x.Version).Take(most), cancellationToken).ConfigureAwait(false);
        if (versions.Count < most)
            return new(await NewestAsync(context, day, versions, cancellationToken).ConfigureAwait(false), present is null || moved ? null : present.From);

        // The last account may go on behind the page.
        var last = versions[^1].AccountKey;
        var whole = versions.FindAll(version => version.AccountKey != last);
        return whole.Count > 0
            ? new(await NewestAsync(context, day, whole, cancellationToken).ConfigureAwait(false), whole[^1].AccountKey)
            : await PageAsync(context, day, after, most * 2, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a block.</summary>
    internal ReadingBlock Open(SealedReadings block) => ReadingBlockFormat.Unpack(OpenPacked(block)).Required;

    /// <summary>The octets of a block, of which a digest is made.</summary>
    internal byte[] OpenPacked(SealedReadings block) => store.Values.OpenBytes(SealedColumns.ReadingBody, Retailer, block.Id, block.Body);

    /// <summary>Puts readings into their blocks: a new version of every block that they change, all in one transaction with the fact, or nothing.</summary>
    /// <returns>Blocks that have a new version; null when others kept changing them.</returns>
    internal async Task<int?> TakeAsync(
        IReadOnlyList<KeyedReadings> readings, Func<BillingMonth, ReadingBlock> empty, Func<int, RecordFact> fact, string actor, CancellationToken cancellationToken)
    {
        await access.DemandAsync(Module, cancellationToken).ConfigureAwait(false);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            try
            {
                return await store.ChangeAsync(Scope.Of(store.Options.Retailer), context => TakeAsync(context, readings, empty, fact, actor, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (DbUpdateException) when (attempt + 1 < Tries && !cancellationToken.IsCancellationRequested)
            {
                // Somebody else wrote the next version of one of the blocks: once more, from what is there now.
            }
            catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
            {
                return null;
            }
        }

        return null;
    }

    private async Task<int> TakeAsync(
        HubContext context, IReadOnlyList<KeyedReadings> readings, Func<BillingMonth, ReadingBlock> empty, Func<int, RecordFact> fact, string actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var changed = 0;
        foreach (var month in readings.GroupBy(static one => one.Month).OrderBy(static same => same.Key))
        {
            // In one order everywhere, so that two who write the same blocks wait for each other and do not lock each other out.
            var blocks = month.GroupBy(static one => (one.AccountKey, one.Channel)).OrderBy(static same => same.Key.AccountKey, StringComparer.Ordinal).ThenBy(static same => same.Key.Channel);
            foreach (var batch in blocks.Chunk(Batch))
            {
                changed += await WriteAsync(context, month.Key, batch, empty, actor, now, cancellationToken).ConfigureAwait(false);
            }
        }

        if (changed > 0)
            FactRows.Add(context, store, ids, [fact(changed)], actor, now);

        return changed;
    }

    private async Task<int> WriteAsync(
        HubContext context, BillingMonth month, IReadOnlyList<IGrouping<(string AccountKey, ReadingChannel Channel), KeyedReadings>> batch, Func<BillingMonth, ReadingBlock> empty, string actor,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var keys = batch.Select(static block => block.Key.AccountKey).Distinct().ToList();
        var day = Day(month);
        var forms = await Names.ToWriteAsync(
            context, Retailer, HashedColumns.ReadingAccounts, keys,
            former => context.ReadingBlocks.Where(x => x.RetailerId == Retailer && x.Month == day && former.Contains(x.AccountKey)).Select(static x => x.AccountKey).Distinct().ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        var stored = forms.Values.Order(StringComparer.Ordinal).ToList();
        var versions = await VersionsAsync(
            Of(context, day, stored[0], stored[^1]).Where(x => stored.Contains(x.AccountKey)).OrderBy(static x => x.AccountKey).ThenBy(static x => x.Channel).ThenBy(static x => x.Version),
            cancellationToken).ConfigureAwait(false);
        var there = (await NewestAsync(context, day, versions, cancellationToken).ConfigureAwait(false)).ToDictionary(static block => (block.AccountKey, block.Channel));
        var changed = 0;
        foreach (var block in batch)
        {
            var before = there.TryGetValue(block.Key, out var known) ? Open(known) : empty(month);
            var after = before.With(block.SelectMany(static one => one.Values));
            if (ReferenceEquals(before, after))
                continue;

            context.ReadingBlocks.Add(Row(forms[block.Key.AccountKey], block.Key.Channel, after, actor, now));
            changed++;
        }

        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        context.ChangeTracker.Clear();
        return changed;
    }

    private IQueryable<ReadingBlockRow> Of(HubContext context, DateOnly day) => context.ReadingBlocks.AsNoTracking().Where(x => x.RetailerId == Retailer && x.Month == day);

    /// <summary>
    /// A range of the index. It stands beside every list of keys or ids: no statistics know how many rows a month has that was just begun, and the
    /// list alone would be looked for in all of them.
    /// </summary>
    private IQueryable<ReadingBlockRow> Of(HubContext context, DateOnly day, string first, string last) =>
        Of(context, day).Where(x => x.AccountKey.CompareTo(first) >= 0 && x.AccountKey.CompareTo(last) <= 0);

    /// <summary>Which versions there are, without their octets.</summary>
    private static Task<List<BlockVersion>> VersionsAsync(IQueryable<ReadingBlockRow> rows, CancellationToken cancellationToken) =>
        rows.Select(static x => new BlockVersion(x.AccountKey, x.Channel, x.Version, x.Id)).ToListAsync(cancellationToken);

    /// <summary>The newest of the versions of each block, in their order, with their octets.</summary>
    private async Task<List<SealedReadings>> NewestAsync(HubContext context, DateOnly day, IReadOnlyList<BlockVersion> versions, CancellationToken cancellationToken)
    {
        if (versions.Count == 0)
            return [];

        var newest = versions.Where((version, i) => i + 1 == versions.Count || versions[i + 1].AccountKey != version.AccountKey || versions[i + 1].Channel != version.Channel).ToList();
        var wanted = newest.ConvertAll(static version => version.Id);
        var bodies = await Of(context, day, versions[0].AccountKey, versions[^1].AccountKey).Where(x => wanted.Contains(x.Id)).Select(static x => new { x.Id, x.Body })
            .ToDictionaryAsync(static x => x.Id, static x => x.Body, cancellationToken).ConfigureAwait(false);
        if (wanted.FindAll(id => !bodies.ContainsKey(id)) is { Count: > 0 } moved)
        {
            // The key for hashes is replaced just now: their rows left the range after their versions were read.
            foreach (var row in await context.ReadingBlocks.AsNoTracking().Where(x => x.RetailerId == Retailer && moved.Contains(x.Id)).Select(static x => new { x.Id, x.Body })
                .ToListAsync(cancellationToken).ConfigureAwait(false))
                bodies[row.Id] = row.Body;
        }

        return newest.ConvertAll(version => new SealedReadings(Names.NameIn(Retailer, version.AccountKey), (ReadingChannel)version.Channel, version.Version, version.Id, bodies[version.Id]));
    }

    private ReadingBlockRow Row(string form, ReadingChannel channel, ReadingBlock block, string actor, DateTimeOffset now)
    {
        var id = ids.Next(now);
        return new()
        {
            RetailerId = Retailer,
            Id = id,
            Month = Day(block.Month),
            AccountKey = form,
            Channel = (short)channel,
            Version = block.Version,
            Body = store.Values.Seal(SealedColumns.ReadingBody, Retailer, id, ReadingBlockFormat.Pack(block)),
            SavedAt = now,
            SavedBy = actor,
        };
    }

    private SealedReadings Of(ReadingBlockRow row) => new(Names.NameIn(Retailer, row.AccountKey), (ReadingChannel)row.Channel, row.Version, row.Id, row.Body);

    private static DateOnly Day(BillingMonth month) => new(month.Year, month.Month, 1);

    private sealed record BlockVersion(string AccountKey, short Channel, int Version, Guid Id);
}
