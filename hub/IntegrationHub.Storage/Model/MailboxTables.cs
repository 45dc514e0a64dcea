using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Model;

/// <summary>What parties list and get from us, and how far we have read from them.</summary>
internal static class MailboxTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<MailboxRow>(row =>
        {
            row.ToTable("mailbox");
            row.HasKey(x => new { x.RetailerId, x.PartyId });
        });
        model.Entity<MailboxEntryRow>(row =>
        {
            row.ToTable("mailbox_entry");
            row.HasKey(x => new { x.RetailerId, x.PartyId, x.ExchangeId });
            // List by code.
            row.HasIndex(x => new { x.RetailerId, x.PartyId, x.Code }).IsUnique().HasDatabaseName("ux_mailbox_code").HasFilter("code is not null");
            // Queue NEXT: the oldest document addressed to the party.
            row.HasIndex(x => new { x.RetailerId, x.PartyId, x.Code }, "ix_mailbox_queue").HasFilter("code is not null and addressed");
            // List by the time of the server or of the document.
            row.HasIndex(x => new { x.RetailerId, x.PartyId, x.ServerTimestamp }).HasDatabaseName("ix_mailbox_server");
            row.HasIndex(x => new { x.RetailerId, x.PartyId, x.PeriodEnd }).HasDatabaseName("ix_mailbox_period").HasFilter("period_end is not null");
            // What has no code yet, in order of age; empty after the party looked.
            row.HasIndex(x => new { x.RetailerId, x.PartyId, x.ExchangeId }).HasDatabaseName("ix_mailbox_new").HasFilter("code is null");
        });
        model.Entity<PullCursorRow>(row =>
        {
            row.ToTable("pull_cursor");
            row.HasKey(x => new { x.RetailerId, x.PartyId });
        });
    }
}
