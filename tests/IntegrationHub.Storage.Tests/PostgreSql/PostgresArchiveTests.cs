using System.Security.Cryptography;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Tests.Compliance;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>Contents in the database, open.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresArchiveTests(StoreFixture store) : ArchiveCompliance, IClassFixture<StoreFixture>
{
    protected override IArchive Archive => store.Get<IArchive>();

    protected override Task<long> CountContentsAsync(RetailerId retailer) => ArchiveRows.CountAsync(store, retailer);
}

/// <summary>Contents in the database, sealed.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresSealedArchiveTests(SealedStoreFixture store) : ArchiveCompliance, IClassFixture<SealedStoreFixture>
{
    protected override IArchive Archive => store.Get<IArchive>();

    protected override Task<long> CountContentsAsync(RetailerId retailer) => ArchiveRows.CountAsync(store, retailer);

    [Fact]
    public async Task The_database_holds_neither_the_bytes_nor_their_digest()
    {
        var id = Guid.CreateVersion7();
        var bytes = "a price nobody may read: 4711.00 CNY"u8.ToArray();
        await Archive.StoreAsync(Samples.Retailer, id, ArchiveClass.Document, bytes, Samples.Noon, CancellationToken.None);

        await using var command = store.Around.CreateCommand("select body, sha256, name from archive where id = $1");
        command.Parameters.AddWithValue(id);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        var (body, digest, name) = (reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2));
        Assert.Equal(-1, body.AsSpan().IndexOf("4711"u8));
        Assert.Empty(digest);
        Assert.NotEqual(SHA256.HashData(bytes), name);
    }

    [Fact]
    public async Task A_piece_that_was_moved_to_another_content_does_not_open()
    {
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Archive.StoreAsync(Samples.Retailer, first, ArchiveClass.Received, RandomNumberGenerator.GetBytes(500), Samples.Noon, CancellationToken.None);
        await Archive.StoreAsync(Samples.Retailer, second, ArchiveClass.Received, RandomNumberGenerator.GetBytes(500), Samples.Noon, CancellationToken.None);
        await using var command = store.Around.CreateCommand("update archive set body = (select body from archive where id = $1) where id = $2");
        command.Parameters.AddWithValue(first);
        command.Parameters.AddWithValue(second);
        await command.ExecuteNonQueryAsync();

        await Assert.ThrowsAsync<InvalidDataException>(async () => await Archive.ReadAsync(Samples.Retailer, second, CancellationToken.None));
    }
}

/// <summary>Keeping of contents in the database, open.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresArchiveKeeperTests(StoreFixture store) : ArchiveKeeperCompliance, IClassFixture<StoreFixture>
{
    protected override IArchive Archive => store.Get<IArchive>();

    protected override IArchiveKeeper Keeper => store.Get<IArchiveKeeper>();

    protected override IReceptionStore Reception => store.Get<IReceptionStore>();

    protected override ISendingStore Sending => store.Get<ISendingStore>();

    protected override IExchangeReader Reader => store.Get<IExchangeReader>();

    [Fact]
    public async Task A_row_that_lost_a_piece_is_named()
    {
        var (exchange, _) = await ReceiveAsync(RandomNumberGenerator.GetBytes(2_500_000));
        await using var command = store.Around.CreateCommand("delete from archive_chunk where archive_id = $1 and number = 2");
        command.Parameters.AddWithValue(exchange.ArchiveId);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());

        Assert.Equal([exchange.ArchiveId], (await ReconcileAsync()).Missing);
    }
}

/// <summary>A store whose archive seals what it keeps.</summary>
public sealed class SealedStoreFixture(ClusterFixture cluster) : StoreFixture(cluster)
{
    protected override void AddServices(IServiceCollection services) => SealingCore.AddTo(services);
}

/// <summary>The confidential core with keys that end with the tests.</summary>
internal static class SealingCore
{
    public static void AddTo(IServiceCollection services)
    {
        var (store, keys, policy) = (new InMemoryDataKeys(), new InMemoryKeys(), new CipherPolicy());
        services.AddSingleton<IValueCipher>(new DataKeyRing(store, keys, policy, TimeProvider.System));
        services.AddSingleton<IKeyedHash>(new KeyedHash(store, keys, policy, HashDigest.Sha256, TimeProvider.System));
    }
}

/// <summary>What the tests count behind the archive's back.</summary>
internal static class ArchiveRows
{
    public static async Task<long> CountAsync(StoreFixture store, RetailerId retailer)
    {
        await using var command = store.Around.CreateCommand("select count(*) from archive where retailer_id = $1");
        command.Parameters.AddWithValue(retailer.Value);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
