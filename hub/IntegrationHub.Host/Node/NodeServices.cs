using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Exchange.Sending.Lanes;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node.Operations;
using IntegrationHub.Host.Observability;
using IntegrationHub.Host.Observability.Gauges;
using IntegrationHub.Host.Schemas;
using IntegrationHub.Lanes;
using IntegrationHub.Lanes.Crossing;
using IntegrationHub.Lanes.Files;
using IntegrationHub.Lanes.Notifications;
using IntegrationHub.Lanes.Partners;
using IntegrationHub.Lanes.Pulling;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Native.OpenSsl;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Protection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>Puts the core together: every port with its implementation, in one place.</summary>
internal static class NodeServices
{
    /// <summary>What receives, checks, signs and queues documents. The store's ports are registered beside it.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services, DataFolder folder, HubOptions options, NodeKeys keys, NodeTrust trust, SchemaFolders schemas, SignatureRules rules)
    {
        services.AddSingleton(folder);
        services.AddSingleton(options);
        services.AddSingleton(keys);
        services.AddSingleton(trust);
        services.AddSingleton(schemas);
        services.AddSingleton<ConfidentialGate>();
        services.AddSingleton<IConfidentialAccess>(provider => provider.GetRequiredService<ConfidentialGate>());
        services.AddSingleton<IHubClock, HubClock>();
        services.AddSingleton<IIdSource, HubIds>();
        services.AddSingleton(new SoapKeys(() => keys.Tls, () => keys.Signing));
        services.AddSingleton<ICertificateNotes>(static provider => provider.GetRequiredService<PartnerCertificates>());
        services.AddSingleton<IMessageVerifier>(static provider => new NotedSigners(new MessageVerifier(Sm2Family.IfAvailable), provider.GetRequiredService<ICertificateNotes>()));
        services.AddSingleton<ISignaturePolicies>(new PartySignaturePolicies(keys.Trust, trust.Revocation, trust.Kept.Find, rules, OwnKeys.Names(options.Pki)));
        if (trust.Revocation is { } revocation)
        {
            services.AddSingleton<ICertificateRevocation>(revocation);
        }

        services.AddSingleton<IDocumentValidator>(new ProfileValidator(party => schemas.Catalogs(party.Name)));
        services.AddSingleton<MarketOfNode>();
        services.AddSingleton<Func<MarketContext>>(static provider => provider.GetRequiredService<MarketOfNode>().Current);
        services.AddSingleton(static provider => new OutboundDecider(
            provider.GetRequiredService<Lanes.LaneOptions>().Outbound, provider.GetRequiredService<IIdSource>()));
        services.AddSingleton(static provider => new ReceptionPipeline(new ReceptionPorts
        {
            Parties = provider.GetRequiredService<IPartyRegistry>(),
            Archive = provider.GetRequiredService<IArchive>(),
            Opener = provider.GetRequiredService<IEnvelopeOpener>(),
            Verifier = provider.GetRequiredService<IMessageVerifier>(),
            Policies = provider.GetRequiredService<ISignaturePolicies>(),
            Validator = provider.GetRequiredService<IDocumentValidator>(),
            Store = provider.GetRequiredService<IReceptionStore>(),
            Sending = provider.GetRequiredService<ISendingStore>(),
            Answers = provider.GetRequiredService<IAnswerComposer>(),
            Requests = provider.GetRequiredService<IRequestComposer>(),
            Market = provider.GetRequiredService<Func<MarketContext>>(),
            Outbound = provider.GetRequiredService<OutboundDecider>(),
            Ids = provider.GetRequiredService<IIdSource>(),
            Clock = provider.GetRequiredService<IHubClock>(),
            Observer = new ReceptionTelemetry(),
        }));
        services.AddSingleton<IFetchedDocuments, FetchedDocuments>();
        services.AddSingleton<IAnswerReader, SoapAnswerReader>();
        services.AddSingleton<PreFlight>();
        services.AddSingleton<OutboundPreparation>();
        services.AddSingleton<ReceivedDocuments>().AddSingleton<IReceivedDocuments>(static provider => provider.GetRequiredService<ReceivedDocuments>());
        services.AddSingleton<ArchiveWork>();
        return services.AddLanes(folder, options);
    }

