using IntegrationHub.Archive.Contents;
using IntegrationHub.Exchange;
using IntegrationHub.Storage.Archive.Keeping;
using IntegrationHub.Storage.Isolation;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>Looks after the archive's rows in PostgreSQL. Thread-safe.</summary>
internal sealed class PostgresArchiveKeeper(PostgresStore database, StoredForms forms, IContentStore? outside = null) : ArchiveKeeper(forms, outside)
{
    public override Task<T> InTransactionAsync<T>(RetailerId retailer, Func<IArchiveRows, Task<T>> work, CancellationToken cancellationToken) =>
        Availability.GuardAsync(() => Repetition.OfLosersAsync(async () =>
        {
            await using var transaction = await database.Commits.BeginAsync(Scope.Of(retailer), cancellationToken);
            var result = await work(new PostgresArchiveRows(transaction, database.Values, retailer));
            await transaction.CommitAsync(cancellationToken);
            return result;
        }));
}
