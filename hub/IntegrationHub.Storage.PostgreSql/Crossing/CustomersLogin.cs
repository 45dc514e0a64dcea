using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Embedded;
using IntegrationHub.Storage.PostgreSql.Opening;

namespace IntegrationHub.Storage.PostgreSql.Crossing;

/// <summary>Opens the customers' side with its own login. Nothing is migrated: the company's side does that.</summary>
internal static class CustomersLogin
{
    private const int Connections = 16;

    /// <summary>Beside the hub that runs the server.</summary>
    public static async Task<CustomersSide> OpenEmbeddedAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        var server = await EmbeddedServer.StartAsync(options.DataFolder, options.ProgramsFolder, mayAttach: true, cancellationToken);
        try
        {
            return server.HubRuns
                ? await OpenAsync(server.ConnectionStringFor(options.Database, Roles.Customer), options, server.DisposeAsync, cancellationToken)
                : throw new StorageSetupException($"No hub runs on {options.DataFolder}.", "Start it with `ihub up`, then the customers' pages.") { Code = "HUB_NOT_RUNNING" };
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>On a server that somebody else runs.</summary>
    public static async Task<CustomersSide> OpenAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        var login = options.CustomerConnectionString is { } text
            ? StoreConnections.Read(StoreConnections.Customers, text, options.CustomerPassword, options.IsProduction)
            : throw new StorageSetupException("There is no login of the customers' side.", $"Name it in {StoreConnections.Customers}.") { Code = "STORAGE_CUSTOMER_LOGIN" };
        await StoreConnections.DemandServerAsync(StoreConnections.Customers, login, cancellationToken);
        return await OpeningFaults.ExplainAsync(
            StoreConnections.Customers, login, () => OpenAsync(login, options, static () => ValueTask.CompletedTask, cancellationToken));
    }

    private static async Task<CustomersSide> OpenAsync(string login, StorageOptions options, Func<ValueTask> leave, CancellationToken cancellationToken)
    {
        await StoreConnections.CheckAsync(login, Roles.Customer, schema: false, cancellationToken);
        var pool = Pools.Create(login, Connections, options.CommandTimeout, "on", "customer");
        return new CustomersSide(new PostgresCustomerCrossings(pool), options.Crossings?.Customers, async () =>
        {
            await pool.DisposeAsync();
            await leave();
        });
    }
}
