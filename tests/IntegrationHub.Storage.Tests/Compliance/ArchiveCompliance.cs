using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="IArchive"/> does.</summary>
public abstract class ArchiveCompliance
{
    protected abstract IArchive Archive { get; }

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
