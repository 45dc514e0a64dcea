using IntegrationHub.Exchange;
using IntegrationHub.Storage.PostgreSql;

namespace IntegrationHub.Storage.Tests.Protection;

/// <summary>A full disk that the hub itself meets, with a file of its own.</summary>
public sealed class FullDisksTests
{
    private static readonly IStoreProvider Provider = new EmbeddedProvider();

    [Theory]
    [InlineData(28, true)] // ENOSPC
    [InlineData(122, true)] // EDQUOT
    [InlineData(13, false)] // EACCES
    public void A_file_that_finds_no_room_is_told_from_one_that_may_not_be_written(int errno, bool isFull)
    {
        var failure = new IOException("no", errno);

        Assert.Equal(isFull, DiskFull.Is(failure, Provider));
        Assert.Equal(isFull, DiskFull.Is(new StorageUnavailableException("The store is not available", failure), Provider));
        Assert.Equal(isFull, DiskFull.Is(new AggregateException(new TimeoutException(), failure), Provider));
    }
}
