using System.Text.Json;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity.Records;

/// <summary>One record as it was read.</summary>
/// <param name="Key">What it is known by within its kind.</param>
/// <param name="State">Where it stands, in its kind's own word.</param>
/// <param name="Value">What it says.</param>
internal sealed record SealedRecord<T>(Guid Id, string Key, string State, long Revision, T Value, DateTimeOffset SavedAt);

/// <summary>
/// One kind of this part's records in the store's book of sealed records: what is rare and has no list of its own to search needs no table of its own.
/// A row that another changed meanwhile makes the transaction begin again. Thread-safe.
/// </summary>
/// <param name="store">Transactions.</param>
/// <param name="kind">Name of the kind; stored.</param>
internal sealed class SealedRecords<T>(IdentityStore store, string kind)
{
    private int Retailer => store.Retailer.Value;

    public async Task<SealedRecord<T>?> FindAsync(HubContext context, string key, CancellationToken cancellationToken) =>
        await Rows(context).SingleOrDefaultAsync(x => x.Key == key, cancellationToken).ConfigureAwait(false) is { } row ? Of(row) : null;

    /// <summary>All, or those in a state, by key.</summary>
    public async Task<IReadOnlyList<SealedRecord<T>>> ListAsync(HubContext context, string? state, CancellationToken cancellationToken) =>
        [.. (await Rows(context).Where(x => state == null || x.State == state).OrderBy(x => x.Key).ToListAsync(cancellationToken).ConfigureAwait(false)).Select(Of)];

    public void Add(HubContext context, string key, string state, T value, string actor)
    {
        var id = store.NewId();
        context.BusinessRecords.Add(new BusinessRecordRow
        {
            RetailerId = Retailer, Id = id, Kind = kind, Key = key, Version = 1, State = state, Revision = 1, Body = Seal(id, value), SavedAt = store.Now, SavedBy = actor,
        });
    }

    /// <exception cref="DbUpdateConcurrencyException">Another changed it meanwhile; <see cref="IdentityStore"/> begins again.</exception>
    public async Task ChangeAsync(HubContext context, SealedRecord<T> record, string state, T value, string actor, CancellationToken cancellationToken)
    {
        if (!await TryChangeAsync(context, record, state, value, actor, cancellationToken).ConfigureAwait(false))
            throw new DbUpdateConcurrencyException($"The {kind} was changed meanwhile.");
    }

    /// <summary>The same where it does not matter who was first; false when another was.</summary>
    public async Task<bool> TryChangeAsync(HubContext context, SealedRecord<T> record, string state, T value, string actor, CancellationToken cancellationToken)
    {
        var (now, body) = (store.Now, Seal(record.Id, value));
        return await context.BusinessRecords.Where(x => x.RetailerId == Retailer && x.Id == record.Id && x.Revision == record.Revision).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.State, state).SetProperty(x => x.Body, body).SetProperty(x => x.Revision, x => x.Revision + 1)
                .SetProperty(x => x.SavedAt, now).SetProperty(x => x.SavedBy, actor),
            cancellationToken).ConfigureAwait(false) == 1;
    }

    private IQueryable<BusinessRecordRow> Rows(HubContext context) =>
        context.BusinessRecords.AsNoTracking().Where(x => x.RetailerId == Retailer && x.Kind == kind);

    private SealedRecord<T> Of(BusinessRecordRow row) => new(
        row.Id, row.Key, row.State, row.Revision,
        JsonSerializer.Deserialize<T>(store.Values.OpenBytes(SealedColumns.BusinessBody, Retailer, row.Id, row.Body)) ?? throw new InvalidDataException($"The {kind} {row.Id} says nothing."),
        row.SavedAt);

    private byte[] Seal(Guid row, T value) => store.Values.Seal(SealedColumns.BusinessBody, Retailer, row, JsonSerializer.SerializeToUtf8Bytes(value));
}
