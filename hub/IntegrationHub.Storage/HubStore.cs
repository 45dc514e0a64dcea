using System.Data;
using System.Linq.Expressions;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using IntegrationHub.Storage.Operations;
using IntegrationHub.Storage.Protection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage;

/// <summary>
/// The open store: its schema at the program's version, its connections ready. Each provider has its own; the rest of the hub knows this and
/// the ports. Thread-safe. Who opened it disposes it, after the container that holds its ports.
/// </summary>
/// <param name="options">Where it lies and how much of the machine it may use.</param>
/// <param name="crashPoints">Where the durability tests kill the process; <c>null</c> in the product.</param>
public abstract class HubStore(StorageOptions options, ICrashPoints? crashPoints) : IAsyncDisposable
{
    /// <summary>How long somebody waits for a lock of <see cref="LockAsync"/>: those who share it as long as a batch may take, who wants it alone not so long that the others notice.</summary>
    internal static readonly TimeSpan SharedWait = TimeSpan.FromSeconds(5), LoneWait = TimeSpan.FromSeconds(1);

    private const int LockAttempts = 5;

    private StoreValues? _values;

    public StorageOptions Options { get; } = options;

    /// <summary>The server that this data folder runs for itself, or <c>null</c> with somebody else's.</summary>
    public abstract IEmbeddedServer? Server { get; }

    /// <summary>True where the store holds the login of the customers' side, too, and what crosses between the sides can be carried.</summary>
    public virtual bool ReachesCustomersSide => false;

    /// <summary>Seals and opens what lies in the store.</summary>
    internal StoreValues Values => LazyInitializer.EnsureInitialized(ref _values, () => new StoreValues(this));

    internal ICrashPoints CrashPoints { get; } = crashPoints ?? NoCrashPoints.Instance;

    /// <summary>Answers when the server can commit; for readiness.</summary>
    /// <exception cref="Exchange.StorageUnavailableException">It cannot.</exception>
    public abstract Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>What the server says of how durable a commit is; for reports.</summary>
    public abstract Task<StoreDurability> ReadDurabilityAsync(CancellationToken cancellationToken);

    /// <summary>Whether the database encrypts what it writes to the disk.</summary>
    public abstract Task<DiskEncryption> ReadEncryptionAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    /// <summary>Registers the provider's implementation of every port of the core.</summary>
    protected internal abstract void AddPorts(IServiceCollection services);

    /// <summary>
    /// Reads by the model, in one transaction that works for <paramref name="scope"/>; for what no statement is written by hand. What the provider
    /// knows as a broken machine becomes <see cref="Exchange.StorageUnavailableException"/>.
    /// </summary>
    internal Task<T> ReadAsync<T>(Scope scope, Func<HubContext, Task<T>> read, CancellationToken cancellationToken) => InAsync(CreateContext, scope, read, cancellationToken);

    /// <summary>As <see cref="ChangeAsync{T}"/>, with the login of the customers' side: its tables, and no others.</summary>
    internal Task<T> ChangeCustomersAsync<T>(Scope scope, Func<HubContext, Task<T>> change, CancellationToken cancellationToken) => InAsync(
        CreateCustomersContext, scope, context => CommitAsync(context, change, cancellationToken), cancellationToken);

