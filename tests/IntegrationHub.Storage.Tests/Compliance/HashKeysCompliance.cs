using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Confidential;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every store does while the key that identifiers are found by is replaced, by nodes some of which die. Each test has a store of its own.</summary>
public abstract class HashKeysCompliance : IDisposable
{
    private readonly Lazy<ServiceProvider> _services;

    protected HashKeysCompliance() => _services = new(() => new ServiceCollection().AddIntegrationHubStorage(Store).BuildServiceProvider());

    /// <summary>Opened with <see cref="InMemoryKeys"/> and <see cref="ShiftedTime"/>.</summary>
    protected abstract HubStore Store { get; }

    /// <summary>Another node on the same store.</summary>
    protected abstract Task<HubStore> NodeAsync(StorageOptions settings, ICrashPoints? crashes);

    private InMemoryKeys Keys => (InMemoryKeys)Store.Options.Keys!;

    private ShiftedTime Time => (ShiftedTime)Store.Options.Time;

    public void Dispose()
    {
        if (_services.IsValueCreated)
            _services.Value.Dispose();

        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(CrashPoint.BeforeKeyWork)]
    [InlineData(CrashPoint.AfterKeyWork)]
    public async Task Every_metering_point_is_found_at_every_moment_whoever_dies_and_the_old_key_is_let_go_of_at_the_end(string point)
    {
        await using var writer = await NodeAsync(null);
        await using var ports = new ServiceCollection().AddIntegrationHubStorage(writer).BuildServiceProvider();
        var points = await FillAsync(Get<IReceptionStore>(), KeyRotation.BatchRows * 2 + 10);
        var first = Assert.Single(await HashKeysAsync());
        Assert.True(await Rotation().BeginHashKeyAsync(Samples.Retailer, default));
        Assert.False(await Rotation().BeginHashKeyAsync(Samples.Retailer, default), "One replacement at a time.");
        Assert.False(await Rotation().StepAsync(Samples.Retailer, default), "It waits until every process looks for the new key.");

        await using var dying = await NodeAsync(new DiesAt(point));
        for (var round = 0; (await ReportAsync()).Work.Any(static work => work.FinishedAt is null); round++)
        {
            Assert.True(round < 40, $"It comes to its end: {string.Join("; ", (await ReportAsync()).Work)}");
            // As a node that serves: what is new under the key of the moment is found by all, like what was there.
            points.AddRange(await FillAsync(ports.GetRequiredService<IReceptionStore>(), 1));
            foreach (var one in points.Take(2).Concat(points.TakeLast(3)))
            {
                await IsFoundAsync(one, Get<IExchangeReader>());
                await IsFoundAsync(one, ports.GetRequiredService<IExchangeReader>());
            }

            Time.Advance(TimeSpan.FromSeconds(59));
            Assert.True(await Record.ExceptionAsync(() => new KeyRotation(dying, Time).StepAsync(Samples.Retailer, default)) is null or DeathException);
            // Its claim ends by itself; the next node that gets through goes on.
            Time.Advance(TimeSpan.FromSeconds(61));
            await Rotation().StepAsync(Samples.Retailer, default);
            await Rotation().StepAsync(Samples.Retailer, default);
        }

        foreach (var one in points)
            await IsFoundAsync(one, Get<IExchangeReader>());

        var keys = await HashKeysAsync();
        var present = Assert.Single(keys, static key => key.RetiredAt is null);
        Assert.NotEqual(first.Id, present.Id);
        var tag = Convert.ToHexStringLower(KeyedHash.Tag(present.Id));
        var values = await Store.WorkOnKeysAsync(Samples.Retailer, context => context.SearchKeys.Select(row => row.Value).ToListAsync(), default);
        Assert.Equal(points.Count, values.Count);
        Assert.All(values, value => Assert.StartsWith(tag, value, StringComparison.Ordinal));
        Assert.Single(await Get<IExchangeReader>().RecentEventsAsync(Samples.Retailer, "keys.hash-replaced", 10, default));
    }

    [Fact]
    public async Task Of_a_second_key_nothing_stays_that_could_be_unwrapped_and_the_rest_goes_on_to_be_wrapped_anew()
    {
        var (id, point) = (await FillAsync(Get<IReceptionStore>(), 1))[0];
        await ReplaceAsync();
        await ReplaceAsync();

        var keys = await HashKeysAsync();
        Assert.Equal([false, true, false], keys.Select(static key => key.Wrapped.Length == 0));
        Assert.Equal([true, true, false], keys.Select(static key => key.RetiredAt is not null));
        await IsFoundAsync((id, point), Get<IExchangeReader>());

        var second = Keys.Rotate();
        await Rotation().BeginRewrappingAsync(Samples.Retailer, default);
        Assert.True(await Rotation().StepAsync(Samples.Retailer, default));
        var report = await ReportAsync();
        Assert.All(report.DataKeys.Where(static key => key.Wrapped.Length > 0), key => Assert.Equal(second, key.WrappedBy));
        report.Check(Keys);
        Time.Advance(TimeSpan.FromMinutes(2));
        await IsFoundAsync((id, point), Get<IExchangeReader>());
    }

