using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Embedded;
using IntegrationHub.Storage.PostgreSql.Isolation;
using IntegrationHub.Storage.PostgreSql.Opening;
using IntegrationHub.Storage.PostgreSql.Schema;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql;

/// <summary>How the store logs in, by role.</summary>
/// <param name="Company">Serves.</param>
/// <param name="Owner">Migrates; null where somebody else does.</param>
/// <param name="Customer">Serves the customers' side; null where the hub is not to reach it.</param>
internal sealed record StoreConnections(string Company, string? Owner, string? Customer)
{
    /// <summary>Where the login of the company's side is written.</summary>
    public const string Serving = "storage.connectionString";

    /// <summary>Where the login of the owner of the schemas is written.</summary>
    public const string Migrating = "storage.migrationConnectionString";

    /// <summary>Where the login of the customers' side is written.</summary>
    public const string Customers = "storage.customerConnectionString";

    /// <summary>Somebody else runs the server: what is wrong with it or with the logins is the operator's to put right.</summary>
    private bool IsForeign { get; init; }

    /// <summary>Of the hub's own cluster. Roles and database are made by its superuser, whom nothing else uses.</summary>
    public static async Task<StoreConnections> OnAsync(EmbeddedServer server, string database, CancellationToken cancellationToken)
    {
        await using (var postgres = NpgsqlDataSource.Create(server.ConnectionStringFor("postgres") + ";Pooling=false"))
        {
            await ClusterRoles.MakeAsync(postgres, database, cancellationToken);
        }

        await using (var superuser = NpgsqlDataSource.Create(server.ConnectionStringFor(database) + ";Pooling=false"))
        {
            await ClusterRoles.HandOverAsync(superuser, cancellationToken);
        }

        return new StoreConnections(
            server.ConnectionStringFor(database, Roles.Company), server.ConnectionStringFor(database, Roles.Owner), server.ConnectionStringFor(database, Roles.Customer));
    }

    /// <summary>Of a server that somebody else runs.</summary>
    /// <exception cref="StorageSetupException">One of them cannot be read, or would go unprotected over the network.</exception>
    public static StoreConnections Of(StorageOptions options) => new(
        Read(Serving, options.ConnectionString!, options.Password, options.IsProduction),
        options.MigrationConnectionString is { } owner ? Read(Migrating, owner, options.MigrationPassword, options.IsProduction) : null,
        options.CustomerConnectionString is { } customer ? Read(Customers, customer, options.CustomerPassword, options.IsProduction) : null)
    {
        IsForeign = true,
    };

    /// <summary>Migrates as the owner where the hub may, and looks whether those who serve are held back.</summary>
    /// <exception cref="StorageSetupException">Something the operator has to put right.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (IsForeign)
            await DemandServerAsync(Serving, Company, cancellationToken);

        if (Owner is not null)
        {
            await ExplainAsync(Migrating, Owner, async () =>
            {
                await using var owner = Pools.ForOwner(Owner);
                await SchemaGuard.MigrateAsync(owner, cancellationToken);
            });
        }

        await ExplainAsync(Serving, Company, () => CheckAsync(Company, Roles.Company, schema: Owner is null, cancellationToken));
        if (Customer is not null)
            await ExplainAsync(Customers, Customer, () => CheckAsync(Customer, Roles.Customer, schema: false, cancellationToken));
    }

    /// <summary>Connects, and looks whether the server is new enough and orders texts as the hub needs it, before anything is written.</summary>
    /// <exception cref="StorageSetupException">It cannot be reached, refuses the login, is too old, or orders texts as a language does.</exception>
    internal static Task DemandServerAsync(string setting, string connectionString, CancellationToken cancellationToken) =>
        OpeningFaults.ExplainAsync(setting, connectionString, async () =>
        {
            await using var looking = Pools.ForLooking(connectionString);
            await using var connection = await looking.OpenConnectionAsync(cancellationToken);
            OpeningFaults.DemandVersion(connection.PostgreSqlVersion, OpeningFaults.TargetOf(connectionString));
            await OpeningFaults.DemandOrderAsync(connection, OpeningFaults.TargetOf(connectionString), cancellationToken);
            return true;
        });

    internal static async Task CheckAsync(string connectionString, string side, bool schema, CancellationToken cancellationToken)
    {
        await using var serving = Pools.ForLooking(connectionString);
        await ServingRoleCheck.RunAsync(serving, side, cancellationToken);
        if (schema)
            await SchemaGuard.CheckAsync(serving, cancellationToken);
    }

    private Task ExplainAsync(string setting, string connectionString, Func<Task> work) => !IsForeign ? work() : OpeningFaults.ExplainAsync(setting, connectionString, async () =>
    {
        await work();
        return true;
    });

    internal static string Read(string setting, string text, string? password, bool isProduction)
    {
        try
        {
            // The builder quotes: a password may hold every character.
            var connection = new NpgsqlConnectionStringBuilder(text);
            if (password is not null)
                connection.Password = password;

            ConnectionRules.Apply(connection, isProduction, setting);
            return connection.ConnectionString;
        }
        catch (ArgumentException wrong)
        {
            throw new StorageSetupException($"{setting} cannot be read: {wrong.Message.TrimEnd('.')}.", "Write it as Host=…;Database=…;Username=….", wrong)
            {
                Code = "STORAGE_CONNECTION_STRING",
            };
        }
    }
}
