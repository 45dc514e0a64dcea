using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Archive;
using IntegrationHub.Storage.Ledger;
using IntegrationHub.Storage.Mailbox;
using IntegrationHub.Storage.Parties;
using IntegrationHub.Storage.Pulling;
using IntegrationHub.Storage.Reception;
using IntegrationHub.Storage.Search;
using IntegrationHub.Storage.Sending;
using IntegrationHub.Storage.Timestamps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IntegrationHub.Storage;

/// <summary>Registers every port of the core that the store implements.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Adds the ports over an open store. Open it first (<see cref="HubDatabase.OpenAsync(StorageOptions, ICrashPoints?, CancellationToken)"/>):
    /// a hub whose store does not open does not start. Who opened it disposes it, after the container.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="database">The open store.</param>
    public static IServiceCollection AddIntegrationHubStorage(this IServiceCollection services, HubDatabase database)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(database);
        services.AddSingleton<PostgresArchive>();
        services.AddSingleton<IArchive>(static provider => provider.GetRequiredService<PostgresArchive>());
        services.AddSingleton<IReceptionStore, PostgresReceptionStore>();
        services.AddSingleton<IDocumentNotifications, PostgresNotifications>();
        services.AddSingleton<ISendingStore, PostgresSendingStore>();
        services.AddSingleton<MailboxCodes>();
        services.AddSingleton<IMailbox, PostgresMailbox>();
        services.AddSingleton<PollLocks>();
        services.AddSingleton<IPullStore, PostgresPullStore>();
        services.AddSingleton<IExchangeReader, PostgresExchangeReader>();
        services.AddSingleton<ILedgerStore, PostgresLedger>();
        services.AddSingleton<IExchangeLeaves, PostgresExchangeLeaves>();
        services.AddSingleton<ITimestampStore, PostgresTimestamps>();
        services.AddSingleton<ILedgerReader>(static provider => provider.GetRequiredService<ILedgerStore>());
        services.AddSingleton(provider => new PostgresPartyRegistry(database, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PartyChanges>();
        services.AddSingleton<IPartyRegistry>(static provider =>
        {
            // Whoever reads parties also wants to know of their changes.
            provider.GetRequiredService<PartyChanges>();
            return provider.GetRequiredService<PostgresPartyRegistry>();
        });
        return services;
    }
}
