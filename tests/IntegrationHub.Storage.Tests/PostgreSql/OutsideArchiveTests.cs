using System.Security.Cryptography;
using IntegrationHub.Archive.AzureBlobs;
using IntegrationHub.Archive.Contents;
using IntegrationHub.Archive.Folder;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Archive.Tests.Azure;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Tests.Compliance;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>Contents as files of a folder, sealed; rows in the database.</summary>
[Collection(PostgresCollection.Name)]
public sealed class FolderArchiveTests(FolderStoreFixture store) : ArchiveCompliance, IClassFixture<FolderStoreFixture>
{
    protected override IArchive Archive => store.Get<IArchive>();

    protected override Task<long> CountContentsAsync(RetailerId retailer) => OutsideContents.CountAsync(store.Contents, retailer);

    [Fact]
    public async Task Bytes_that_were_lost_outside_are_missing_and_come_back_when_they_are_stored_again()
    {
        var (id, again, bytes) = (Guid.CreateVersion7(), Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(5_000));
        await Archive.StoreAsync(Samples.Retailer, id, ArchiveClass.Received, bytes, Samples.Noon, CancellationToken.None);
        foreach (var file in Directory.EnumerateFiles(store.Folder, "*", SearchOption.AllDirectories))
            File.Delete(file);

        Assert.Null(await Archive.ReadAsync(Samples.Retailer, id, CancellationToken.None));
        await Archive.StoreAsync(Samples.Retailer, again, ArchiveClass.Received, bytes, Samples.Noon, CancellationToken.None);
        Assert.True((await Archive.ReadAsync(Samples.Retailer, id, CancellationToken.None))!.Value.Span.SequenceEqual(bytes));
    }

    [Fact]
    public async Task No_row_is_written_when_the_folder_cannot_keep_the_bytes()
    {
        var id = Guid.CreateVersion7();
        store.Contents.Fails = true;
        try
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(
                async () => await Archive.StoreAsync(Samples.Retailer, id, ArchiveClass.Received, RandomNumberGenerator.GetBytes(50), Samples.Noon, CancellationToken.None));
        }
        finally
        {
            store.Contents.Fails = false;
        }

        Assert.Null(await Archive.ReadAsync(Samples.Retailer, id, CancellationToken.None));
    }
}

/// <summary>Keeping of contents in a folder, sealed.</summary>
[Collection(PostgresCollection.Name)]
public sealed class FolderArchiveKeeperTests(FolderStoreFixture store) : ArchiveKeeperCompliance, IClassFixture<FolderStoreFixture>
{
    protected override IArchive Archive => store.Get<IArchive>();

    protected override IArchiveKeeper Keeper => store.Get<IArchiveKeeper>();

    protected override IReceptionStore Reception => store.Get<IReceptionStore>();

    protected override ISendingStore Sending => store.Get<ISendingStore>();

    protected override IExchangeReader Reader => store.Get<IExchangeReader>();

    [Fact]
    public async Task A_row_without_its_file_is_named_and_a_file_without_a_row_goes_after_the_grace_time()
    {
        var (exchange, _) = await ReceiveAsync();
        var retailer = exchange.Retailer;
        var lost = Assert.Single(Directory.EnumerateFiles(Path.Combine(store.Folder, $"r{retailer}"), "*", SearchOption.AllDirectories));
        File.Delete(lost);
        var orphan = new ContentName(retailer, RandomNumberGenerator.GetBytes(ContentName.HashBytes));
        await store.Contents.StoreAsync(orphan, [new byte[10]], default);

        Assert.Equal([exchange.ArchiveId], (await ReconcileAsync()).Missing);
        Assert.False(await store.Contents.ExistsAsync(orphan, default));
    }

    [Fact]
    public async Task A_file_that_was_written_a_moment_ago_is_left_alone()
    {
        var retailer = new RetailerId(RandomNumberGenerator.GetInt32(1_000, int.MaxValue));
        var underWay = new ContentName(retailer, RandomNumberGenerator.GetBytes(ContentName.HashBytes));
        await store.Contents.StoreAsync(underWay, [new byte[10]], default);

        var page = await Keeper.ReconcileAsync(retailer, 100, TimeSpan.FromHours(24), TimeProvider.System.GetUtcNow(), [], default);
        Assert.Equal(0, page.RemovedOutside);
        Assert.True(await store.Contents.ExistsAsync(underWay, default));
    }
}

