using Azure.Storage.Blobs;
using IntegrationHub.Archive.AzureBlobs;
using IntegrationHub.Archive.Contents;
using IntegrationHub.Archive.Tests.Contents;
using IntegrationHub.Exchange;
using Xunit.Abstractions;

namespace IntegrationHub.Archive.Tests.Azure;

public sealed class BlobContentsTests(Azurite azurite, ITestOutputHelper output) : ContentStoreCompliance, IClassFixture<Azurite>
{
    protected override async Task<IContentStore?> OpenAsync()
    {
        if (azurite.Service is not { } service)
        {
            output.WriteLine("SKIPPED: " + azurite.Missing);
            return null;
        }

        var store = new BlobContents(service.GetBlobContainerClient("archive"), Time);
        await store.CheckAsync(default);
        return store;
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_unavailable_and_its_key_stays_out_of_the_message()
    {
        var options = new BlobClientOptions();
        options.Retry.MaxRetries = 0;
        var store = new BlobContents(
            new BlobContainerClient(new Uri("http://127.0.0.1:1/account/archive?sig=secret"), options), Time);

        var problem = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.StoreAsync(Name(), Pieces([1]), default));
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_was_deleted_is_unavailable_and_not_an_empty_archive()
    {
        if (azurite.Service is not { } service) return;
        var store = new BlobContents(service.GetBlobContainerClient("deleted"), Time);

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.ReadAsync(Name(), default));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.StoreAsync(Name(), Pieces([1]), default));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.RemoveAsync(Name(), Noon, default));
    }
}
