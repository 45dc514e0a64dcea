using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="IArchive"/> does.</summary>
public abstract class ArchiveCompliance
{
    protected abstract IArchive Archive { get; }

    /// <summary>Contents that are stored of a retailer, wherever they lie.</summary>
    protected abstract Task<long> CountContentsAsync(RetailerId retailer);

    [Theory]
    [InlineData(20_000)]
    [InlineData(2_000_000)]
    public async Task The_same_bytes_are_stored_once_and_found_under_every_id(int length)
    {
        var (retailer, bytes) = (Retailer(), RandomNumberGenerator.GetBytes(length));
        var ids = Enumerable.Range(0, 3).Select(static _ => Guid.CreateVersion7()).ToList();
        foreach (var id in ids)
            await Archive.StoreAsync(retailer, id, ArchiveClass.Received, bytes, Samples.Noon, CancellationToken.None);

        Assert.Equal(1, await CountContentsAsync(retailer));
        foreach (var id in ids)
        {
            var read = await Archive.ReadAsync(retailer, id, CancellationToken.None);
            Assert.True(read!.Value.Span.SequenceEqual(bytes));
        }
    }

    [Fact]
    public async Task Two_retailers_with_the_same_bytes_share_nothing()
    {
        var (one, other, bytes) = (Retailer(), Retailer(), RandomNumberGenerator.GetBytes(20_000));
        var id = Guid.CreateVersion7();
        await Archive.StoreAsync(one, id, ArchiveClass.Received, bytes, Samples.Noon, CancellationToken.None);
        await Archive.StoreAsync(other, Guid.CreateVersion7(), ArchiveClass.Received, bytes, Samples.Noon, CancellationToken.None);

        Assert.Equal(1, await CountContentsAsync(one));
        Assert.Equal(1, await CountContentsAsync(other));
        Assert.Null(await Archive.ReadAsync(other, id, CancellationToken.None));
    }

    [Fact]
    public async Task Of_many_that_store_the_same_bytes_at_once_each_reads_them_and_one_copy_is_kept()
    {
        var (retailer, bytes) = (Retailer(), RandomNumberGenerator.GetBytes(20_000));
        var ids = Enumerable.Range(0, 32).Select(static _ => Guid.CreateVersion7()).ToList();
        await Task.WhenAll(ids.Select(id => Archive.StoreAsync(retailer, id, ArchiveClass.Received, bytes, Samples.Noon, CancellationToken.None).AsTask()));

        Assert.Equal(1, await CountContentsAsync(retailer));
        Assert.All(await Task.WhenAll(ids.Select(id => Archive.ReadAsync(retailer, id, CancellationToken.None).AsTask())), read => Assert.True(read!.Value.Span.SequenceEqual(bytes)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(20_000)]
    [InlineData(524_288)]
    [InlineData(524_289)]
    [InlineData(5_000_000)]
    public async Task Text_of_any_size_comes_back_as_it_was(int length)
    {
        var text = string.Concat(Enumerable.Range(0, length / 20 + 1).Select(static number => $"<Point>{number * 7919 % 99991:D6}</Point>"));
        await StoredBytesComeBack(Encoding.UTF8.GetBytes(text).AsMemory(0, length));
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(3_500_000)]
    public async Task Bytes_that_cannot_be_packed_come_back_as_they_were(int length)
    {
        await StoredBytesComeBack(RandomNumberGenerator.GetBytes(length));
    }

    [Fact]
    public async Task Nothing_is_found_under_an_id_that_was_never_stored()
    {
        Assert.Null(await Archive.ReadAsync(Samples.Retailer, Guid.NewGuid(), CancellationToken.None));
    }

    [Fact]
    public async Task Another_retailer_does_not_read_the_bytes()
    {
        var id = Guid.CreateVersion7();
        await Archive.StoreAsync(Samples.Retailer, id, ArchiveClass.Received, "secret"u8.ToArray(), Samples.Noon, CancellationToken.None);

        Assert.Null(await Archive.ReadAsync(new RetailerId(2), id, CancellationToken.None));
    }

    private static RetailerId Retailer() => new(RandomNumberGenerator.GetInt32(1_000, int.MaxValue));

    private async Task StoredBytesComeBack(ReadOnlyMemory<byte> bytes)
    {
        var id = Guid.CreateVersion7();
        var stored = await Archive.StoreAsync(Samples.Retailer, id, ArchiveClass.Received, bytes, Samples.Noon, CancellationToken.None);
        var read = await Archive.ReadAsync(Samples.Retailer, id, CancellationToken.None);

        Assert.Equal(bytes.Length, stored.Length);
        Assert.Equal(SHA256.HashData(bytes.Span), stored.Sha256.ToArray());
        Assert.NotNull(read);
        Assert.True(bytes.Span.SequenceEqual(read.Value.Span));
    }
}
