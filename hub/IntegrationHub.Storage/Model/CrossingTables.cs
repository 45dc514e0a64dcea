using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Model;

/// <summary>What crosses between the company's and the customers' side: the same three tables on each side, and no table of both.</summary>
internal static class CrossingTables
{
    /// <summary>Schema of the customers' side.</summary>
    public const string CustomerSchema = "customer";

    public static void Configure(ModelBuilder model)
    {
        Side<CompanyOutboxRow, CompanyInboxRow, CompanyStreamRow>(model, HubContext.Schema);
        Side<CustomerOutboxRow, CustomerInboxRow, CustomerStreamRow>(model, CustomerSchema);
    }

    private static void Side<TOutbox, TInbox, TStream>(ModelBuilder model, string schema)
        where TOutbox : CrossingOutboxRow
        where TInbox : CrossingInboxRow
        where TStream : CrossingStreamRow
    {
        model.Entity<TOutbox>(row =>
        {
            row.ToTable("crossing_outbox", schema);
            row.HasKey(x => new { x.RetailerId, x.Stream, x.Id }).HasName($"pk_{schema}_crossing_outbox");
            // In the order of the stream.
            row.HasIndex(x => new { x.RetailerId, x.Stream, x.Number }).IsUnique().HasDatabaseName("ux_crossing_outbox_number").HasFilter("number is not null");
            // What has no number yet, oldest first; empty after the service looked.
            row.HasIndex(x => new { x.RetailerId, x.Stream, x.Id }).HasDatabaseName("ix_crossing_outbox_new").HasFilter("number is null");
        });
        model.Entity<TInbox>(row =>
        {
            row.ToTable("crossing_inbox", schema);
            row.HasKey(x => new { x.RetailerId, x.Stream, x.Id }).HasName($"pk_{schema}_crossing_inbox");
            row.HasIndex(x => new { x.RetailerId, x.Stream, x.Number }).IsUnique().HasDatabaseName("ux_crossing_inbox_number");
        });
        model.Entity<TStream>(row =>
        {
            row.ToTable("crossing_stream", schema);
            row.HasKey(x => new { x.RetailerId, x.Stream }).HasName($"pk_{schema}_crossing_stream");
        });
    }
}
