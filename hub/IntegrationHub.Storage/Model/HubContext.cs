using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Model;

/// <summary>The tables of the core. Statements of the hot path are written by hand against the same tables.</summary>
/// <remarks>Short-lived and not thread-safe, like every <see cref="DbContext"/>; each provider derives its own.</remarks>
internal abstract class HubContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Schema of every table, the migrations' own included.</summary>
    public const string Schema = "hub";

    public DbSet<PartyRow> Parties => Set<PartyRow>();

    public DbSet<PartyCertificateRow> PartyCertificates => Set<PartyCertificateRow>();

    public DbSet<InboundExchangeRow> Inbound => Set<InboundExchangeRow>();

    public DbSet<OutboundExchangeRow> Outbound => Set<OutboundExchangeRow>();

    public DbSet<SearchKeyRow> SearchKeys => Set<SearchKeyRow>();

    public DbSet<ArchiveRow> Archive => Set<ArchiveRow>();

    public DbSet<ArchiveAliasRow> ArchiveAliases => Set<ArchiveAliasRow>();

    public DbSet<ArchiveHoldRow> ArchiveHolds => Set<ArchiveHoldRow>();

    public DbSet<ArchiveProgressRow> ArchiveProgress => Set<ArchiveProgressRow>();

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<AccountRow> Accounts => Set<AccountRow>();

    public DbSet<AccountCertificateRow> AccountCertificates => Set<AccountCertificateRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<CodeRow> Codes => Set<CodeRow>();

    public DbSet<AttemptRow> Attempts => Set<AttemptRow>();

    public DbSet<RegisteredDocumentRow> Registered => Set<RegisteredDocumentRow>();

    public DbSet<DataKeyRow> DataKeys => Set<DataKeyRow>();

    public DbSet<KeyWorkRow> KeyWork => Set<KeyWorkRow>();

    public DbSet<BusinessRecordRow> BusinessRecords => Set<BusinessRecordRow>();

    public DbSet<ReadingBlockRow> ReadingBlocks => Set<ReadingBlockRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        ArchiveTables.Configure(modelBuilder);
        ExchangeTables.Configure(modelBuilder);
        MailboxTables.Configure(modelBuilder);
        PartyTables.Configure(modelBuilder);
        CrossingTables.Configure(modelBuilder);
        IdentityTables.Configure(modelBuilder);
        KeyTables.Configure(modelBuilder);
        BusinessTables.Configure(modelBuilder);
        ProcessTables.Configure(modelBuilder);
        ReadingTables.Configure(modelBuilder);
        NodeTables.Configure(modelBuilder);

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                property.SetColumnName(SnakeCase.Of(property.Name));
        }

        FitToProvider(modelBuilder);
    }

    /// <summary>What the provider's database says differently: types, the making of numbers, conditions of indexes.</summary>
    protected abstract void FitToProvider(ModelBuilder model);
}
