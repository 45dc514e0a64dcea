using IntegrationHub.Confidential;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Model;

/// <summary>
/// One version of a metering account's readings of a month and channel: packed, sealed, never changed. A table of its own, because a month of a hundred
/// thousand accounts is read as one range of its index.
/// </summary>
[Classified(DataClass.Internal)]
internal sealed class ReadingBlockRow : ISealedRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; set; }

    /// <summary>A keyed hash of account number and voltage level.</summary>
    public string AccountKey { get; set; } = "";

    /// <summary>Consumption, feed-in or a community's part of the consumption, by number.</summary>
    public short Channel { get; set; }

    /// <summary>From 1; every correction is the next.</summary>
    public int Version { get; set; }

    /// <summary>The packed block.</summary>
    [Classified(DataClass.Confidential)]
    public byte[] Body { get; set; } = [];

    public DateTimeOffset SavedAt { get; set; }

    public string SavedBy { get; set; } = "";
}

/// <summary>The table of readings.</summary>
internal static class ReadingTables
{
    public static void Configure(ModelBuilder model) => model.Entity<ReadingBlockRow>(row =>
    {
        row.ToTable("reading_block");
        row.HasKey(x => new { x.RetailerId, x.Id }).HasName("pk_reading_block");
        row.HasIndex(x => new { x.RetailerId, x.Month, x.AccountKey, x.Channel, x.Version }).IsUnique().HasDatabaseName("ux_reading_block_key");
    });
}
