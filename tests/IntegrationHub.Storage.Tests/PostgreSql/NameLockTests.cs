using IntegrationHub.Exchange;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Tests.Compliance;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>Those who write hashed names while their key is replaced: beside each other, and never beside the batch that moves what lies there.</summary>
[Collection(PostgresCollection.Name)]
public sealed class NameLockTests : IAsyncLifetime
{
    private readonly StoreFixture _store;
    private readonly ShiftedTime _time = new();

    public NameLockTests(ClusterFixture cluster) => _store = new StoreFixture(cluster) { Time = _time };

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Writers_go_on_beside_each_other_and_the_batch_leaves_them_and_comes_again()
    {
        var rotation = new KeyRotation(_store.Database, _time);
        Assert.True(await rotation.BeginHashKeyAsync(Samples.Retailer, default));
        _time.Advance(HashKeyWork.Waits(_store.Settings.Ciphers) + TimeSpan.FromSeconds(1));
        var (first, second) = (new Writer(_store.Database), new Writer(_store.Database));
        await first.HasLockAsync();
        await second.HasLockAsync();

        // Every column is tried once; the one that is written to is not done.
        while (await rotation.StepAsync(Samples.Retailer, default))
        {
        }

        Assert.Null((await WorkAsync()).FinishedAt);
        await first.EndAsync();
        await second.EndAsync();
        _time.Advance(TimeSpan.FromMinutes(2));
        while (await rotation.StepAsync(Samples.Retailer, default))
        {
        }

        Assert.NotNull((await WorkAsync()).FinishedAt);
    }

    [Fact]
    public async Task A_writer_that_waited_too_long_for_a_batch_does_all_of_it_again_and_is_told_in_the_end()
    {
        var batch = new Writer(_store.Database, alone: true);
        await batch.HasLockAsync();
        var attempts = 0;
        var written = ChangeAsync();
        while (Volatile.Read(ref attempts) < 2)
            await Task.Delay(20);

        await batch.EndAsync();
        Assert.Equal(2, await written);

        var endless = new Writer(_store.Database, alone: true);
        await endless.HasLockAsync();
        attempts = 0;
        await Assert.ThrowsAsync<StorageUnavailableException>(ChangeAsync);
        Assert.Equal(5, attempts);
        await endless.EndAsync();

        Task<int> ChangeAsync() => _store.Database.ChangeAsync(
            Scope.Of(Samples.Retailer),
            async context =>
            {
                var attempt = Interlocked.Increment(ref attempts);
                await _store.Database.Values.Names.LockAsync(context, Samples.Retailer.Value, HashedColumns.BusinessKeys, alone: false, default);
                return attempt;
            },
            default);
    }

    private async Task<Model.KeyWorkRow> WorkAsync() => await _store.Database.WorkOnKeysAsync(
        Samples.Retailer, context => context.KeyWork.AsNoTracking().SingleAsync(work => work.Name == HashedColumns.BusinessKeys.Name), default);

    /// <summary>A transaction that has the lock until it is told to end.</summary>
    private sealed class Writer
    {
        private readonly TaskCompletionSource _has = new(TaskCreationOptions.RunContinuationsAsynchronously), _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task _transaction;

        public Writer(HubStore store, bool alone = false) => _transaction = store.ChangeAsync(
            Scope.Of(Samples.Retailer),
            async context =>
            {
                await store.Values.Names.LockAsync(context, Samples.Retailer.Value, HashedColumns.BusinessKeys, alone, default);
                _has.SetResult();
                await _end.Task;
                return true;
            },
            default);

        public Task HasLockAsync() => Task.WhenAny(_has.Task, _transaction).Unwrap();

        public Task EndAsync()
        {
            _end.SetResult();
            return _transaction;
        }
    }
}
