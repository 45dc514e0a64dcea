using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Model;

/// <summary>The tables of the core. Statements of the hot path are written by hand against the same tables.</summary>
/// <remarks>Short-lived and not thread-safe, like every <see cref="DbContext"/>; the providers' differences are in their own configuration.</remarks>
internal sealed class HubContext(DbContextOptions<HubContext> options) : DbContext(options)
{
    /// <summary>Schema of every table, the migrations' own included.</summary>
    public const string Schema = "hub";

    public DbSet<PartyRow> Parties => Set<PartyRow>();

    public DbSet<PartyCertificateRow> PartyCertificates => Set<PartyCertificateRow>();

    public DbSet<InboundExchangeRow> Inbound => Set<InboundExchangeRow>();

    public DbSet<OutboundExchangeRow> Outbound => Set<OutboundExchangeRow>();

    public DbSet<EventRow> Events => Set<EventRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        ExchangeTables.Configure(modelBuilder);
        MailboxTables.Configure(modelBuilder);
        PartyTables.Configure(modelBuilder);

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                property.SetColumnName(SnakeCase.Of(property.Name));
        }
    }
}