/// <summary>From which place a store removes: its own, and nothing of a time that a restore lost.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PlaceOwnershipTests(ClusterFixture cluster) : IAsyncLifetime
{
    private static readonly RetailerId Retailer = RetailerId.Default;
    private static readonly DateTimeOffset Later = TimeProvider.System.GetUtcNow().AddDays(40);
    private readonly FolderStoreFixture _store = new(cluster);
    private readonly ContentName _orphan = new(Retailer, RandomNumberGenerator.GetBytes(ContentName.HashBytes));

    private IArchiveKeeper Keeper => _store.Get<IArchiveKeeper>();

    public async Task InitializeAsync()
    {
        await _store.InitializeAsync();
        await _store.Contents.StoreAsync(_orphan, [new byte[10]], default);
    }

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_place_of_nobody_becomes_the_stores_own()
    {
        var page = await ReconcileAsync();
        Assert.Equal((1, false), (page.RemovedOutside, page.PlaceIsNotOurs));
        Assert.NotNull(await _store.Contents.ReadOwnerAsync(default));
    }

    [Fact]
    public async Task From_the_place_of_another_store_nothing_is_removed_until_a_person_says_that_it_is_ours()
    {
        var other = Guid.NewGuid();
        await _store.Contents.SetOwnerAsync(other, default);

        var page = await ReconcileAsync();
        Assert.Equal((0, 0, true), (page.RemovedOutside, page.Swept, page.PlaceIsNotOurs));
        Assert.True(await _store.Contents.ExistsAsync(_orphan, default));
        Assert.Equal(other, await _store.Contents.ReadOwnerAsync(default));

        Assert.True(await Keeper.AdoptPlaceAsync(Retailer, ArchiveEvents.OfAdoption(Samples.NewId(), Later, "folder", "li-wei", "the old machine is gone"), Later, default));
        Assert.Equal(1, (await ReconcileAsync()).RemovedOutside);
        var told = await _store.Get<IExchangeReader>().RecentEventsAsync(Retailer, ArchiveEvents.PlaceAdopted, 10, default);
        Assert.Contains("the old machine is gone", Assert.Single(told).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_removes_nothing_from_the_place_of_another_store()
    {
        var exchange = Samples.Commit(Samples.NewParty());
        var bytes = RandomNumberGenerator.GetBytes(3_000);
        await _store.Get<IArchive>().StoreAsync(Retailer, exchange.Exchange.ArchiveId, ArchiveClass.Received, bytes, Samples.Noon, default);
        Assert.IsType<CommitOutcome.Committed>(await _store.Get<IReceptionStore>().CommitAsync(exchange, default));
        await _store.Contents.SetOwnerAsync(Guid.NewGuid(), default);

        var order = new RemovalOrder(Retailer, ArchiveClass.Received, Later, 100, TimeSpan.FromHours(24));
        var page = await Keeper.RemoveAsync(order, Later, removed => ArchiveEvents.OfRemoval(Samples.NewId(), Later, removed, TimeSpan.FromDays(1)), default);
        Assert.Equal(0, page.Removed);
        Assert.True((await _store.Get<IArchive>().ReadAsync(Retailer, exchange.Exchange.ArchiveId, default))!.Value.Span.SequenceEqual(bytes));
    }

    [Fact]
    public async Task A_store_that_was_restored_takes_no_place_by_itself()
    {
        await _store.Get<IReceptionStore>().RecordEventsAsync(Retailer, [Restored()], default);
        Assert.True((await ReconcileAsync()).PlaceIsNotOurs);
        Assert.True(await _store.Contents.ExistsAsync(_orphan, default));
        Assert.Null(await _store.Contents.ReadOwnerAsync(default));
    }

    [Fact]
    public async Task Bytes_of_a_time_that_a_restore_lost_stay_though_no_row_names_them()
    {
        var page = await ReconcileAsync(LostTime.Of([Restored()]));
        Assert.Equal((0, 1), (page.RemovedOutside, page.OfLostTime));
        Assert.True(await _store.Contents.ExistsAsync(_orphan, default));
    }

    /// <summary>Saved an hour ago, restored in an hour: what was stored meanwhile is lost to the rows.</summary>
    private static Exchange.History.ExchangeEvent Restored()
    {
        var now = TimeProvider.System.GetUtcNow();
        return new(Samples.NewId(), now.AddHours(1), "store.restored", null, null, "test", $$"""{"saved":"{{now.AddHours(-1):yyyy-MM-dd'T'HH:mm:ss'Z'}}","size":"3"}""");
    }

    private async Task<ReconcilePage> ReconcileAsync(IReadOnlyList<LostTime>? lost = null) =>
        await Keeper.ReconcileAsync(Retailer, 100, TimeSpan.FromHours(24), Later, lost ?? [], default);
}

/// <summary>Contents as blobs of Microsoft's emulator, sealed; rows in the database.</summary>
[Collection(PostgresCollection.Name)]
public sealed class AzureArchiveTests : ArchiveCompliance, IClassFixture<AzureStoreFixture>
{
    private readonly AzureStoreFixture _store;

    public AzureArchiveTests(AzureStoreFixture store, ITestOutputHelper output)
    {
        _store = store;
        if (store.Missing is { } reason)
            output.WriteLine($"SKIPPED, a folder stands in: {reason}");
    }

    protected override IArchive Archive => _store.Get<IArchive>();

    protected override Task<long> CountContentsAsync(RetailerId retailer) => OutsideContents.CountAsync(_store.Contents, retailer);
}

/// <summary>A store whose contents lie in a folder.</summary>
public sealed class FolderStoreFixture(ClusterFixture cluster) : StoreFixture(cluster)
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("ihub-archive-").FullName;

    internal FallibleContents Contents { get; private set; } = null!;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    protected override StorageOptions Options(StorageOptions options)
    {
        Contents = new FallibleContents(new FolderContents(Folder, TimeProvider.System));
        return options with { OutsideArchive = Contents };
    }

    protected override void AddServices(IServiceCollection services) => SealingCore.AddTo(services);
}

/// <summary>A store whose contents lie in Azurite; where npm is not there, in a folder.</summary>
public sealed class AzureStoreFixture(ClusterFixture cluster) : StoreFixture(cluster)
{
    private readonly Azurite _azurite = new();
    private string? _folder;

    public string? Missing => _azurite.Missing;

    internal IContentStore Contents { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await _azurite.InitializeAsync();
        Contents = _azurite.Service is { } service
            ? new BlobContents(service.GetBlobContainerClient("archive"), TimeProvider.System)
            : new FolderContents(_folder = Directory.CreateTempSubdirectory("ihub-archive-").FullName, TimeProvider.System);
        await Contents.CheckAsync(CancellationToken.None);
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _azurite.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    protected override StorageOptions Options(StorageOptions options) => options with { OutsideArchive = Contents };

    protected override void AddServices(IServiceCollection services) => SealingCore.AddTo(services);
}

/// <summary>A place that can be switched off.</summary>
internal sealed class FallibleContents(IContentStore inner) : IContentStore
{
    public bool Fails { get; set; }

    public string Place => inner.Place;

    public ValueTask<bool> StoreAsync(ContentName name, IEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken) =>
        Fails ? throw new StorageUnavailableException("The place is switched off.") : inner.StoreAsync(name, pieces, cancellationToken);

    public ValueTask<IReadOnlyList<byte[]>?> ReadAsync(ContentName name, CancellationToken cancellationToken) => inner.ReadAsync(name, cancellationToken);

    public ValueTask<bool> ExistsAsync(ContentName name, CancellationToken cancellationToken) => inner.ExistsAsync(name, cancellationToken);

    public ValueTask<bool> RemoveAsync(ContentName name, DateTimeOffset untouchedSince, CancellationToken cancellationToken) =>
        inner.RemoveAsync(name, untouchedSince, cancellationToken);

    public IAsyncEnumerable<ListedContent> ListAsync(RetailerId retailer, ContentName? after, CancellationToken cancellationToken) =>
        inner.ListAsync(retailer, after, cancellationToken);

    public ValueTask<int> SweepAsync(RetailerId retailer, DateTimeOffset before, CancellationToken cancellationToken) => inner.SweepAsync(retailer, before, cancellationToken);

    public ValueTask<Guid?> ReadOwnerAsync(CancellationToken cancellationToken) => inner.ReadOwnerAsync(cancellationToken);

    public ValueTask SetOwnerAsync(Guid owner, CancellationToken cancellationToken) => inner.SetOwnerAsync(owner, cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);
}

internal static class OutsideContents
{
    public static async Task<long> CountAsync(IContentStore store, RetailerId retailer)
    {
        var count = 0L;
        await foreach (var item in store.ListAsync(retailer, null, CancellationToken.None))
            count++;

        return count;
    }
}