    private Task<T> InAsync<T>(Func<HubContext> create, Scope scope, Func<HubContext, Task<T>> read, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        await using var context = create();
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        await TakeScopeAsync(context, scope, cancellationToken);
        return await read(context);
    });

    /// <summary>
    /// Changes by the model, in one transaction that works for <paramref name="scope"/> and commits when <paramref name="change"/> has returned
    /// and what it changed is written; for what no statement is written by hand.
    /// </summary>
    /// <remarks>Where it waits for a lock that it takes first (<see cref="LockAsync"/>) for too long, all of it runs again.</remarks>
    internal async Task<T> ChangeAsync<T>(Scope scope, Func<HubContext, Task<T>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ReadAsync(scope, context => CommitAsync(context, change, cancellationToken), cancellationToken);
            }
            catch (LockBusyException) when (attempt < LockAttempts)
            {
                // It has waited already.
            }
            catch (LockBusyException busy)
            {
                throw new Exchange.StorageUnavailableException(busy.Message, busy);
            }
        }
    }

    private static async Task<T> CommitAsync<T>(HubContext context, Func<HubContext, Task<T>> change, CancellationToken cancellationToken)
    {
        var result = await change(context);
        await context.SaveChangesAsync(cancellationToken);
        await context.Database.CommitTransactionAsync(cancellationToken);
        return result;
    }

    /// <summary>A context of the model without a scope: it tells of the schema and sees no row.</summary>
    internal abstract HubContext CreateContext();

    /// <summary>
    /// Runs <paramref name="work"/> by the model in one transaction of the retailer, which is committed and on disk when it returns. On connections of
    /// its own: a value may need its key while every other connection waits for just that.
    /// </summary>
    internal Task<T> WorkOnKeysAsync<T>(Exchange.RetailerId retailer, Func<HubContext, Task<T>> work, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        await using var context = CreateKeyContext();
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        await TakeScopeAsync(context, Scope.Of(SystemScope.Keys, retailer), cancellationToken);
        var result = await work(context);
        await transaction.CommitAsync(cancellationToken);
        return result;
    });

    /// <summary>The same on the caller's own thread, from the first octet to the last: for whoever cannot go on without a key and may not wait for another thread.</summary>
    internal T WorkOnKeys<T>(Exchange.RetailerId retailer, Func<HubContext, T> work) => Guard(() =>
    {
        using var context = CreateKeyContext();
        using var transaction = context.Database.BeginTransaction(IsolationLevel.ReadCommitted);
        TakeScope(context, Scope.Of(SystemScope.Keys, retailer));
        var result = work(context);
        transaction.Commit();
        return result;
    });

    /// <summary>The same with the login of the customers' side.</summary>
    /// <exception cref="InvalidOperationException">The store does not reach it.</exception>
    internal abstract HubContext CreateCustomersContext();

    /// <summary>On the connections for work on keys.</summary>
    internal abstract HubContext CreateKeyContext();

    /// <summary>Makes the transaction that the context is in work for <paramref name="scope"/>.</summary>
    internal abstract Task TakeScopeAsync(HubContext context, Scope scope, CancellationToken cancellationToken);

    /// <summary>The same on the caller's own thread.</summary>
    internal abstract void TakeScope(HubContext context, Scope scope);

    /// <summary>What is reckoned with of received documents, in the words of the database.</summary>
    internal abstract Expression<Func<InboundExchangeRow, ReceivedRow>> Reception { get; }

    /// <summary>What time it is for the database, in the transaction of the context: the same for every node, whatever their clocks say.</summary>
    internal abstract Task<DateTimeOffset> NowAsync(HubContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a lock by name until the transaction of the context ends: shared by any number, or alone. To be called before anything is written, since after a
    /// <see cref="LockBusyException"/> the transaction is of no use any more.
    /// </summary>
    /// <param name="context">In a transaction.</param>
    /// <param name="name">What it is on; at most 200 characters.</param>
    /// <param name="alone">True for who may have nobody beside.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LockBusyException">Not granted within <see cref="SharedWait"/> or <see cref="LoneWait"/>.</exception>
    internal abstract Task LockAsync(HubContext context, string name, bool alone, CancellationToken cancellationToken);

    /// <summary>Runs <paramref name="work"/>; what the provider knows as a broken machine becomes <see cref="Exchange.StorageUnavailableException"/>.</summary>
    internal abstract Task<T> GuardAsync<T>(Func<Task<T>> work);

    /// <summary>The same on the caller's own thread.</summary>
    internal abstract T Guard<T>(Func<T> work);
}

/// <summary>How durable commits are.</summary>
/// <param name="CommitsWaitForDisk">True when a commit that was answered survives the loss of power.</param>
/// <param name="Settings">The server's settings that this follows from, and its version.</param>
public sealed record StoreDurability(bool CommitsWaitForDisk, IReadOnlyDictionary<string, string> Settings);
