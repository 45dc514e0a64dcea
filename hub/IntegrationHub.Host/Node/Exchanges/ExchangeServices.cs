using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Api;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.Observability.Gauges;
using IntegrationHub.Host.Simulation.Drills;
using IntegrationHub.Lanes;
using IntegrationHub.Notary.Bundles;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Texts;
using IntegrationHub.Storage.Protection;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node.Exchanges;

/// <summary>What pages and the HTTP API do with exchanges and operations, put together once.</summary>
internal static class ExchangeServices
{
    /// <summary>Parts whose sentences pages show and that pages do not know: their problems stand in exchanges, jobs and certificates.</summary>
    internal static SentenceOwners Sentences { get; } =
        new([typeof(EnvelopeRefusals).Assembly, typeof(LaneSignals).Assembly, typeof(EncryptionRule).Assembly, typeof(EvidenceExporter).Assembly, typeof(ExchangeServices).Assembly]);

    public static IServiceCollection AddExchangeDesk(this IServiceCollection services)
    {
        services.AddSingleton(static provider => new OperatorDesk(
            provider.GetRequiredService<ISendingStore>(), provider.GetRequiredService<IExchangeReader>(), provider.GetRequiredService<OutboundDecider>(), provider.GetRequiredService<IHubClock>())
        {
            Wake = provider.GetRequiredService<LaneSignals>().Wake,
        });
        services.AddSingleton<NodeGauges>();
        services.AddSingleton<IOperations, NodeOperations>();
        services.AddSingleton<IEvidenceExport, NodeEvidence>();
        services.AddSingleton<IReadableDocuments, NodeDocuments>();
        services.AddSingleton<IEvidenceVerification, NodeVerification>();
        services.AddSingleton(Sentences);
        services.AddSingleton<ReviewBook>();
        services.AddSingleton<IReviewDesk, NodeReviews>();
        services.AddSingleton<IPartnerCertificates>(static provider => provider.GetRequiredService<PartnerCertificates>());
        services.AddSingleton<IApiPart, ExchangeApi>();
        services.AddSingleton<EverythingSearch>();
        services.AddSingleton<IApiPart, SearchApi>();
        services.AddSingleton<IApiPart, OperationsApi>();
        services.AddSingleton<IFaultDrills, SimulatorDrills>();
        services.AddSingleton<IApiPart, DrillApi>();
        services.AddSingleton<IApiPart, LedgerApi>();
        services.AddSingleton<IApiPart, ReviewApi>();
        return services;
    }
}
