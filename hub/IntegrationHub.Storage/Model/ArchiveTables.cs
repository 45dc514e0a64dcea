using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Model;

/// <summary>Archived bytes, who else shares them, and what is kept from being removed.</summary>
internal static class ArchiveTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<ArchiveRow>(row =>
        {
            row.ToTable("archive");
            row.HasKey(x => new { x.RetailerId, x.Id });
            // Zero and false for whoever does not say: bytes that lie here, open.
            row.Property(x => x.Place).HasDefaultValue((short)0);
            row.Property(x => x.Sealed).HasDefaultValue(false);
            // The same bytes once.
            row.HasIndex(x => new { x.RetailerId, x.Name }).IsUnique().HasDatabaseName("ux_archive_name").HasFilter("name is not null");
        });
        model.Entity<ArchiveChunkRow>(row =>
        {
            row.ToTable("archive_chunk");
            row.HasKey(x => new { x.RetailerId, x.ArchiveId, x.Number });
        });
        model.Entity<ArchiveAliasRow>(row =>
        {
            row.ToTable("archive_alias");
            row.HasKey(x => new { x.RetailerId, x.Id });
            // Who else has the bytes, before they are removed.
            row.HasIndex(x => new { x.RetailerId, x.ArchiveId }).HasDatabaseName("ix_archive_alias_archive");
        });
        model.Entity<ArchiveHoldRow>(row =>
        {
            row.ToTable("archive_hold");
            row.HasKey(x => new { x.RetailerId, x.Id });
        });
        model.Entity<ArchiveProgressRow>(row =>
        {
            row.ToTable("archive_progress");
            row.HasKey(x => new { x.RetailerId, x.Lane });
        });
    }
}