    private static IServiceCollection AddLanes(this IServiceCollection services, DataFolder folder, HubOptions options)
    {
        services.AddSingleton(LaneOptionsOf(options));
        services.AddSingleton<LaneSignals>();
        services.AddSingleton(static provider => new EndpointHealth(
            provider.GetRequiredService<Lanes.LaneOptions>().Breaker, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDocumentSender, DocumentSender>();
        services.AddSingleton<IStatusQuery, ListStatusQuery>();
        services.AddSingleton<IFileOutbox>(new FileOutbox(folder.Outbox));
        services.AddSingleton<LaneStep>();
        services.AddSingleton<PartnerLimitsCache>();
        services.AddSingleton<RequestPaces>();
        services.AddSingleton(new PullDecider(new PullPolicy { FirstRetry = options.Lanes.FirstRetry, LongestRetry = options.Lanes.LongestRetry }));
        services.AddSingleton<Poll>();
        services.AddSingleton(provider => new FileInbox(
            folder.Inbox,
            provider.GetRequiredService<IPartyRegistry>(),
            provider.GetRequiredService<ReceptionPipeline>(),
            provider.GetRequiredService<Lanes.LaneOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FileInbox>>()));
        return services;
    }

    /// <summary>What works by itself while the hub runs: the ledger, lanes, polls, file lanes, the business side, schema folders.</summary>
    /// <remarks>They stop in the opposite order, so the ledger outlasts what still writes events.</remarks>
    public static IServiceCollection AddWorkers(this IServiceCollection services)
    {
        services.AddHostedService(static provider => provider.GetRequiredService<NodeGauges>());
        services.AddSingleton<NodeIdentity>();
        services.AddHostedService<NodeHeartbeat>();
        services.AddHostedService<QueueWatch>();
        services.AddHostedService<RevocationRefresh>();
        services.AddHostedService<CheckpointSchedule>();
        services.AddHostedService<TimestampWork>();
        services.AddHostedService<KeyWork>();
        services.AddHostedService<LedgerSequencing>();
        services.AddHostedService(static provider => new LaneSupervisor(
            provider.GetRequiredService<IPartyRegistry>(),
            party => new Lane(
                party,
                provider.GetRequiredService<IPartyRegistry>(),
                provider.GetRequiredService<ISendingStore>(),
                provider.GetRequiredService<LaneStep>(),
                provider.GetRequiredService<LaneSignals>(),
                provider.GetRequiredService<Lanes.LaneOptions>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<Lane>>()),
            provider.GetRequiredService<Lanes.LaneOptions>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(static provider => new Puller(
            provider.GetRequiredService<IPartyRegistry>(),
            provider.GetRequiredService<Poll>,
            provider.GetRequiredService<Lanes.LaneOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Puller>>()));
        services.AddHostedService(static provider => provider.GetRequiredService<FileInbox>());
        services.AddHostedService<NotificationDispatcher>();
        services.AddHostedService<SchemaWatch>();
        services.AddHostedService<ArchiveKeeping>();
        return services;
    }

    /// <summary>The service between the company's and the customers' side, where the store holds both logins.</summary>
    public static IServiceCollection AddSynchronisation(this IServiceCollection services, HubStore database)
    {
        if (database.ReachesCustomersSide)
        {
            services.AddSingleton<Synchronisation>();
            services.AddHostedService<SynchronisationService>();
        }

        return services;
    }

    private static Lanes.LaneOptions LaneOptionsOf(HubOptions options)
    {
        var lanes = options.Lanes;
        return new Lanes.LaneOptions
        {
            Node = $"{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}",
            Lease = lanes.ClaimLease,
            RequestTimeout = lanes.SendTimeout,
            DrainWithin = options.Limits.DrainTimeout,
            Lane = new LanePolicy(lanes.Concurrency, lanes.Concurrency > 1 ? 1 : 0),
            Breaker = new BreakerPolicy(lanes.BreakerFailures, lanes.BreakerRest, TimeSpan.FromTicks(lanes.BreakerRest.Ticks * 8)),
            Outbound = new OutboundPolicy
            {
                FirstRetry = lanes.FirstRetry,
                LongestRetry = lanes.LongestRetry,
                AcknowledgementWithin = lanes.AcknowledgementTimeout,
                AskAfter = lanes.FirstRetry,
            },
        };
    }
}
