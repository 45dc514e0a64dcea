using IntegrationHub.Confidential;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Model;

/// <summary>A data key, wrapped. Rows stay for ever: a value names its key, and backups hold old values.</summary>
[Classified(DataClass.Internal)]
internal sealed class DataKeyRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    /// <summary>See <c>KeyPurpose</c>.</summary>
    public short Purpose { get; set; }

    public short Suite { get; set; }

    /// <summary>Name of the key-encryption key.</summary>
    public string WrappedBy { get; set; } = "";

    public int WrappedByVersion { get; set; }

    /// <summary>The key, wrapped: of no use without the key-encryption key.</summary>
    public byte[] Wrapped { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Since when nothing new is sealed under it.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>How many values may have been sealed under it.</summary>
    public long Reserved { get; set; }
}

/// <summary>Work on keys that goes on in the background: one row per kind, begun anew by every rotation.</summary>
[Classified(DataClass.Internal)]
internal sealed class KeyWorkRow
{
    public int RetailerId { get; set; }

    /// <summary>Name of the sealed column, or of the work.</summary>
    public string Name { get; set; } = "";

    /// <summary>The last row that is done; the work goes on behind it.</summary>
    public Guid? After { get; set; }

    /// <summary>Rows looked at, and values written anew, since it was begun.</summary>
    public long Seen { get; set; }

    public long Written { get; set; }

    public DateTimeOffset BegunAt { get; set; }

    /// <summary>When a node may take the next batch; the end of the lease while one has it.</summary>
    public DateTimeOffset ClaimableAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Grows with every claim; a batch under an old fence is not committed.</summary>
    public long Fence { get; set; }

    /// <summary>True while the column may hold values of before it was sealed.</summary>
    public bool FromPlaintext { get; set; }
}

/// <summary>Data keys and the work on them.</summary>
internal static class KeyTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<DataKeyRow>(row =>
        {
            row.ToTable("data_key");
            row.HasKey(x => new { x.RetailerId, x.Id });
        });
        model.Entity<KeyWorkRow>(row =>
        {
            row.ToTable("key_work");
            row.HasKey(x => new { x.RetailerId, x.Name });
        });
    }
}
