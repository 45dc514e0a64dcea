using IntegrationHub.Exchange;
using IntegrationHub.Storage.Embedded;
using IntegrationHub.Storage.Model;
using IntegrationHub.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IntegrationHub.Storage;

/// <summary>The open store: its server, its schema at the program's version, and the pools of connections. Thread-safe.</summary>
/// <remarks>
/// Two pools. <see cref="Commits"/> waits for the disk at every commit (<c>synchronous_commit=on</c>). <see cref="ArchivePool"/> does not:
/// the write-ahead log is written in order, so the commit that later promises anything about the archived bytes makes them durable, too.
/// </remarks>
public sealed class HubDatabase : IAsyncDisposable
{
    private readonly EmbeddedServer? _server;
    private readonly DbContextOptions<HubContext> _contextOptions;

    private HubDatabase(StorageOptions options, EmbeddedServer? server, NpgsqlDataSource commits, NpgsqlDataSource archive, ICrashPoints crashPoints)
    {
        Options = options;
        CrashPoints = crashPoints;
        Commits = commits;
        ArchivePool = archive;
        _server = server;
        _contextOptions = ContextOptions.For(builder => builder.UseNpgsql(commits, ContextOptions.Npgsql));
    }

    public StorageOptions Options { get; }

    /// <summary>The embedded server, or <c>null</c> with an existing one.</summary>
    public EmbeddedServer? Server => _server;

    internal ICrashPoints CrashPoints { get; }

    internal NpgsqlDataSource Commits { get; }

    internal NpgsqlDataSource ArchivePool { get; }

    /// <summary>Opens the store: starts or adopts the server, makes the database, migrates it.</summary>
    /// <exception cref="StorageSetupException">Something the operator has to put right.</exception>
    public static async Task<HubDatabase> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken)
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
    internal static async Task<HubDatabase> OpenOnAsync(EmbeddedServer server, StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken)
    {
        await using (var postgres = NpgsqlDataSource.Create(server.ConnectionStringFor("postgres") + ";Pooling=false"))
        {
            await SchemaGuard.MakeDatabaseAsync(postgres, options.Database, cancellationToken);
        }

        return await OpenAsync(
            options with { ConnectionString = server.ConnectionStringFor(options.Database) }, server: null, crashPoints, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Commits.DisposeAsync();
        await ArchivePool.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    /// <summary>Answers when the server can commit; for readiness.</summary>
    /// <exception cref="StorageUnavailableException">It cannot.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => Availability.GuardAsync(async () =>
    {
        await using var command = Commits.CreateCommand("select pg_is_in_recovery()");
        if (await command.ExecuteScalarAsync(cancellationToken) is true)
            throw new StorageUnavailableException("The database server is a standby: it cannot commit.");
    });

    /// <summary>Settings that say how durable a commit is, as the server has them (<c>fsync</c>, <c>synchronous_commit</c>, …); for reports.</summary>
    public Task<IReadOnlyDictionary<string, string>> DurabilitySettingsAsync(CancellationToken cancellationToken) => Availability.GuardAsync(async () =>
    {
        await using var command = Commits.CreateCommand(
            "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'server_version', 'shared_buffers')");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
            settings[reader.GetString(0)] = reader.GetString(1);

        return (IReadOnlyDictionary<string, string>)settings;
    });

    internal HubContext CreateContext() => new(_contextOptions);

    private static async Task<HubDatabase> OpenAsync(
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
        try
        {
            await SchemaGuard.MigrateAsync(commits, cancellationToken);
            return new HubDatabase(options, server, commits, archive, crashPoints ?? NoCrashPoints.Instance);
        }
        catch
        {
            await commits.DisposeAsync();
            await archive.DisposeAsync();
            throw;
        }
    }
}
