namespace IntegrationHub.Storage.Model;

/// <summary>Raw bytes as they arrived or left: the head with the first piece; further pieces are <see cref="ArchiveChunkRow"/>.</summary>
internal sealed class ArchiveRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    public short Class { get; set; }

    /// <summary>How <see cref="Body"/> and the chunks are packed;.</summary>
    public short Packing { get; set; }

    /// <summary>SHA-256 of the bytes before packing.</summary>
    public byte[] Sha256 { get; set; } = [];

    /// <summary>Length before packing.</summary>
    public long Length { get; set; }

    /// <summary>Number of <see cref="ArchiveChunkRow"/>s after the body; 0 for nearly everything.</summary>
    public int Chunks { get; set; }

    public DateTimeOffset StoredAt { get; set; }

    public byte[] Body { get; set; } = [];
}

/// <summary>A further piece of archived bytes, at most a megabyte.</summary>
internal sealed class ArchiveChunkRow
{
    public int RetailerId { get; set; }

    public Guid ArchiveId { get; set; }

    /// <summary>1 for the first piece after the head.</summary>
    public int Number { get; set; }

    public byte[] Body { get; set; } = [];
}
