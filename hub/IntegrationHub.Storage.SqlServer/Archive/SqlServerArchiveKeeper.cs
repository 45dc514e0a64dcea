using IntegrationHub.Exchange;
using IntegrationHub.Storage.Archive.Keeping;
using IntegrationHub.Storage.Isolation;

namespace IntegrationHub.Storage.SqlServer.Archive;

/// <summary>Looks after the archive's rows in SQL Server. Thread-safe.</summary>
internal sealed class SqlServerArchiveKeeper(SqlServerStore store, StoredForms forms) : ArchiveKeeper(forms, store.Options.OutsideArchive)
{
    public override Task<T> InTransactionAsync<T>(RetailerId retailer, Func<IArchiveRows, Task<T>> work, CancellationToken cancellationToken) => store.Work.RunAsync(
        Scope.Of(retailer),
        async session =>
        {
            await session.BeginAsync(cancellationToken);
            var result = await work(new SqlServerArchiveRows(session, store.Values, retailer));
            await session.CommitAsync(cancellationToken);
            return result;
        },
        cancellationToken);
}
