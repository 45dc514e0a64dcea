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
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Tests.Compliance;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>Contents in the database, open.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresArchiveTests(StoreFixture store) : ArchiveCompliance, IClassFixture<StoreFixture>
{
    protected override IArchive Archive => store.Get<IArchive>();

    protected override Task<long> CountContentsAsync(RetailerId retailer) => ArchiveRows.CountAsync(store, retailer);

    [Fact]
    public async Task A_content_keeps_its_name_until_it_is_removed()
    {
        var id = Guid.CreateVersion7();
        await Archive.StoreAsync(Samples.Retailer, id, ArchiveClass.Received, RandomNumberGenerator.GetBytes(700), Samples.Noon, CancellationToken.None);
        foreach (var (name, denied) in new[] { ("sha256('another')", true), ("null", false) })
        {
            await using var command = store.Database.Commits.CreateCommand(Scope.Of(Samples.Retailer), $"update archive set name = {name} where id = $1");
            command.Parameters.AddWithValue(id);
            var failure = await Record.ExceptionAsync(() => command.ExecuteNonQueryAsync(CancellationToken.None));
            Assert.Equal(denied ? PostgresErrorCodes.InsufficientPrivilege : null, (failure as PostgresException)?.SqlState);
        }
    }

    [Fact]
    public async Task Bytes_under_the_name_of_others_are_not_taken_for_them()
    {
        var (evil, id) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var bytes = RandomNumberGenerator.GetBytes(700);
        await Archive.StoreAsync(Samples.Retailer, evil, ArchiveClass.Received, bytes, Samples.Noon, CancellationToken.None);
        // As if somebody knew the name of what comes.
        await RunAsync("update archive set sha256 = sha256(body) where id = $1", evil);

        await Assert.ThrowsAsync<InvalidDataException>(async () => await Archive.StoreAsync(Samples.Retailer, id, ArchiveClass.Received, bytes, Samples.Noon, CancellationToken.None));
        Assert.Null(await Archive.ReadAsync(Samples.Retailer, id, CancellationToken.None));
    }

    [Fact]
    public async Task An_id_that_was_given_a_second_meaning_is_read_in_none()
    {
        var (id, shared, evil) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var bytes = RandomNumberGenerator.GetBytes(700);
        await Archive.StoreAsync(Samples.Retailer, id, ArchiveClass.Received, bytes, Samples.Noon, CancellationToken.None);
        await Archive.StoreAsync(Samples.Retailer, shared, ArchiveClass.Received, bytes, Samples.Noon, CancellationToken.None);
        await Archive.StoreAsync(Samples.Retailer, evil, ArchiveClass.Received, RandomNumberGenerator.GetBytes(700), Samples.Noon, CancellationToken.None);

        await RunAsync("with gone as (update archive set removed_at = now() where id = $1) insert into archive_alias (retailer_id, id, archive_id, class, stored_at) select retailer_id, $1, id, class, stored_at from archive where id = $2", id, evil);
        await RunAsync("with gone as (update archive_alias set removed_at = now() where id = $1) insert into archive (retailer_id, id, class, packing, sha256, length, chunks, stored_at, body, place, sealed) select retailer_id, $1, class, packing, sha256, length, chunks, stored_at, body, place, sealed from archive where id = $2", shared, evil);
        Assert.Null(await Archive.ReadAsync(Samples.Retailer, id, CancellationToken.None));
        Assert.Null(await Archive.ReadAsync(Samples.Retailer, shared, CancellationToken.None));
    }

    private async Task RunAsync(string sql, params Guid[] ids)
    {
        await using var command = store.Around.CreateCommand(sql);
        foreach (var id in ids)
            command.Parameters.AddWithValue(id);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
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
