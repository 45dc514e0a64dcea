using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Lanes.Notifications;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Processes.Bids;
using IntegrationHub.Retail.Processes.Settling;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Workflows.Engine.Running;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Retail.Processes;

/// <summary>Registers the services that the retailer's processes call.</summary>
public static class RetailProcessesRegistration
{
    /// <param name="services">With the books, the parties, the sender and the clock.</param>
    /// <param name="zone">The market's zone.</param>
    public static IServiceCollection AddRetailProcesses(this IServiceCollection services, DateTimeZone zone)
    {
        services.AddSingleton<SubmissionBook>();
        services.AddSingleton<DisputeStatements>();
        services.AddSingleton<DocumentSubmission>();
        services.AddSingleton<IServiceHandler, SettlementReadings>();
        services.AddSingleton<IServiceHandler, SettlementSubstitute>();
        services.AddSingleton<IServiceHandler, SettlementCalculate>();
        services.AddSingleton<IServiceHandler, SettlementSubmit>();
        services.AddSingleton<IServiceHandler, SettlementReconcile>();
        services.AddSingleton<IServiceHandler, SettlementDispute>();
        return services.AddBidServices(zone);
    }

    /// <summary>What takes received documents to the books and processes; where the store keeps processes.</summary>
    public static IServiceCollection AddRetailReception(this IServiceCollection services, DateTimeZone zone)
    {
        services.AddSingleton<IDocumentHandler, BidResultReception>();
        services.AddSingleton<IDocumentHandler>(provider => new AccountReception(provider.GetRequiredService<IPartyRegistry>(), provider.GetRequiredService<ProcessEngine>(), zone));
        services.AddSingleton<IDocumentHandler>(provider => new PriceReception(provider.GetRequiredService<PriceNotices>(), zone));
        return services;
    }

    private static IServiceCollection AddBidServices(this IServiceCollection services, DateTimeZone zone)
    {
        services.AddSingleton(provider => new BidServices(
            provider.GetRequiredService<BidEntries>(),
            provider.GetRequiredService<MarketEventBook>(),
            provider.GetRequiredService<IPartyRegistry>(),
            provider.GetRequiredService<IDocumentValidator>(),
            zone));
        services.AddSingleton<IServiceHandler, BidGap>();
        services.AddSingleton<IServiceHandler, BidCeiling>();
        services.AddSingleton<IServiceHandler, BidRender>();
        services.AddSingleton<IServiceHandler, BidPreflight>();
        services.AddSingleton<IServiceHandler, BidSign>();
        services.AddSingleton<IServiceHandler, BidSubmit>();
        services.AddSingleton<IServiceHandler, BidMissed>();
        services.AddSingleton<IServiceHandler, BidRefused>();
        services.AddSingleton<BidWithdrawal>();
        services.AddSingleton<IServiceHandler, BidWithdraw>();
        services.AddSingleton<IServiceHandler, BidReconcile>();
        return services;
    }
}
