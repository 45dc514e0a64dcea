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
using IntegrationHub.Storage.Sending;
using IntegrationHub.Storage.SqlServer.Archive;
using IntegrationHub.Storage.SqlServer.Crossing;
using IntegrationHub.Storage.SqlServer.Ledger;
using IntegrationHub.Storage.SqlServer.Mailbox;
using IntegrationHub.Storage.SqlServer.Parties;
using IntegrationHub.Storage.SqlServer.Processes;
using IntegrationHub.Storage.SqlServer.Pulling;
using IntegrationHub.Storage.SqlServer.Reception;
using IntegrationHub.Storage.SqlServer.Sending;
using IntegrationHub.Storage.SqlServer.Timestamps;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.SqlServer;

/// <summary>SQL Server's implementation of every port.</summary>
internal static class SqlServerPorts
{
    public static void AddTo(IServiceCollection services, SqlServerStore store)
    {
        services.AddSingleton(store);
        services.AddSingleton<SqlServerArchive>();
        services.AddSingleton<IArchive>(static provider => provider.GetRequiredService<SqlServerArchive>());
        services.AddSingleton<IArchiveKeeper, SqlServerArchiveKeeper>();
        services.AddSingleton<IReceptionStore, SqlServerReceptionStore>();
        services.AddSingleton<ISendingStore, SqlServerSendingStore>();
        services.AddSingleton<IDocumentNotifications, SqlServerNotifications>();
        services.AddSingleton<IForsakenClaims, SqlServerForsakenClaims>();
        services.AddSingleton<MailboxCodes>();
        services.AddSingleton<IMailbox, SqlServerMailbox>();
        services.AddSingleton<IMailboxDrill, SqlServerMailboxDrill>();
        services.AddSingleton<PollLocks>();
        services.AddSingleton<IPullStore, SqlServerPullStore>();
        services.AddSingleton<ILedgerStore, SqlServerLedger>();
        services.AddSingleton<ILedgerReader>(static provider => provider.GetRequiredService<ILedgerStore>());
        services.AddSingleton<IExchangeLeaves, SqlServerExchangeLeaves>();
        services.AddSingleton<ITimestampStore, SqlServerTimestamps>();
        services.AddSingleton<ICompanyCrossings, SqlServerCompanyCrossings>();
        if (store.Customers is { } customers)
        {
            services.AddSingleton<ICustomerCrossings>(new SqlServerCustomerCrossings(customers));
            services.AddSingleton<ICrossingSides, SqlServerCrossingSides>();
        }

        services.AddSingleton<IProcessStore, SqlServerProcessStore>();
        services.AddSingleton<IDocumentAnswers, SqlServerDocumentAnswers>();
        services.AddSingleton<SqlServerNotices>();
        services.AddSingleton<INotifier>(static provider => provider.GetRequiredService<SqlServerNotices>());
        services.AddSingleton<INoticeOutbox>(static provider => provider.GetRequiredService<SqlServerNotices>());
        services.AddSingleton<SqlServerPartyRegistry>();
        services.AddSingleton<PartyChanges>();
        services.AddSingleton<IPartyRegistry>(static provider =>
        {
            // Whoever reads parties also wants to know of their changes.
            provider.GetRequiredService<PartyChanges>();
            return provider.GetRequiredService<SqlServerPartyRegistry>();
        });
    }
}