    [Fact]
    public async Task A_row_that_comes_late_under_the_old_key_keeps_that_key_until_it_is_written_anew()
    {
        var (id, point) = (await FillAsync(Get<IReceptionStore>(), 1))[0];
        var old = await Store.WorkOnKeysAsync(Samples.Retailer, context => context.SearchKeys.Select(row => row.Value).SingleAsync(), default);
        Assert.True(await Rotation().BeginHashKeyAsync(Samples.Retailer, default));
        await StepsAsync();
        await StepsAsync();
        await StepsAsync();
        Assert.All((await ReportAsync()).Work.Where(static work => work.Name.Contains('.', StringComparison.Ordinal)), static work => Assert.NotNull(work.FinishedAt));

        // As a transaction that took longer than every wait would have written it.
        await Store.WorkOnKeysAsync(
            Samples.Retailer, context => context.SearchKeys.Where(row => row.RetailerId == 1).ExecuteUpdateAsync(set => set.SetProperty(row => row.Value, old)), default);
        for (var round = 0; (await ReportAsync()).Work.Any(static work => work.FinishedAt is null); round++)
        {
            Assert.True(round < 20, "It comes to its end.");
            await IsFoundAsync((id, point), Get<IExchangeReader>());
            await StepsAsync();
        }

        await IsFoundAsync((id, point), Get<IExchangeReader>());
        Assert.NotEqual(old, await Store.WorkOnKeysAsync(Samples.Retailer, context => context.SearchKeys.Select(row => row.Value).SingleAsync(), default));
    }

    [Fact]
    public async Task Identifiers_that_were_altered_around_the_hub_are_told_once_and_stop_no_replacement()
    {
        var points = await FillAsync(Get<IReceptionStore>(), KeyRotation.BatchRows + 5);
        var (cut, open, moved) = (points[0], points[1], points[2]);
        await AlterAsync(cut.Exchange, static value => value[..^1]);
        await AlterAsync(open.Exchange, _ => System.Text.Encoding.UTF8.GetBytes(open.Point));
        var other = await SealedAsync(points[3].Exchange);
        await AlterAsync(moved.Exchange, _ => other);

        await ReplaceAsync();

        foreach (var one in points.Skip(3))
            await IsFoundAsync(one, Get<IExchangeReader>());

        var told = await RefusedValues.ReadAsync(Get<IExchangeReader>(), Samples.Retailer, default);
        Assert.All(told, static refused => Assert.Equal("exchange_key.sealed", refused.Column));
        Assert.Equal(3, told.Sum(static refused => refused.Count));
        Assert.Single(await HashKeysAsync(), static key => key.RetiredAt is null);

        // The next replacement has nothing to do with them any more.
        await ReplaceAsync();
        await IsFoundAsync(points[3], Get<IExchangeReader>());
        Assert.Equal(3, (await RefusedValues.ReadAsync(Get<IExchangeReader>(), Samples.Retailer, default)).Sum(static refused => refused.Count));
    }

    /// <summary>As somebody who writes to the database around the hub.</summary>
    private async Task AlterAsync(Guid exchange, Func<byte[], byte[]> alter)
    {
        var altered = alter(await SealedAsync(exchange));
        Assert.Equal(1, await Store.WorkOnKeysAsync(
            Samples.Retailer,
            context => context.SearchKeys.Where(row => row.RetailerId == 1 && row.ExchangeId == exchange).ExecuteUpdateAsync(set => set.SetProperty(row => row.Sealed, altered)),
            default));
    }

    private Task<byte[]> SealedAsync(Guid exchange) => Store.WorkOnKeysAsync(
        Samples.Retailer, async context => (await context.SearchKeys.Where(row => row.ExchangeId == exchange).Select(row => row.Sealed).SingleAsync())!, default);

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
        Time.Advance(TimeSpan.FromMinutes(2));
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

    private KeyRotation Rotation() => new(Store, Time);

    private Task<KeyReport> ReportAsync() => KeyReport.ReadAsync(Store, Samples.Retailer, default);

    private async Task<List<StoredDataKey>> HashKeysAsync() => [.. (await ReportAsync()).DataKeys.Where(static key => key.Purpose == KeyPurpose.Hashes).OrderBy(static key => key.CreatedAt)];

    private Task<HubStore> NodeAsync(ICrashPoints? crashes) => NodeAsync(Store.Options, crashes);

    private T Get<T>()
        where T : notnull => _services.Value.GetRequiredService<T>();
}
