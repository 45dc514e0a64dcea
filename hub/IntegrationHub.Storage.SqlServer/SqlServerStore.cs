using System.Globalization;
using System.Linq.Expressions;
using IntegrationHub.Exchange;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using IntegrationHub.Storage.Operations;
using IntegrationHub.Storage.Protection;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.Opening;
using IntegrationHub.Storage.SqlServer.Schema;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.SqlServer;

/// <summary>The store on SQL Server. Thread-safe.</summary>
/// <remarks>
/// What is written by the model runs in one transaction whose first command sets the scope for the session; the reset of a pooled connection forgets it.
/// After a deadlock nothing of it happened, and all of it runs again with a context of its own: work by the model has no effects beside the database, because
/// who finds a row changed meanwhile begins anew as well.
/// </remarks>
internal sealed class SqlServerStore : HubStore
{
    /// <summary>Connections for work on data keys: few and short, but never behind those that wait for a key.</summary>
    private const int KeyConnections = 4;

    private static readonly Statement SetScope = new("model.scope", "");

    private readonly DbContextOptions<SqlServerContext> _contextOptions;
    private readonly DbContextOptions<SqlServerContext> _keyContextOptions;

    /// <param name="options">What was configured.</param>
    /// <param name="connectionString">With the login of the company's side.</param>
    /// <param name="customers">With the login of the customers' side, or <c>null</c>.</param>
    /// <param name="crashPoints">Where tests kill the process; <c>null</c> in the product.</param>
    internal SqlServerStore(StorageOptions options, string connectionString, string? customers, ICrashPoints? crashPoints)
        : base(options, crashPoints)
    {
        Work = new SqlWork(connectionString, options.CommandTimeout, options.Time);
        Customers = customers is null ? null : new SqlWork(customers, options.CommandTimeout, options.Time);
        _contextOptions = ContextOptions.For(connectionString);

        // Another text is another pool.
        _keyContextOptions = ContextOptions.For(new SqlConnectionStringBuilder(connectionString) { ApplicationName = "ihub keys", MaxPoolSize = KeyConnections }.ConnectionString);
    }

    public override IEmbeddedServer? Server => null;

    public override bool ReachesCustomersSide => Customers is not null;

    internal SqlWork Work { get; }

    /// <summary>The other side's login: for the service between the two sides, and for the customers' own ports.</summary>
    internal SqlWork? Customers { get; }

    public override ValueTask DisposeAsync()
    {
        Work.ClearPool();
        Customers?.ClearPool();
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

    internal override HubContext CreateCustomersContext() => new SqlServerContext(ContextOptions.For(
        (Customers ?? throw new InvalidOperationException("The store was opened without the login of the customers' side.")).ConnectionString));

    internal override HubContext CreateKeyContext() => new SqlServerContext(_keyContextOptions);

    internal override async Task TakeScopeAsync(HubContext context, Scope scope, CancellationToken cancellationToken)
    {
        await using var command = ScopeCommand(context, scope);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal override void TakeScope(HubContext context, Scope scope)
    {
        using var command = ScopeCommand(context, scope);
        command.ExecuteNonQuery();
    }

    internal override Expression<Func<InboundExchangeRow, ReceivedRow>> Reception { get; } = static x =>
        new ReceivedRow { Channel = x.Channel, State = x.State, ReceivedAt = x.ReceivedAt, Milliseconds = EF.Functions.DateDiffMillisecond(x.ReceivedAt, x.CompletedAt) };

    internal override async Task<DateTimeOffset> NowAsync(HubContext context, CancellationToken cancellationToken)
    {
        await using var command = new SqlCommand("SELECT SYSUTCDATETIME()", (SqlConnection)context.Database.GetDbConnection(), (SqlTransaction)context.Database.CurrentTransaction!.GetDbTransaction());
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!, TimeSpan.Zero);
    }

    internal override Task LockAsync(HubContext context, string name, bool alone, CancellationToken cancellationToken) =>
        NameLock.TakeAsync(context, name, alone, alone ? LoneWait : SharedWait, cancellationToken);

    /// <remarks>On the caller's thread: it waits there, too, since whoever seals may not need another one.</remarks>
    internal override T Guard<T>(Func<T> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return work();
            }
            catch (Exception failure) when (Faults.IsVictim(failure) && attempt < SqlWork.MostAttempts)
            {
                using var never = new ManualResetEventSlim();
                never.Wait(SqlWork.PauseAfter(attempt, Random.Shared.NextDouble()));
            }
            catch (Exception failure) when (Faults.IsUnavailable(failure))
            {
                throw Faults.Unavailable(failure);
            }
        }
    }

    internal override async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (Exception failure) when (Faults.IsVictim(failure) && attempt < SqlWork.MostAttempts)
            {
                await Task.Delay(SqlWork.PauseAfter(attempt, Random.Shared.NextDouble()), Options.Time);
            }
            catch (Exception failure) when (Faults.IsUnavailable(failure))
            {
                throw Faults.Unavailable(failure);
            }
        }
    }

    private static SqlCommand ScopeCommand(HubContext context, in Scope scope)
    {
        var command = new SqlCommand(SetScope.Text, (SqlConnection)context.Database.GetDbConnection(), (SqlTransaction)context.Database.CurrentTransaction!.GetDbTransaction());
        scope.AddTo(command.Parameters);
        return command;
    }

    private async Task<ServerFacts> ReadFactsAsync(CancellationToken cancellationToken) =>
        await Work.RunAsync(default, session => session.FirstAsync(ServerFacts.Read, static _ => { }, ServerFacts.Of, cancellationToken), cancellationToken)
        ?? throw new StorageUnavailableException("The server does not show its own database.");
}
