using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Storage.Model;
using IntegrationHub.Storage.Protection;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.Opening;
using IntegrationHub.Storage.SqlServer.Schema;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.SqlServer;

/// <summary>The open store on SQL Server. Thread-safe.</summary>
internal sealed class SqlServerStore : HubStore
{
    private readonly DbContextOptions<SqlServerContext> _contextOptions;

    internal SqlServerStore(StorageOptions options, string connectionString, ICrashPoints? crashPoints)
        : base(options, crashPoints)
    {
        Work = new SqlWork(connectionString, options.CommandTimeout, TimeProvider.System);
        _contextOptions = ContextOptions.For(connectionString, new ScopeInterceptor(SqlScope.Of(options.Retailer)));
    }

    public override IEmbeddedServer? Server => null;

    internal SqlWork Work { get; }

    /// <summary>Opens the store: reaches the server, asks what it is, migrates the database.</summary>
    /// <exception cref="StorageSetupException">Something the operator has to put right.</exception>
    public static async Task<SqlServerStore> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken)
    {
        if (AppContext.TryGetSwitch("System.Globalization.Invariant", out var withoutCultures) && withoutCultures)
        {
            throw new StorageSetupException(
                "The process runs without cultures, and the driver of SQL Server opens no connection then.",
                "Set IHUB_CULTURES=on for `ihub` (the machine needs ICU: apt-get install -y libicu72).")
            {
                Code = "STORAGE_NEEDS_CULTURES",
            };
        }

        var connectionString = ConnectionRules.Apply(options);
        var settings = new SqlConnectionStringBuilder(connectionString);
        var target = $"SQL Server {settings.DataSource} (database `{settings.InitialCatalog}`)";
        var store = new SqlServerStore(options, connectionString, crashPoints);
        try
        {
            var facts = await store.ReadFactsAsync(cancellationToken);
            foreach (var problem in ServerRules.Check(facts))
                throw problem;

            await SchemaGuard.MigrateAsync(connectionString, cancellationToken);
            return store;
        }
        catch (StorageUnavailableException away) when (away.InnerException is SqlException error && OpeningFaults.Explain(error, target) is { } explained)
        {
            throw explained;
        }
        catch (SqlException error) when (OpeningFaults.Explain(error, target) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>A pool belongs to the process; what this store leaves in it is closed.</summary>
    public override ValueTask DisposeAsync()
    {
        using var connection = new SqlConnection(Work.ConnectionString);
        SqlConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    public override async Task CheckAsync(CancellationToken cancellationToken)
    {
        if ((await ReadFactsAsync(cancellationToken)).IsReadOnly)
            throw new StorageUnavailableException("The database takes no writes: it has become a secondary.");
    }

    public override async Task<StoreDurability> ReadDurabilityAsync(CancellationToken cancellationToken)
    {
        var facts = await ReadFactsAsync(cancellationToken);
        return new StoreDurability(facts.DelayedDurability != 2, new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["delayed_durability"] = facts.DelayedDurability switch { 0 => "disabled", 1 => "allowed", _ => "forced" },
            ["read_committed_snapshot"] = facts.ReadCommittedSnapshot ? "on" : "off",
            ["server_version"] = facts.Version,
            ["engine_edition"] = facts.EngineEdition.ToString(CultureInfo.InvariantCulture),
        });
    }

    public override async Task<DiskEncryption> ReadEncryptionAsync(CancellationToken cancellationToken) => (await ReadFactsAsync(cancellationToken)).Encryption;

    protected internal override void AddPorts(IServiceCollection services) => SqlServerPorts.AddTo(services, this);

    internal override HubContext CreateContext() => new SqlServerContext(_contextOptions);

    internal override async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (Faults.IsUnavailable(failure))
        {
            throw Faults.Unavailable(failure);
        }
    }

    private async Task<ServerFacts> ReadFactsAsync(CancellationToken cancellationToken) =>
        await Work.RunAsync(SystemScope.Claims, session => session.FirstAsync(ServerFacts.Read, static _ => { }, ServerFacts.Of, cancellationToken), cancellationToken)
        ?? throw new StorageUnavailableException("The server does not show its own database.");
}
