using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Protection;
using IntegrationHub.Storage.SqlServer.Crossing;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.Opening;
using IntegrationHub.Storage.SqlServer.Schema;

namespace IntegrationHub.Storage.SqlServer;

/// <summary>A SQL Server or Azure SQL database that somebody else runs.</summary>
public sealed class SqlServerProvider : IStoreProvider
{
    /// <remarks>Migrates where the owner's login is named, else only looks; then asks whether the database holds those back who serve.</remarks>
    public async Task<HubStore> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken)
    {
        var (company, customers) = (new Server(options), Logins.Customers(options));
        await company.DemandAsync(cancellationToken);
        if (options.MigrationConnectionString is not null)
            await UpgradeAsync(options, cancellationToken);

        await company.DemandServingAsync(Roles.Company, cancellationToken);
        if (options.MigrationConnectionString is null)
        {
            await company.ExplainAsync(async () =>
            {
                await SchemaGuard.CheckAsync(company.ConnectionString, cancellationToken);
                return true;
            });
        }

        if (customers is not null)
            await customers.DemandServingAsync(Roles.Customer, cancellationToken);

        return new SqlServerStore(options, company.ConnectionString, customers?.ConnectionString, crashPoints);
    }

    public async Task<CustomersSide> OpenCustomersAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        var login = Logins.Customers(options)
            ?? throw new StorageSetupException("There is no login of the customers' side.", "Name it in storage.customerConnectionString.") { Code = "STORAGE_CUSTOMER_LOGIN" };
        await login.DemandServingAsync(Roles.Customer, cancellationToken);
        var work = new SqlWork(login.ConnectionString, options.CommandTimeout, options.Time);
        return new CustomersSide(new SqlServerCustomerCrossings(work), options.Crossings?.Customers, () =>
        {
            work.ClearPool();
            return ValueTask.CompletedTask;
        });
    }

    public async Task UpgradeAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        var server = Logins.Upgrading(options);
        await server.DemandAsync(cancellationToken);
        await server.ExplainAsync(async () =>
        {
            await SchemaGuard.MigrateAsync(server.ConnectionString, cancellationToken);
            return true;
        });
    }

    public string Script() => MigrationScript.Write();

    public async Task<MigrationState> ReadMigrationsAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        var server = Logins.Upgrading(options);
        return await server.ExplainAsync(() => SchemaGuard.ReadAsync(server.ConnectionString, cancellationToken));
    }

    public async Task<DiskEncryption> ReadEncryptionAsync(StorageOptions options, CancellationToken cancellationToken) =>
        (await new Server(options).ReadFactsAsync(cancellationToken)).Encryption;

    public bool IsDiskFull(Exception failure) => Faults.IsDiskFull(failure);
}
