using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Records;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace IntegrationHub.Retail.Bids;

/// <summary>Registers the books of bidding.</summary>
internal static class BiddingRegistration
{
    /// <param name="services">With the books of contracts and customers.</param>
    /// <param name="zone">The market's zone.</param>
    public static IServiceCollection AddBidding(this IServiceCollection services, DateTimeZone zone)
    {
        services.AddSingleton<MarketEventBook>();
        services.AddSingleton<BidTermsBook>();
        services.AddSingleton<PriceNotices>();
        services.AddSingleton(provider => new DemandBook(provider.GetRequiredService<IBusinessRecords>(), provider.GetRequiredService<CustomerBook>(), zone));
        services.TryAddSingleton<IForecastSource, NoForecasts>();
        services.AddSingleton(provider => new BidEntries(provider.GetRequiredService<IBusinessRecords>(), provider.GetRequiredService<MarketEventBook>(), zone));
        services.AddSingleton(provider => new AwardBook(provider.GetRequiredService<IBusinessRecords>(), provider.GetRequiredService<MarketEventBook>(), provider.GetRequiredService<BidEntries>(), zone));
        services.AddSingleton(provider => new ContractedEnergy(
            provider.GetRequiredService<IBusinessRecords>(), provider.GetRequiredService<PackageBook>(), provider.GetRequiredService<AwardBook>(), zone));
        services.AddSingleton(provider => new BidPlanBook(
            provider.GetRequiredService<IBusinessRecords>(),
            provider.GetRequiredService<MarketEventBook>(),
            provider.GetRequiredService<BidTermsBook>(),
            provider.GetRequiredService<DemandBook>(),
            provider.GetRequiredService<IForecastSource>(),
            provider.GetRequiredService<CustomerBook>(),
            provider.GetRequiredService<LoadCalendarBook>(),
            provider.GetRequiredService<ContractedEnergy>(),
            provider.GetRequiredService<BidEntries>(),
            zone));
        services.AddSingleton<BidCheck>();
        services.AddSingleton<BidPrices>();
        return services;
    }
}
