using IntegrationHub.Archive.Keeping;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Mailbox;
using IntegrationHub.Storage.PostgreSql.Archive;
using IntegrationHub.Storage.PostgreSql.Crossing;
using IntegrationHub.Storage.PostgreSql.Ledger;
using IntegrationHub.Storage.PostgreSql.Mailbox;
using IntegrationHub.Storage.PostgreSql.Parties;
using IntegrationHub.Storage.PostgreSql.Processes;
using IntegrationHub.Storage.PostgreSql.Pulling;
using IntegrationHub.Storage.PostgreSql.Reception;
using IntegrationHub.Storage.PostgreSql.Sending;
using IntegrationHub.Storage.PostgreSql.Timestamps;
using IntegrationHub.Storage.Sending;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.PostgreSql;

/// <summary>PostgreSQL's implementation of every port.</summary>
internal static class PostgresPorts
{
    public static void AddTo(IServiceCollection services, PostgresStore database)
    {
        services.AddSingleton(database);
        services.AddSingleton(provider => new PostgresArchive(
            database, provider.GetRequiredService<StoredForms>().Contents, database.Options.OutsideArchive));
        services.AddSingleton<IArchiveKeeper>(provider => new PostgresArchiveKeeper(
            database, provider.GetRequiredService<StoredForms>(), database.Options.OutsideArchive));
        services.AddSingleton<IArchive>(static provider => provider.GetRequiredService<PostgresArchive>());
        services.AddSingleton<IReceptionStore, PostgresReceptionStore>();
        services.AddSingleton<IDocumentNotifications, PostgresNotifications>();
        services.AddSingleton<ISendingStore, PostgresSendingStore>();
        services.AddSingleton<IForsakenClaims, PostgresForsakenClaims>();
        services.AddSingleton<MailboxCodes>();
        services.AddSingleton<IMailbox, PostgresMailbox>();
        services.AddSingleton<IMailboxDrill, PostgresMailboxDrill>();
        services.AddSingleton<PollLocks>();
        services.AddSingleton<IPullStore, PostgresPullStore>();
        services.AddSingleton<ILedgerStore, PostgresLedger>();
        services.AddSingleton<IExchangeLeaves, PostgresExchangeLeaves>();
        services.AddSingleton<ITimestampStore, PostgresTimestamps>();
        services.AddSingleton<ICompanyCrossings, PostgresCompanyCrossings>();
        if (database.Customers is { } customers)
        {
            services.AddSingleton<ICustomerCrossings>(new PostgresCustomerCrossings(customers));
            services.AddSingleton<ICrossingSides, PostgresCrossingSides>();
        }

        services.AddSingleton<IProcessStore, PostgresProcessStore>();
        services.AddSingleton<IDocumentAnswers, PostgresDocumentAnswers>();
        services.AddSingleton<PostgresNotices>();
        services.AddSingleton<INotifier>(static provider => provider.GetRequiredService<PostgresNotices>());
        services.AddSingleton<INoticeOutbox>(static provider => provider.GetRequiredService<PostgresNotices>());
        services.AddSingleton<ILedgerReader>(static provider => provider.GetRequiredService<ILedgerStore>());
        services.AddSingleton(provider => new PostgresPartyRegistry(database, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PartyChanges>();
        services.AddSingleton<IPartyRegistry>(static provider =>
        {
            // Whoever reads parties also wants to know of their changes.
            provider.GetRequiredService<PartyChanges>();
            return provider.GetRequiredService<PostgresPartyRegistry>();
        });
    }
}
