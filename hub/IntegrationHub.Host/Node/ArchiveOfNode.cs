using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using IntegrationHub.Archive.AzureBlobs;
using IntegrationHub.Archive.Contents;
using IntegrationHub.Archive.Folder;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;

namespace IntegrationHub.Host.Node;

/// <summary>The archive that a data folder's configuration names.</summary>
internal static class ArchiveOfNode
{
    public static RetentionPeriods Periods(ArchiveOptions options) => new(options.KeepReceived, options.KeepSent, options.KeepDocuments);

    /// <summary>The place outside the database, tried out; <c>null</c> where bytes lie in the database.</summary>
    /// <exception cref="RefusedException">It cannot be written to.</exception>
    public static async Task<IContentStore?> OpenAsync(DataFolder folder, ArchiveOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        IContentStore? place = options.Place switch
        {
            ArchivePlace.Folder => new FolderContents(folder.Resolve(options.Folder), time),
            ArchivePlace.AzureBlobs => new BlobContents(Container(options), time),
            _ => null,
        };
        try
        {
            if (place is not null)
            {
                await place.CheckAsync(cancellationToken);
            }

            return place;
        }
        catch (StorageUnavailableException unavailable)
        {
            throw new RefusedException(
                "ARCHIVE_UNAVAILABLE",
                unavailable.Message.TrimEnd('.'),
                options.Place == ArchivePlace.Folder
                    ? "Give the folder to the user the hub runs as, and the disk room."
                    : "Check archive.container, its key and the way to it.");
        }
    }

    private static BlobContainerClient Container(ArchiveOptions options)
    {
        if (!Uri.TryCreate(options.Container, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.Query.Length > 0)
        {
            throw new RefusedException(
                "ARCHIVE_CONTAINER", "archive.container is no address of a container", "Write it as https://ACCOUNT.blob.core.windows.net/CONTAINER; its key goes into archive.containerKeyFile.");
        }

        if (address is { Scheme: "http", IsLoopback: false })
        {
            throw new RefusedException("ARCHIVE_CONTAINER", "archive.container is not reached by https", "Use https; plain http is for an emulator on this machine.");
        }

        var key = options.ContainerKey?.Reveal()
            ?? throw new RefusedException("ARCHIVE_CONTAINER", "archive.containerKey is missing", "Name a file with a shared access signature or the account's key as archive.containerKeyFile.");
        try
        {
            return key.Contains("sig=", StringComparison.Ordinal)
                ? new BlobContainerClient(address, new AzureSasCredential(key.TrimStart('?')))
                : new BlobContainerClient(address, new StorageSharedKeyCredential(new BlobUriBuilder(address).AccountName, key));
        }
        catch (FormatException)
        {
            throw new RefusedException("ARCHIVE_CONTAINER", "archive.containerKey is neither a shared access signature nor an account's key", "Copy it again, as one line.");
        }
    }
}
