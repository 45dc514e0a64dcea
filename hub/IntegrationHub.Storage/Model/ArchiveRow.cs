using IntegrationHub.Confidential;

namespace IntegrationHub.Storage.Model;

/// <summary>Raw bytes as they arrived or left: the head with the first piece; further pieces are <see cref="ArchiveChunkRow"/>.</summary>
[Classified(DataClass.Internal)]
internal sealed class ArchiveRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    public short Class { get; set; }

    /// <summary>How <see cref="Body"/> and the chunks are packed.</summary>
    public short Packing { get; set; }

    /// <summary>SHA-256 of the bytes before packing; empty where they are sealed, which vouches for them and hides what could be guessed.</summary>
    public byte[] Sha256 { get; set; } = [];

    /// <summary>Length before packing.</summary>
    public long Length { get; set; }

    /// <summary>Number of <see cref="ArchiveChunkRow"/>s after the body; 0 for nearly everything.</summary>
    public int Chunks { get; set; }

    public DateTimeOffset StoredAt { get; set; }

    [Classified(DataClass.Confidential)]
    public byte[] Body { get; set; } = [];

    /// <summary>Keyed hash of the bytes, under which the same bytes are found again; null where nobody looks (signed answers) and when they are gone.</summary>
    public byte[]? Name { get; set; }

    /// <summary>Where the bytes lie: 0 here, 1 in the place outside, under <see cref="Name"/>.</summary>
    public short Place { get; set; }

    /// <summary>True when body and chunks are sealed.</summary>
    public bool Sealed { get; set; }

    /// <summary>When the same bytes were last stored again; null when they never were.</summary>
    public DateTimeOffset? TouchedAt { get; set; }

    /// <summary>When this entry was removed under retention. Its bytes go when no <see cref="ArchiveAliasRow"/> shares them any more.</summary>
    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>Bytes that were in the archive already when they were stored under this id.</summary>
[Classified(DataClass.Internal)]
internal sealed class ArchiveAliasRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    /// <summary>The <see cref="ArchiveRow"/> that has the bytes.</summary>
    public Guid ArchiveId { get; set; }

    public short Class { get; set; }

    public DateTimeOffset StoredAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>A legal hold: what it covers is not removed, whatever its age.</summary>
[Classified(DataClass.Internal)]
internal sealed class ArchiveHoldRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    /// <summary>The exchange it covers; null for all of a party or of the retailer.</summary>
    public Guid? ExchangeId { get; set; }

    /// <summary>The party whose exchanges it covers; null for an exchange or everything.</summary>
    public Guid? PartyId { get; set; }

    public string Reason { get; set; } = "";

    public string SetBy { get; set; } = "";

    public DateTimeOffset SetAt { get; set; }

    public string? LiftReason { get; set; }

    public string? LiftedBy { get; set; }

    public DateTimeOffset? LiftedAt { get; set; }
}

/// <summary>How far a background lane over the archive has come; it goes on from there.</summary>
[Classified(DataClass.Internal)]
internal sealed class ArchiveProgressRow
{
    public int RetailerId { get; set; }

    public string Lane { get; set; } = "";

    public Guid Position { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>A further piece of archived bytes, at most a megabyte.</summary>
[Classified(DataClass.Internal)]
internal sealed class ArchiveChunkRow
{
    public int RetailerId { get; set; }

    public Guid ArchiveId { get; set; }

    /// <summary>1 for the first piece after the head.</summary>
    public int Number { get; set; }

    [Classified(DataClass.Confidential)]
    public byte[] Body { get; set; } = [];
}
