using System.Buffers.Binary;
using System.Globalization;
using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using IntegrationHub.Storage.Operations;
using IntegrationHub.Storage.PostgreSql.Embedded;
using IntegrationHub.Storage.PostgreSql.Isolation;
using IntegrationHub.Storage.Protection;
using IntegrationHub.Storage.PostgreSql.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql;

/// <summary>The open store on PostgreSQL: its server, its schema at the program's version, and the pools of connections. Thread-safe.</summary>
/// <remarks>
/// Two pools of the company's role. <see cref="Commits"/> waits for the disk at every commit (<c>synchronous_commit=on</c>). <see cref="ArchivePool"/> does not:
/// the write-ahead log is written in order, so the commit that later promises anything about the archived bytes makes them durable, too.
/// </remarks>
internal sealed class PostgresStore : HubStore
{
    /// <summary>What crosses goes in batches, one after the other.</summary>
    private const int CustomerConnections = 8;

    /// <summary>Connections for work on data keys: few and short, but never behind those that wait for a key.</summary>
    private const int KeyConnections = 4;

    private readonly EmbeddedServer? _server;
    private readonly string? _owner;
    private readonly ScopedPool _keys;
    private readonly DbContextOptions<PostgresContext> _contextOptions;
    private readonly DbContextOptions<PostgresContext> _keyContextOptions;

    private PostgresStore(
        StorageOptions options, EmbeddedServer? server, ScopedPool commits, ScopedPool archive, ScopedPool keys, ScopedPool? customers, string? owner, ICrashPoints? crashPoints)
        : base(options, crashPoints)
    {
        Commits = commits;
        ArchivePool = archive;
        Customers = customers;
        _keys = keys;
        _owner = owner;
        _server = server;
        _contextOptions = ContextOptions.For(builder => builder.UseNpgsql(commits.Source, ContextOptions.Npgsql));
        _keyContextOptions = ContextOptions.For(builder => builder.UseNpgsql(keys.Source, ContextOptions.Npgsql));
    }

    public override IEmbeddedServer? Server => _server;

    internal ScopedPool Commits { get; }

    internal ScopedPool ArchivePool { get; }

    /// <summary>The other side's role: for the service between the two sides, and for the customers' own ports.</summary>
    internal ScopedPool? Customers { get; }

    public override bool ReachesCustomersSide => Customers is not null;

