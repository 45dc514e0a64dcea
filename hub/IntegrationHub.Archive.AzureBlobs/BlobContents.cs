using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using IntegrationHub.Archive.Contents;
using IntegrationHub.Exchange;

namespace IntegrationHub.Archive.AzureBlobs;

/// <summary>
/// Contents as block blobs of one container. The service has replicated a blob when it says that it is there, so nothing else is waited
/// for. Thread-safe, also between hubs.
/// </summary>
/// <remarks>
/// Storing again sets the blob's metadata, which gives it a new ETag; removal is conditional on the ETag it judged by. So a content that
/// somebody stores again while it is being removed is either kept or stored anew, never lost.
/// </remarks>
public sealed class BlobContents : IContentStore
{
    private const string Touched = "touched";
    private const string Owner = "owner";

    private readonly BlobContainerClient _container;
    private readonly TimeProvider _time;

    /// <param name="container">The container; it is made when it is missing and the credential may.</param>
    /// <param name="time">The clock that touches blobs.</param>
    public BlobContents(BlobContainerClient container, TimeProvider time)
    {
        _container = container;
        _time = time;
    }

    public string Place => _container.Uri.GetLeftPart(UriPartial.Path);

    public ValueTask<bool> StoreAsync(ContentName name, IEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            var blob = BlobOf(name);
            if (await TouchAsync(blob, cancellationToken))
                return false;

            try
            {
                await UploadAsync(blob, pieces, cancellationToken);
                return true;
            }
            catch (RequestFailedException taken) when (taken.Status is 409 or 412 && taken.ErrorCode != BlobErrorCode.ContainerNotFound)
            {
                // Another hub was first.
                return false;
            }
        });

    public ValueTask<IReadOnlyList<byte[]>?> ReadAsync(ContentName name, CancellationToken cancellationToken) =>
        GuardAsync<IReadOnlyList<byte[]>?>(async () =>
        {
            try
            {
                using var download = (await _container.GetBlobClient(name.Path).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
                return await ContentFrames.ReadAsync(download.Content, cancellationToken);
            }
            catch (RequestFailedException missing) when (IsMissing(missing))
            {
                return null;
            }
        });

    public ValueTask<bool> ExistsAsync(ContentName name, CancellationToken cancellationToken) =>
        GuardAsync(async () => (await BlobOf(name).ExistsAsync(cancellationToken)).Value);

    public ValueTask<bool> RemoveAsync(ContentName name, DateTimeOffset untouchedSince, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            var blob = BlobOf(name);
            try
            {
                var found = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
                if (TouchedAt(found.Metadata, found.LastModified) >= untouchedSince)
                    return false;

                await blob.DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = found.ETag }, cancellationToken);
                return true;
            }
            catch (RequestFailedException missing) when (IsMissing(missing))
            {
                return true;
            }
            catch (RequestFailedException touched) when (touched.Status == 412)
            {
                return false;
            }
        });

    public async IAsyncEnumerable<ListedContent> ListAsync(
        RetailerId retailer, ContentName? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The service lists in the order of names; what lies before `after` is skipped by two digits at a time.
        for (var first = after is null ? 0 : after.Hash.Span[0]; first <= byte.MaxValue; first++)
        {
            var prefix = $"{ContentName.PrefixOf(retailer)}{first:x2}/";
            await foreach (var item in ItemsAsync(prefix, cancellationToken))
            {
                if (ContentName.Parse(retailer, item.Name) is { } name && (after is null || string.CompareOrdinal(name.Path, after.Path) > 0))
                {
                    var modified = item.Properties.LastModified ?? DateTimeOffset.MaxValue;
                    yield return new ListedContent(name, item.Properties.ContentLength ?? 0, TouchedAt(item.Metadata, modified));
                }
            }
        }
    }

    /// <summary>The service drops blocks that were never committed by itself, after a week.</summary>
    public ValueTask<int> SweepAsync(RetailerId retailer, DateTimeOffset before, CancellationToken cancellationToken) => ValueTask.FromResult(0);

    public ValueTask<Guid?> ReadOwnerAsync(CancellationToken cancellationToken) =>
        GuardAsync<Guid?>(async () =>
        {
            try
            {
                var mark = (await _container.GetBlobClient(Owner).DownloadContentAsync(cancellationToken)).Value;
                return Guid.TryParse(mark.Content.ToString(), out var owner) ? owner : throw new InvalidDataException($"{Place}/{Owner} does not say whose the archive is.");
            }
            catch (RequestFailedException missing) when (IsMissing(missing))
            {
                return null;
            }
        });

    public async ValueTask SetOwnerAsync(Guid owner, CancellationToken cancellationToken) => await GuardAsync(
        async () => await _container.GetBlobClient(Owner).UploadAsync(BinaryData.FromString(owner.ToString()), overwrite: true, cancellationToken));

    public async ValueTask CheckAsync(CancellationToken cancellationToken) => await GuardAsync(async () =>
    {
        if (!(await _container.ExistsAsync(cancellationToken)).Value)
            await _container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken);

        return true;
    });

    /// <summary>A piece becomes a block as it comes, so that fifty megabytes never lie in memory at once. What fits into one block is one request.</summary>
    private async Task UploadAsync(BlockBlobClient blob, IEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        var (blocks, waiting) = (new List<string>(), new MemoryStream());
        var onlyNew = new BlobRequestConditions { IfNoneMatch = ETag.All };
        foreach (var piece in ContentFrames.Of(pieces))
        {
            if (waiting.Length > 0 && waiting.Length + piece.Length > ContentFrames.LargestPiece)
                await StageAsync();

            waiting.Write(piece.Span);
        }

        if (blocks.Count == 0)
        {
            waiting.Position = 0;
            await blob.UploadAsync(waiting, new BlobUploadOptions { Conditions = onlyNew, Metadata = Now() }, cancellationToken);
            return;
        }

        await StageAsync();
        await blob.CommitBlockListAsync(blocks, new CommitBlockListOptions { Conditions = onlyNew, Metadata = Now() }, cancellationToken);

        async Task StageAsync()
        {
            // Names of its own, so that two hubs that upload the same content do not take each other's blocks.
            var id = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{blocks.Count:D6}{Guid.NewGuid():N}"));
            waiting.Position = 0;
            await blob.StageBlockAsync(id, waiting, cancellationToken: cancellationToken);
            blocks.Add(id);
            waiting = new MemoryStream();
        }
    }

    private async Task<bool> TouchAsync(BlockBlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            await blob.SetMetadataAsync(Now(), cancellationToken: cancellationToken);
            return true;
        }
        catch (RequestFailedException missing) when (IsMissing(missing))
        {
            return false;
        }
    }

    private async IAsyncEnumerable<BlobItem> ItemsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var pages = _container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken).AsPages().GetAsyncEnumerator(cancellationToken);
        while (await GuardAsync(async () => await pages.MoveNextAsync()))
        {
            foreach (var item in pages.Current.Values)
                yield return item;
        }
    }

    private Dictionary<string, string> Now() => new(StringComparer.Ordinal)
    {
        [Touched] = _time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
    };

    private static DateTimeOffset TouchedAt(IDictionary<string, string>? metadata, DateTimeOffset modified) =>
        metadata is not null && metadata.TryGetValue(Touched, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var touched)
            ? touched
            : modified;

    private BlockBlobClient BlobOf(ContentName name) => _container.GetBlockBlobClient(name.Path);

    private static bool IsMissing(RequestFailedException problem) => problem.Status == 404 && problem.ErrorCode != BlobErrorCode.ContainerNotFound;

    private async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> act)
    {
        try
        {
            return await act();
        }
        catch (RequestFailedException problem)
        {
            // The message of the service repeats headers and addresses with signatures; its code says what is wrong.
            var code = string.IsNullOrEmpty(problem.ErrorCode) ? problem.Status.ToString(CultureInfo.InvariantCulture) : problem.ErrorCode;
            throw new StorageUnavailableException($"The archive's container {Place} is not available: {code}.", problem);
        }
        catch (AggregateException problem)
        {
            // Every attempt failed before the service could answer.
            throw new StorageUnavailableException($"The archive's container {Place} cannot be reached.", problem);
        }
    }
}
