using IntegrationHub.Confidential;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Model;

/// <summary>
/// One version of a business object of the retailer: account, package, contract, bid, readings, bill. What it says is sealed, so there is nothing
/// to look for but its key, state and days, and every kind fits one table.
/// </summary>
[Classified(DataClass.Internal)]
internal sealed class BusinessRecordRow : ISealedRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    public string Kind { get; set; } = "";

    /// <summary>What it is known by; of an account a keyed hash.</summary>
    public string Key { get; set; } = "";

    public int Version { get; set; }

    public string State { get; set; } = "";

    public DateOnly? FromDay { get; set; }

    public DateOnly? ToDay { get; set; }

    public long Revision { get; set; }

    [Classified(DataClass.Confidential)]
    public byte[] Body { get; set; } = [];

    public DateTimeOffset SavedAt { get; set; }

    public string SavedBy { get; set; } = "";
}

/// <summary>The table of business objects.</summary>
internal static class BusinessTables
{
    public static void Configure(ModelBuilder model) => model.Entity<BusinessRecordRow>(row =>
    {
        row.ToTable("business_record");
        row.HasKey(x => new { x.RetailerId, x.Id }).HasName("pk_business_record");
        row.HasIndex(x => new { x.RetailerId, x.Kind, x.Key, x.Version }).IsUnique().HasDatabaseName("ux_business_record_key");
        row.HasIndex(x => new { x.RetailerId, x.Kind, x.State, x.Key, x.Version }).HasDatabaseName("ix_business_record_state");
    });
}
