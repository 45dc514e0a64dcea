using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Model;

/// <summary>Registry, exchanges, events and outbox. Every index is paid for on each commit; each says what it is for.</summary>
internal static class ExchangeTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<RegisteredDocumentRow>(row =>
        {
            row.ToTable("registered_document");
            row.HasKey(x => new { x.RetailerId, x.SenderCode, x.MRid, x.Revision });
        });
        model.Entity<InboundExchangeRow>(row =>
        {
            row.ToTable("inbound_exchange");
            row.HasKey(x => new { x.RetailerId, x.Id });
            row.Property(x => x.SeriesCut).HasDefaultValue(false);
            // One party's exchanges, newest first.
            row.HasIndex(x => new { x.RetailerId, x.PartyId, x.Id }).HasDatabaseName("ix_inbound_party");
            // Get by identification, and the search box.
            row.HasIndex(x => new { x.RetailerId, x.MRid }).HasDatabaseName("ix_inbound_mrid");
            // One type's exchanges, newest first.
            row.HasIndex(x => new { x.RetailerId, x.Type, x.Id }).HasDatabaseName("ix_inbound_type");
            // Both at once: by one of them alone a party's exchanges are walked to their end where it never sends that type.
            row.HasIndex(x => new { x.RetailerId, x.PartyId, x.Type, x.Id }).HasDatabaseName("ix_inbound_party_type");
            // The few that were not accepted; those that were are found on any page of the others.
            row.HasIndex(x => new { x.RetailerId, x.State, x.Id }).HasDatabaseName("ix_inbound_state").HasFilter($"state <> {(int)InboundState.Accepted}");
            // Documents of a delivery period, latest first.
            row.HasIndex(x => new { x.RetailerId, x.PeriodStart, x.Id }).HasDatabaseName("ix_inbound_period").HasFilter("period_start is not null");
        });
        model.Entity<OutboundExchangeRow>(Outbound);
        model.Entity<EventRow>(row =>
        {
            row.ToTable("event");
            row.HasKey(x => new { x.RetailerId, x.Id });
            // The history of one exchange.
            row.HasIndex(x => new { x.RetailerId, x.ExchangeId }).HasDatabaseName("ix_event_exchange").HasFilter("exchange_id is not null");
            // The newest alarms, unknown callers, …
            row.HasIndex(x => new { x.RetailerId, x.Kind, x.Id }).HasDatabaseName("ix_event_kind");
            // What somebody did, newest first. What the hub does by itself is most of all and found on any page of the others, so no document is kept waiting for this.
            row.HasIndex(x => new { x.RetailerId, x.Actor, x.Id }).HasDatabaseName("ix_event_actor").HasFilter($"actor <> '{EventRow.Hub}'");
            // What one party is about, newest first: one that is seldom heard of has its last entries far behind everybody's.
            row.HasIndex(x => new { x.RetailerId, x.PartyId, x.Id }).HasDatabaseName("ix_event_party").HasFilter("party_id is not null");
        });
        model.Entity<SearchKeyRow>(row =>
        {
            row.ToTable("exchange_key");
            row.HasKey(x => new { x.RetailerId, x.Kind, x.Value, x.ExchangeId });
        });
        model.Entity<NotificationRow>(row =>
        {
            row.ToTable("notification");
            row.HasKey(x => x.Id);
            // The claim.
            row.HasIndex(x => new { x.RetailerId, x.ClaimableAt, x.Id }).HasDatabaseName("ix_notification_claim");
        });
    }

    private static void Outbound(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<OutboundExchangeRow> row)
    {
        row.ToTable("outbound_exchange");
        row.HasKey(x => new { x.RetailerId, x.Id });
        row.Property(x => x.SeriesCut).HasDefaultValue(false);
        // A document of ours exists once.
        row.HasIndex(x => new { x.RetailerId, x.SenderCode, x.MRid, x.Revision }).IsUnique().HasDatabaseName("ux_outbound_document");
        // Get by identification, acknowledgements that name no revision, and the search box.
        row.HasIndex(x => new { x.RetailerId, x.MRid }).HasDatabaseName("ix_outbound_mrid");
        row.HasIndex(x => new { x.RetailerId, x.PartyId, x.Id }).HasDatabaseName("ix_outbound_party");
        row.HasIndex(x => new { x.RetailerId, x.Type, x.Id }).HasDatabaseName("ix_outbound_type");
        row.HasIndex(x => new { x.RetailerId, x.PartyId, x.Type, x.Id }).HasDatabaseName("ix_outbound_party_type");
        row.HasIndex(x => new { x.RetailerId, x.State, x.Id }).HasDatabaseName("ix_outbound_state").HasFilter($"state <> {(int)OutboundState.Accepted}");
        row.HasIndex(x => new { x.RetailerId, x.PeriodStart, x.Id }).HasDatabaseName("ix_outbound_period").HasFilter("period_start is not null");
        // The claim with a backlog: first by priority. Finished rows are not in it, however many there are.
        row.HasIndex(x => new { x.RetailerId, x.PartyId, x.Priority, x.CreatedAt, x.Id })
            .HasDatabaseName("ix_outbound_lane").HasFilter("claimable_at is not null");
        // The claim when most wait for an acknowledgement, and the next instant to wake.
        row.HasIndex(x => new { x.RetailerId, x.PartyId, x.ClaimableAt })
            .HasDatabaseName("ix_outbound_due").HasFilter("claimable_at is not null");
    }
}
