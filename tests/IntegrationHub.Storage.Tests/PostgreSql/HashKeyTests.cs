using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.Tests.Compliance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>The key that identifiers are found by is replaced while the store is in use, by nodes some of which die.</summary>
[Collection(PostgresCollection.Name)]
public sealed class HashKeyTests : IAsyncLifetime
{
    private readonly StoreFixture _store;
    private readonly KeyRotationTests.ShiftedTime _time = new();

    public HashKeyTests(ClusterFixture cluster) => _store = new StoreFixture(cluster) { Time = _time };

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(CrashPoint.BeforeKeyWork)]
    [InlineData(CrashPoint.AfterKeyWork)]
    public async Task Every_metering_point_is_found_at_every_moment_whoever_dies_and_the_old_key_is_let_go_of_at_the_end(string point)
    {
        await using var writer = await NodeAsync(null);
        await using var ports = new ServiceCollection().AddIntegrationHubStorage(writer).BuildServiceProvider();
        var points = await FillAsync(_store.Get<IReceptionStore>(), KeyRotation.BatchRows * 2 + 10);
        var first = Assert.Single(await HashKeysAsync());
        Assert.True(await Rotation().BeginHashKeyAsync(Samples.Retailer, default));
        Assert.False(await Rotation().BeginHashKeyAsync(Samples.Retailer, default), "One replacement at a time.");
        Assert.False(await Rotation().StepAsync(Samples.Retailer, default), "It waits until every process looks for the new key.");

        await using var dying = await NodeAsync(new KeyRotationTests.DiesAt(point));
        for (var round = 0; (await ReportAsync()).Work.Any(static work => work.FinishedAt is null); round++)
        {
            Assert.True(round < 40, $"It comes to its end: {string.Join("; ", (await ReportAsync()).Work)}");
            // As a node that serves: what is new under the key of the moment is found by all, like what was there.
            points.AddRange(await FillAsync(ports.GetRequiredService<IReceptionStore>(), 1));
            foreach (var one in points.Take(2).Concat(points.TakeLast(3)))
            {
                await IsFoundAsync(one, _store.Get<IExchangeReader>());
                await IsFoundAsync(one, ports.GetRequiredService<IExchangeReader>());
            }

            _time.Advance(TimeSpan.FromSeconds(59));
            Assert.True(await Record.ExceptionAsync(() => new KeyRotation(dying, _time).StepAsync(Samples.Retailer, default)) is null or KeyRotationTests.DeathException);
            // Its claim ends by itself; the next node that gets through goes on.
            _time.Advance(TimeSpan.FromSeconds(61));
            await Rotation().StepAsync(Samples.Retailer, default);
            await Rotation().StepAsync(Samples.Retailer, default);
        }

        foreach (var one in points)
            await IsFoundAsync(one, _store.Get<IExchangeReader>());

        var keys = await HashKeysAsync();
        var present = Assert.Single(keys, static key => key.RetiredAt is null);
        Assert.NotEqual(first.Id, present.Id);
        var tag = Convert.ToHexStringLower(KeyedHash.Tag(present.Id));
        var values = await _store.Database.WorkOnKeysAsync(Samples.Retailer, context => context.SearchKeys.Select(row => row.Value).ToListAsync(), default);
        Assert.Equal(points.Count, values.Count);
        Assert.All(values, value => Assert.StartsWith(tag, value, StringComparison.Ordinal));
        Assert.Single(await _store.Get<IExchangeReader>().RecentEventsAsync(Samples.Retailer, "keys.hash-replaced", 10, default));
    }

    [Fact]
    public async Task Of_a_second_key_nothing_stays_that_could_be_unwrapped_and_the_rest_goes_on_to_be_wrapped_anew()
    {
        var (id, point) = (await FillAsync(_store.Get<IReceptionStore>(), 1))[0];
        await ReplaceAsync();
        await ReplaceAsync();

        var keys = await HashKeysAsync();
        Assert.Equal([false, true, false], keys.Select(static key => key.Wrapped.Length == 0));
        Assert.Equal([true, true, false], keys.Select(static key => key.RetiredAt is not null));
        await IsFoundAsync((id, point), _store.Get<IExchangeReader>());

        var second = _store.Keys.Rotate();
        await Rotation().BeginRewrappingAsync(Samples.Retailer, default);
        Assert.True(await Rotation().StepAsync(Samples.Retailer, default));
        var report = await ReportAsync();
        Assert.All(report.DataKeys.Where(static key => key.Wrapped.Length > 0), key => Assert.Equal(second, key.WrappedBy));
        report.Check(_store.Keys);
        _time.Advance(TimeSpan.FromMinutes(2));
        await IsFoundAsync((id, point), _store.Get<IExchangeReader>());
    }

    [Fact]
    public async Task A_row_that_comes_late_under_the_old_key_keeps_that_key_until_it_is_written_anew()
    {
        var (id, point) = (await FillAsync(_store.Get<IReceptionStore>(), 1))[0];
        var old = await _store.Database.WorkOnKeysAsync(Samples.Retailer, context => context.SearchKeys.Select(row => row.Value).SingleAsync(), default);
        Assert.True(await Rotation().BeginHashKeyAsync(Samples.Retailer, default));
        await StepsAsync();
        await StepsAsync();
        await StepsAsync();
        Assert.All((await ReportAsync()).Work.Where(static work => work.Name.Contains('.', StringComparison.Ordinal)), static work => Assert.NotNull(work.FinishedAt));

        // As a transaction that took longer than every wait would have written it.
        await _store.RunAsync($"update hub.exchange_key set value = '{old}'");
        for (var round = 0; (await ReportAsync()).Work.Any(static work => work.FinishedAt is null); round++)
        {
            Assert.True(round < 20, "It comes to its end.");
            await IsFoundAsync((id, point), _store.Get<IExchangeReader>());
            await StepsAsync();
        }

        await IsFoundAsync((id, point), _store.Get<IExchangeReader>());
        Assert.NotEqual(old, await _store.Database.WorkOnKeysAsync(Samples.Retailer, context => context.SearchKeys.Select(row => row.Value).SingleAsync(), default));
    }

    private async Task ReplaceAsync()
    {
        Assert.True(await Rotation().BeginHashKeyAsync(Samples.Retailer, default));
        for (var round = 0; (await ReportAsync()).Work.Any(static work => work.FinishedAt is null); round++)
        {
            Assert.True(round < 20, "It comes to its end.");
            await StepsAsync();
        }
    }

    private async Task StepsAsync()
    {
        _time.Advance(TimeSpan.FromMinutes(2));
        while (await Rotation().StepAsync(Samples.Retailer, default))
        {
        }
    }

    private static async Task<List<(Guid Exchange, string Point)>> FillAsync(IReceptionStore reception, int count)
    {
        var made = new List<(Guid, string)>();
        for (var number = 0; number < count; number++)
        {
            var (commit, point) = (Samples.Commit(Samples.NewParty()), $"57{Guid.NewGuid():N}");
            commit = commit with { Exchange = commit.Exchange with { Series = new SeriesKeys([], [point], IsCut: false) } };
            Assert.IsType<CommitOutcome.Committed>(await reception.CommitAsync(commit, default));
            made.Add((commit.Exchange.Id, point));
        }

        return made;
    }

    private static async Task IsFoundAsync((Guid Exchange, string Point) one, IExchangeReader reader) =>
        Assert.Equal([one.Exchange], (await reader.SearchAsync(Samples.Retailer, new ExchangeFilter { MeteringPoint = one.Point }, default)).Select(static found => found.Id));

    private KeyRotation Rotation() => new(_store.Database, _time);

    private Task<KeyReport> ReportAsync() => KeyReport.ReadAsync(_store.Database, Samples.Retailer, default);

    private async Task<List<StoredDataKey>> HashKeysAsync() => [.. (await ReportAsync()).DataKeys.Where(static key => key.Purpose == KeyPurpose.Hashes).OrderBy(static key => key.CreatedAt)];

    private Task<PostgresStore> NodeAsync(ICrashPoints? crashes) =>
        PostgresStore.OpenOnAsync(_store.Server, _store.Settings with { Keys = _store.Keys, Time = _time }, crashes, default);
}
