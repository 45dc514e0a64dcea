namespace IntegrationHub.Exchange.Reception;

/// <summary>What an archived byte string is; retention and search go by it.</summary>
public enum ArchiveClass
{
    /// <summary>A request body exactly as it arrived, or a file as it was imported.</summary>
    Received,

    /// <summary>A signed message exactly as it left.</summary>
    Sent,

    /// <summary>A document as it was handed in for sending, before the envelope.</summary>
    Document,
}

/// <summary>Where archived bytes are found again.</summary>
/// <param name="Id">Key in the archive.</param>
/// <param name="Sha256">Digest of the bytes as archived, 32 bytes.</param>
/// <param name="Length">Number of bytes before compression.</param>
public sealed record ArchivedBytes(Guid Id, ReadOnlyMemory<byte> Sha256, long Length);

/// <summary>
/// Port: keeps raw bytes before anything is parsed. What was stored survives a crash of the hub at once, and a crash of the machine
/// at latest with the next commit that promises anything.
/// </summary>
public interface IArchive
{
    ValueTask<ArchivedBytes> StoreAsync(
        RetailerId retailer, Guid id, ArchiveClass archiveClass, ReadOnlyMemory<byte> bytes, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The bytes, or <c>null</c> when there is nothing under the id for this retailer.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(RetailerId retailer, Guid id, CancellationToken cancellationToken);
}
