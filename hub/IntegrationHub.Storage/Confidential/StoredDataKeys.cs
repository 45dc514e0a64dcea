using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Exchange;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Confidential;

/// <summary>Data keys in the store's own table. Thread-safe, with any number of nodes.</summary>
/// <remarks>
/// The port blocks: it is called in the middle of sealing, a few times per key, while everybody else who seals may wait for it. So it works on its caller's thread
/// alone; were the database's answer to need another one, a burst could leave none.
/// </remarks>
internal sealed class StoredDataKeys(HubStore store) : IDataKeyStore
{
    public StoredDataKey? Find(int retailer, Guid id) => Work(retailer, context =>
        context.DataKeys.AsNoTracking().FirstOrDefault(x => x.RetailerId == retailer && x.Id == id) is { } row ? Of(row) : null);

    public StoredDataKey? Reserve(int retailer, KeyPurpose purpose, byte suite, DateTimeOffset madeSince, long values, long limit) => Work(retailer, context =>
    {
        var (number, number2) = ((short)purpose, (short)suite);
        var row = context.DataKeys.AsNoTracking()
            .Where(x => x.RetailerId == retailer && x.Purpose == number && x.Suite == number2 && x.RetiredAt == null && x.CreatedAt > madeSince && x.Reserved <= limit - values)
            .OrderByDescending(x => x.Id).FirstOrDefault();
        if (row is null)
            return null;

        // Room that another process took at this moment is counted, too; a key that was retired meanwhile is not used.
        var taken = context.DataKeys
            .Where(x => x.RetailerId == retailer && x.Id == row.Id && x.RetiredAt == null && x.Reserved <= limit - values)
            .ExecuteUpdate(set => set.SetProperty(x => x.Reserved, x => x.Reserved + values));
        return taken == 1 ? Of(row) : null;
    });

    public void Add(StoredDataKey key)
    {
        try
        {
            Work(key.Retailer, context =>
            {
                context.DataKeys.Add(RowOf(key));
                return context.SaveChanges();
            });
        }
        catch (DbUpdateException)
        {
            // Another process was faster with a key of this id; whatever else it is shows itself again.
            if (Find(key.Retailer, key.Id) is null)
                throw;
        }
    }

    public IReadOnlyList<StoredDataKey> List(int retailer, KeyPurpose purpose) => Work(retailer, context =>
    {
        var number = (short)purpose;
        var rows = context.DataKeys.AsNoTracking().Where(x => x.RetailerId == retailer && x.Purpose == number).OrderByDescending(x => x.Id).ToList();
        return rows.ConvertAll(Of);
    });

    /// <summary>Columns that were filled before they were sealed and are not done yet, as the database says: believed of a column only until it is noted outside that it is done.</summary>
    public HashSet<string> ColumnsWithPlaintext()
    {
        var retailer = store.Options.Retailer.Value;
        return Work(retailer, context => context.KeyWork.AsNoTracking()
            .Where(x => x.RetailerId == retailer && x.FromPlaintext).Select(x => x.Name).ToList().ToHashSet(StringComparer.Ordinal));
    }

    public static DataKeyRow RowOf(StoredDataKey key) => new()
    {
        RetailerId = key.Retailer,
        Id = key.Id,
        Purpose = (short)key.Purpose,
        Suite = key.Suite,
        WrappedBy = key.WrappedBy.Name,
        WrappedByVersion = key.WrappedBy.Version,
        Wrapped = key.Wrapped,
        CreatedAt = key.CreatedAt,
        Reserved = key.Reserved,
    };

    public static StoredDataKey Of(DataKeyRow row) => new(
        row.RetailerId, row.Id, (KeyPurpose)row.Purpose, (byte)row.Suite, new KeyVersion(row.WrappedBy, row.WrappedByVersion), row.Wrapped, row.CreatedAt, row.RetiredAt, row.Reserved);

    private T Work<T>(int retailer, Func<HubContext, T> work) => store.WorkOnKeys(new RetailerId(retailer), work);
}
