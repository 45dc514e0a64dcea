using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Model;

/// <summary>Market members. The unique keys hold what the directory's look-ups rely on, whichever process writes.</summary>
internal static class PartyTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<PartyRow>(row =>
        {
            row.ToTable("party");
            row.HasKey(x => new { x.RetailerId, x.Id });
            row.HasIndex(x => new { x.RetailerId, x.Name }).IsUnique().HasDatabaseName("ux_party_name");
            row.HasIndex(x => new { x.RetailerId, x.Code }).IsUnique().HasDatabaseName("ux_party_code");
            row.HasIndex(x => x.RetailerId).IsUnique().HasDatabaseName("ux_party_self").HasFilter("is_self");
        });
        model.Entity<PartyCertificateRow>(row =>
        {
            row.ToTable("party_certificate");
            row.HasKey(x => new { x.RetailerId, x.Thumbprint });
            row.HasIndex(x => new { x.RetailerId, x.PartyId }).HasDatabaseName("ix_party_certificate_party");
        });
    }
}