    /// <summary>Opens the store: starts or adopts the server, makes roles and database, migrates, and serves as a role that owns nothing.</summary>
    /// <exception cref="StorageSetupException">Something the operator has to put right.</exception>
    public static async Task<PostgresStore> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken)
    {
        if (options.ConnectionString is not null)
            return await OpenAsync(options, server: null, StoreConnections.Of(options), crashPoints, cancellationToken);

        var server = await EmbeddedServer.StartAsync(options.DataFolder, options.ProgramsFolder, options.MayAttach, cancellationToken);
        try
        {
            return await OpenAsync(options, server, await StoreConnections.OnAsync(server, options.Database, cancellationToken), crashPoints, cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens another database on a server that runs already; who started the server stops it.</summary>
    internal static async Task<PostgresStore> OpenOnAsync(EmbeddedServer server, StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken) =>
        await OpenAsync(options, server: null, await StoreConnections.OnAsync(server, options.Database, cancellationToken), crashPoints, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await Commits.DisposeAsync();
        await ArchivePool.DisposeAsync();
        await _keys.DisposeAsync();
        if (Customers is not null)
            await Customers.DisposeAsync();

        if (_server is not null)
            await _server.DisposeAsync();
    }

    public override Task CheckAsync(CancellationToken cancellationToken) => Availability.GuardAsync(async () =>
    {
        await using var command = Commits.CreateServerCommand("select pg_is_in_recovery()");
        if (await command.ExecuteScalarAsync(cancellationToken) is true)
            throw new StorageUnavailableException("The database server is a standby: it cannot commit.");
    });

    public override Task<StoreDurability> ReadDurabilityAsync(CancellationToken cancellationToken) => Availability.GuardAsync(async () =>
    {
        await using var command = Commits.CreateServerCommand(
            "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'server_version', 'shared_buffers')");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
            settings[reader.GetString(0)] = reader.GetString(1);

        return new StoreDurability(settings["fsync"] == "on" && settings["synchronous_commit"] is not "off", settings);
    });

    /// <summary>PostgreSQL has no encryption of its own files; the disk's is the operator's.</summary>
    public override Task<DiskEncryption> ReadEncryptionAsync(CancellationToken cancellationToken) => Task.FromResult(DiskEncryption.NotOffered);

    protected internal override void AddPorts(IServiceCollection services) => PostgresPorts.AddTo(services, this);

    /// <summary>As the owner of the schemas, for measuring: makes tables beside the hub's, counts anew what lies in them.</summary>
    internal async Task AdministerAsync(string sql, CancellationToken cancellationToken)
    {
        await using var owner = Pools.ForOwner(_owner ?? throw new InvalidOperationException("The store was opened without the login of its owner."));
        await using var command = owner.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal override HubContext CreateContext() => new PostgresContext(_contextOptions);

    internal override HubContext CreateCustomersContext() => new PostgresContext(ContextOptions.For(builder => builder.UseNpgsql(
        (Customers ?? throw new InvalidOperationException("The store was opened without the login of the customers' side.")).Source, ContextOptions.Npgsql)));

    internal override HubContext CreateKeyContext() => new PostgresContext(_keyContextOptions);

    internal override Task TakeScopeAsync(HubContext context, Scope scope, CancellationToken cancellationToken) =>
        ScopeStatement.ExecuteAsync((NpgsqlConnection)context.Database.GetDbConnection(), scope, cancellationToken);

    internal override void TakeScope(HubContext context, Scope scope) => ScopeStatement.Execute((NpgsqlConnection)context.Database.GetDbConnection(), scope);

    internal override Expression<Func<InboundExchangeRow, ReceivedRow>> Reception { get; } = static x =>
        new ReceivedRow { Channel = x.Channel, State = x.State, ReceivedAt = x.ReceivedAt, Milliseconds = (x.CompletedAt - x.ReceivedAt).TotalMilliseconds };

    internal override async Task<DateTimeOffset> NowAsync(HubContext context, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select clock_timestamp()", (NpgsqlConnection)context.Database.GetDbConnection());
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    internal override async Task LockAsync(HubContext context, string name, bool alone, CancellationToken cancellationToken)
    {
        var key = BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        var (wait, ask) = alone ? (LoneWait, "pg_advisory_xact_lock") : (SharedWait, "pg_advisory_xact_lock_shared");
        await using var command = new NpgsqlCommand(
            string.Create(CultureInfo.InvariantCulture, $"set local lock_timeout = {wait.TotalMilliseconds:0}; select {ask}({key}); set local lock_timeout to default"), (NpgsqlConnection)context.Database.GetDbConnection());
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException busy) when (busy.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            throw new LockBusyException(name, busy);
        }
    }

    internal override T Guard<T>(Func<T> work) => Availability.Guard(work);

    internal override Task<T> GuardAsync<T>(Func<Task<T>> work) => Availability.GuardAsync(work);

    private static async Task<PostgresStore> OpenAsync(
        StorageOptions options, EmbeddedServer? server, StoreConnections connections, ICrashPoints? crashPoints, CancellationToken cancellationToken)
    {
        await connections.PrepareAsync(cancellationToken);
        var commits = Pools.Create(connections.Company, options.MaxConnections, options.CommandTimeout, "on");
        var archive = Pools.Create(connections.Company, options.MaxArchiveConnections, options.CommandTimeout, "off");
        var keys = Pools.Create(connections.Company, KeyConnections, options.CommandTimeout, "on");
        var customers = connections.Customer is { } login ? Pools.Create(login, CustomerConnections, options.CommandTimeout, "on", "customer") : null;
        return new PostgresStore(options, server, commits, archive, keys, customers, connections.Owner, crashPoints);
    }
}
