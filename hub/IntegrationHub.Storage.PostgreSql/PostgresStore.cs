using IntegrationHub.Exchange;
using IntegrationHub.Storage.PostgreSql.Embedded;
using IntegrationHub.Storage.Model;
using IntegrationHub.Storage.PostgreSql.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql;

/// <summary>The open store on PostgreSQL: its server, its schema at the program's version, and the pools of connections. Thread-safe.</summary>
/// <remarks>
/// Two pools. <see cref="Commits"/> waits for the disk at every commit (<c>synchronous_commit=on</c>). <see cref="ArchivePool"/> does not:
/// the write-ahead log is written in order, so the commit that later promises anything about the archived bytes makes them durable, too.
/// </remarks>
internal sealed class PostgresStore : HubStore
{
    /// <summary>Connections for work on data keys: few and short, but never behind those that wait for a key.</summary>
    private const int KeyConnections = 4;

    private readonly EmbeddedServer? _server;
    private readonly NpgsqlDataSource _keys;
    private readonly DbContextOptions<PostgresContext> _contextOptions;
    private readonly DbContextOptions<PostgresContext> _keyContextOptions;

    private PostgresStore(StorageOptions options, EmbeddedServer? server, NpgsqlDataSource commits, NpgsqlDataSource archive, NpgsqlDataSource keys, ICrashPoints? crashPoints)
        : base(options, crashPoints)
    {
        Commits = commits;
        ArchivePool = archive;
        _keys = keys;
        _server = server;
        _contextOptions = ContextOptions.For(builder => builder.UseNpgsql(commits, ContextOptions.Npgsql));
        _keyContextOptions = ContextOptions.For(builder => builder.UseNpgsql(keys, ContextOptions.Npgsql));
    }

    public override IEmbeddedServer? Server => _server;

    internal NpgsqlDataSource Commits { get; }

    internal NpgsqlDataSource ArchivePool { get; }

    /// <summary>Opens the store: starts or adopts the server, makes the database, migrates it.</summary>
    /// <exception cref="StorageSetupException">Something the operator has to put right.</exception>
    public static async Task<PostgresStore> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken)
    {
        var server = options.ConnectionString is null
            ? await EmbeddedServer.StartAsync(options.DataFolder, options.ProgramsFolder, options.MayAttach, cancellationToken)
            : null;
        try
        {
            return await OpenAsync(options, server, crashPoints, cancellationToken);
        }
        catch when (server is not null)
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens another database on a server that runs already; who started the server stops it.</summary>
    internal static async Task<PostgresStore> OpenOnAsync(EmbeddedServer server, StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken)
    {
        await using (var postgres = NpgsqlDataSource.Create(server.ConnectionStringFor("postgres") + ";Pooling=false"))
        {
            await SchemaGuard.MakeDatabaseAsync(postgres, options.Database, cancellationToken);
        }

        return await OpenAsync(
            options with { ConnectionString = server.ConnectionStringFor(options.Database) }, server: null, crashPoints, cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await Commits.DisposeAsync();
        await ArchivePool.DisposeAsync();
        await _keys.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    public override Task CheckAsync(CancellationToken cancellationToken) => Availability.GuardAsync(async () =>
    {
        await using var command = Commits.CreateCommand("select pg_is_in_recovery()");
        if (await command.ExecuteScalarAsync(cancellationToken) is true)
            throw new StorageUnavailableException("The database server is a standby: it cannot commit.");
    });

    public override Task<StoreDurability> ReadDurabilityAsync(CancellationToken cancellationToken) => Availability.GuardAsync(async () =>
    {
        await using var command = Commits.CreateCommand(
            "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'server_version', 'shared_buffers')");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
            settings[reader.GetString(0)] = reader.GetString(1);

        return new StoreDurability(settings["fsync"] == "on" && settings["synchronous_commit"] is not "off", settings);
    });

    protected internal override void AddPorts(IServiceCollection services) => PostgresPorts.AddTo(services, this);

    internal override HubContext CreateContext() => new PostgresContext(_contextOptions);

    internal override Task<T> WorkOnKeysAsync<T>(RetailerId retailer, Func<HubContext, Task<T>> work, CancellationToken cancellationToken) => Availability.GuardAsync(async () =>
    {
        await using var context = new PostgresContext(_keyContextOptions);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = await work(context);
        await transaction.CommitAsync(cancellationToken);
        return result;
    });

    internal override Task<T> GuardAsync<T>(Func<Task<T>> work) => Availability.GuardAsync(work);

    private static async Task<PostgresStore> OpenAsync(
        StorageOptions options, EmbeddedServer? server, ICrashPoints? crashPoints, CancellationToken cancellationToken)
    {
        if (server is not null)
        {
            await using var postgres = NpgsqlDataSource.Create(server.ConnectionStringFor("postgres") + ";Pooling=false");
            await SchemaGuard.MakeDatabaseAsync(postgres, options.Database, cancellationToken);
        }

        var connectionString = options.ConnectionString ?? server!.ConnectionStringFor(options.Database);
        var commits = Pools.Create(connectionString, options.MaxConnections, options.CommandTimeout, "on");
        var archive = Pools.Create(connectionString, options.MaxArchiveConnections, options.CommandTimeout, "off");
        var keys = Pools.Create(connectionString, KeyConnections, options.CommandTimeout, "on");
        try
        {
            await SchemaGuard.MigrateAsync(commits, cancellationToken);
            return new PostgresStore(options, server, commits, archive, keys, crashPoints);
        }
        catch
        {
            await commits.DisposeAsync();
            await archive.DisposeAsync();
            await keys.DisposeAsync();
            throw;
        }
    }
}
