using IntegrationHub.Exchange;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Retail.Records;

/// <summary>Business objects as rows of the store's model, so that they work on every provider. Bodies are sealed for their row.</summary>
/// <param name="store">The open store.</param>
/// <param name="ids">Makes ids.</param>
/// <param name="time">The clock.</param>
public sealed class StoredRecords(HubStore store, IIdSource ids, TimeProvider time) : IBusinessRecords
{
    /// <summary>Rows per round of a large change.</summary>
    private const int Batch = 2000;

    private int Retailer => store.Options.Retailer.Value;

    private StoredNames Names => store.Values.Names;

    public async Task<BusinessRecord?> FindAsync(RecordKind kind, string key, int? version, CancellationToken cancellationToken)
    {
        var (name, forms) = (kind.ToString(), Names.FormsOf(Retailer, key));
        var row = await store.ReadAsync(
            Scope.Of(store.Options.Retailer),
            context => context.BusinessRecords.AsNoTracking()
                .Where(x => x.RetailerId == Retailer && x.Kind == name).Where(RecordForms.Are(forms)).Where(x => (version == null || x.Version == version))
                .OrderByDescending(x => x.Version).FirstOrDefaultAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return row is null ? null : Of(row);
    }

    public async Task<IReadOnlyList<BusinessRecord>> ListAsync(RecordQuery query, CancellationToken cancellationToken)
    {
        var name = query.Kind.ToString();
        var rows = await store.ReadAsync(
            Scope.Of(store.Options.Retailer),
            context =>
            {
                var found = context.BusinessRecords.AsNoTracking().Where(x => x.RetailerId == Retailer && x.Kind == name);
                if (query.Key is { } key)
                    found = found.Where(RecordForms.Are(Names.FormsOf(Retailer, key)));

                if (query.Keys is { } keys)
                    found = found.Where(RecordForms.Are([.. keys.SelectMany(one => Names.FormsOf(Retailer, one))]));

                if (query.State is { } state)
                    found = found.Where(x => x.State == state);

                if (query.On is { } day)
                    found = found.Where(x => (x.FromDay == null || x.FromDay <= day) && (x.ToDay == null || x.ToDay >= day));

                if (query.Within is var (first, last))
                    found = found.Where(x => (x.FromDay == null || x.FromDay <= last) && (x.ToDay == null || x.ToDay >= first));

                return new RecordPages(context, Names, Retailer, name).ReadAsync(found, query, cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(Of);
    }

    public async Task<RecordMark?> MarkAsync(RecordKind kind, CancellationToken cancellationToken)
    {
        var name = kind.ToString();
        return await store.ReadAsync(
            Scope.Of(store.Options.Retailer),
            context => context.BusinessRecords.Where(x => x.RetailerId == Retailer && x.Kind == name).GroupBy(static x => x.Kind)
                .Select(static all => new RecordMark(all.LongCount(), all.Sum(static x => x.Revision))).FirstOrDefaultAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false) ?? new RecordMark(0, 0);
    }

    public async Task<RecordResult> SaveAsync(IReadOnlyList<BusinessRecord> records, IReadOnlyList<RecordFact> facts, string actor, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ChangeAsync(Scope.Of(store.Options.Retailer), context => SaveAsync(context, records, facts, actor, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (RevisionMovedException)
        {
            return RecordResult.Conflict;
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // A row that another made at the same moment; whatever else it is shows itself again.
            if (await HasMovedAsync(records, cancellationToken).ConfigureAwait(false))
                return RecordResult.Conflict;

            throw;
        }
    }

    public string BlindKey(string text) => Names.Of(Retailer, HashedColumns.BusinessKeys, text);

    private async Task<RecordResult> SaveAsync(
        HubContext context, IReadOnlyList<BusinessRecord> records, IReadOnlyList<RecordFact> facts, string actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var chunk in records.Chunk(Batch))
        {
            var forms = new Dictionary<(RecordKind, string), string>();
            foreach (var kind in chunk.Where(static record => record.Revision == 0).GroupBy(static record => record.Kind, static record => record.Key))
            {
                foreach (var (key, form) in await RecordForms.ToWriteAsync(context, Names, Retailer, kind.Key.ToString(), kind, cancellationToken).ConfigureAwait(false))
                    forms[(kind.Key, key)] = form;
            }

            foreach (var record in chunk)
            {
                if (record.Revision == 0)
                    context.BusinessRecords.Add(NewRow(record, forms[(record.Kind, record.Key)], actor, now));
                else
                    await ChangeAsync(context, record, actor, now, cancellationToken).ConfigureAwait(false);
            }

            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            context.ChangeTracker.Clear();
        }

        FactRows.Add(context, store, ids, facts, actor, now);
        return RecordResult.Saved;
    }

    private BusinessRecordRow NewRow(BusinessRecord record, string form, string actor, DateTimeOffset now)
    {
        var id = ids.Next(now);
        return new()
        {
            RetailerId = Retailer,
            Id = id,
            Kind = record.Kind.ToString(),
            Key = form,
            Version = record.Version,
            State = record.State,
            FromDay = record.From,
            ToDay = record.To,
            Revision = 1,
            Body = Seal(id, record.Body.Span),
            SavedAt = now,
            SavedBy = actor,
        };
    }

    private async Task ChangeAsync(HubContext context, BusinessRecord record, string actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = record.Kind.ToString();
        var id = await context.BusinessRecords.Where(RecordForms.Are(Names.FormsOf(Retailer, record.Key)))
            .Where(x => x.RetailerId == Retailer && x.Kind == name && x.Version == record.Version && x.Revision == record.Revision)
            .Select(x => (Guid?)x.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false) ?? throw new RevisionMovedException();
        var body = Seal(id, record.Body.Span);
        var changed = await context.BusinessRecords.Where(x => x.RetailerId == Retailer && x.Id == id && x.Revision == record.Revision).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.State, record.State).SetProperty(x => x.FromDay, record.From).SetProperty(x => x.ToDay, record.To).SetProperty(x => x.Body, body)
                .SetProperty(x => x.Revision, x => x.Revision + 1).SetProperty(x => x.SavedAt, now).SetProperty(x => x.SavedBy, actor),
            cancellationToken).ConfigureAwait(false);
        if (changed != 1)
            throw new RevisionMovedException();
    }

    private async Task<bool> HasMovedAsync(IReadOnlyList<BusinessRecord> records, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            if (record.Revision == 0 && (await FindAsync(record.Kind, record.Key, record.Version, cancellationToken).ConfigureAwait(false)) is not null)
                return true;
        }

        return false;
    }

    private BusinessRecord Of(BusinessRecordRow row)
    {
        var key = Names.NameIn(Retailer, row.Key);
        return new(Enum.Parse<RecordKind>(row.Kind), key, row.Version, row.State, row.FromDay, row.ToDay, Open(row.Id, row.Body), row.Revision, row.SavedAt, row.SavedBy)
        {
            Form = key == row.Key ? null : row.Key,
        };
    }

    private byte[] Seal(Guid row, ReadOnlySpan<byte> body) => store.Values.Seal(SealedColumns.BusinessBody, Retailer, row, body);

    private byte[] Open(Guid row, byte[] body) => store.Values.OpenBytes(SealedColumns.BusinessBody, Retailer, row, body);

    /// <summary>Rolls a change back.</summary>
    private sealed class RevisionMovedException() : Exception("Somebody else changed the record.");
}
