using IntegrationHub.Exchange;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using IntegrationHub.Storage.Protection;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Retail.Settlement;

/// <summary>
/// Bills as rows, many at once. The bills of a settlement follow from its digest of inputs, so one that is there already is the one that would be written: whoever
/// calculates again after a crash, or at the same time, adds what is missing. Thread-safe.
/// </summary>
/// <param name="store">The open store.</param>
/// <param name="records">Reads bills back.</param>
/// <param name="ids">Makes ids.</param>
/// <param name="time">The clock.</param>
/// <param name="access">Closed while nothing encrypts the store's files and nobody answers for it.</param>
public sealed class BillStore(HubStore store, IBusinessRecords records, IIdSource ids, TimeProvider time, IConfidentialAccess access)
{
    private const int Page = 500;

    private const string Module = "bills";

    private static readonly string Kind = RecordKind.Bill.ToString();

    private int Retailer => store.Options.Retailer.Value;

    private StoredNames Names => store.Values.Names;

    /// <summary>Seals a bill into its row; on any thread.</summary>
    internal BusinessRecordRow RowOf(string key, BillingMonth month, int version, byte[] body, string actor)
    {
        var now = time.GetUtcNow();
        var id = ids.Next(now);
        return new()
        {
            RetailerId = Retailer,
            Id = id,
            Kind = Kind,
            Key = key,
            Version = version,
            State = StoredBill.StateOf(month, version),
            FromDay = new(month.Year, month.Month, 1),
            ToDay = new(month.Year, month.Month, month.Days),
            Revision = 1,
            Body = store.Values.Seal(SealedColumns.BusinessBody, Retailer, id, body),
            SavedAt = now,
            SavedBy = actor,
        };
    }

    /// <summary>Adds those that are not there yet, in one transaction.</summary>
    internal async Task AddAsync(IReadOnlyList<BusinessRecordRow> rows, CancellationToken cancellationToken)
    {
        await access.DemandAsync(Module, cancellationToken).ConfigureAwait(false);
        try
        {
            await store.ChangeAsync(Scope.Of(store.Options.Retailer), context => AddAsync(context, rows, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another calculation of the same settlement, at the same time or before a crash.
            await store.ChangeAsync(Scope.Of(store.Options.Retailer), context => AddMissingAsync(context, rows, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Bills of a settlement by key.</summary>
    internal async Task<IReadOnlyDictionary<string, StoredBill>> FindAsync(IReadOnlyList<string> keys, int version, CancellationToken cancellationToken)
    {
        await access.DemandAsync(Module, cancellationToken).ConfigureAwait(false);
        var forms = keys.SelectMany(key => Names.FormsOf(Retailer, key)).ToList();
        var rows = await store.ReadAsync(
            Scope.Of(store.Options.Retailer),
            context => context.BusinessRecords.AsNoTracking().Where(x => x.RetailerId == Retailer && x.Kind == Kind && forms.Contains(x.Key) && x.Version == version).ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return rows.ToDictionary(
            row => Names.NameIn(Retailer, row.Key),
            row => StoredBill.Of(new BusinessRecord(RecordKind.Bill, row.Key, row.Version, row.State, row.FromDay, row.ToDay, store.Values.OpenBytes(SealedColumns.BusinessBody, Retailer, row.Id, row.Body))),
            StringComparer.Ordinal);
    }

    /// <summary>Keys of a settlement's bills that are of second and further customers of their accounts; there are few.</summary>
    internal async Task<IReadOnlyList<string>> FurtherAsync(BillingMonth month, int version, CancellationToken cancellationToken)
    {
        await access.DemandAsync(Module, cancellationToken).ConfigureAwait(false);
        var state = StoredBill.StateOf(month, version);
        var forms = await store.ReadAsync(
            Scope.Of(store.Options.Retailer),
            context => context.BusinessRecords.AsNoTracking().Where(x => x.RetailerId == Retailer && x.Kind == Kind && x.State == state && x.Key.Contains(ServedAccount.Further)).Select(x => x.Key).ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return forms.ConvertAll(form => Names.NameIn(Retailer, form));
    }

    /// <summary>All bills of a settlement in the order of their keys, a page at a time.</summary>
    internal IAsyncEnumerable<IReadOnlyList<BusinessRecord>> PagesAsync(BillingMonth month, int version, CancellationToken cancellationToken) =>
        records.PagesAsync(new(RecordKind.Bill) { State = StoredBill.StateOf(month, version), Most = Page }, cancellationToken);

    private async Task<int> AddAsync(HubContext context, IReadOnlyList<BusinessRecordRow> rows, CancellationToken cancellationToken)
    {
        // A second try brings the rows in the forms of the first.
        var forms = await RecordForms.ToWriteAsync(context, Names, Retailer, Kind, rows.Select(row => Names.NameIn(Retailer, row.Key)), cancellationToken).ConfigureAwait(false);
        foreach (var row in rows)
            row.Key = forms[Names.NameIn(Retailer, row.Key)];

        context.ChangeTracker.AutoDetectChangesEnabled = false;
        context.BusinessRecords.AddRange(rows);
        return rows.Count;
    }

    private async Task<int> AddMissingAsync(HubContext context, IReadOnlyList<BusinessRecordRow> rows, CancellationToken cancellationToken)
    {
        var (keys, version) = (rows.SelectMany(row => Names.FormsOf(Retailer, Names.NameIn(Retailer, row.Key))).ToList(), rows[0].Version);
        var there = (await context.BusinessRecords.Where(x => x.RetailerId == Retailer && x.Kind == Kind && keys.Contains(x.Key) && x.Version == version).Select(x => x.Key).ToListAsync(cancellationToken)
            .ConfigureAwait(false)).Select(form => Names.NameIn(Retailer, form)).ToHashSet(StringComparer.Ordinal);
        return await AddAsync(context, [.. rows.Where(row => !there.Contains(Names.NameIn(Retailer, row.Key)))], cancellationToken).ConfigureAwait(false);
    }
}
