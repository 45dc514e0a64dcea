using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market.Readings;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Comparing;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Retail.Tracking;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Protection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace IntegrationHub.Retail;

/// <summary>Registers the retailer's books.</summary>
public static class RetailRegistration
{
    /// <param name="services">With the store's ports, ids, clock, and who says whether confidential data may be used.</param>
    /// <param name="store">The open store.</param>
    /// <param name="zone">The market's zone.</param>
    public static IServiceCollection AddRetail(this IServiceCollection services, HubStore store, DateTimeZone zone)
    {
        services.AddSingleton<IBusinessRecords>(provider => new GuardedRecords(
            new StoredRecords(store, provider.GetRequiredService<IIdSource>(), provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<IConfidentialAccess>()));
        services.TryAddSingleton<IPersonAccounts, NamesArePersons>();
        services.AddSingleton<ContactBook>();
        services.AddSingleton<CustomerBook>();
        services.AddSingleton<LoadCalendarBook>();
        services.AddSingleton<PackageBook>();
        services.AddSingleton<ParameterBook>();
        services.AddSingleton<TemplateBook>();
        services.AddBidding(zone);
        services.AddSingleton<AttachmentBook>();
        services.AddSingleton<SignatureBook>();
        services.AddSingleton<FilingBook>();
        services.AddSingleton<DecompositionBook>();
        services.AddSingleton<HandSteps>();
        services.AddSingleton(provider => new ContractBook(provider.GetRequiredService<IBusinessRecords>(), provider.GetRequiredService<TimeProvider>(), zone, provider.GetRequiredService<IPersonAccounts>()));
        services.AddSingleton(provider => new ContractExpiry(provider.GetRequiredService<ContractBook>(), provider.GetRequiredService<TimeProvider>(), zone));
        services.AddSingleton(MonthGrids.QuarterHours(zone));
        services.AddSingleton(provider => new ReadingStore(
            store, provider.GetRequiredService<IIdSource>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IConfidentialAccess>()));
        services.AddSingleton<ReadingBook>();
        services.AddSingleton<ReadingRefusals>();
        services.AddSingleton<BasisBook>();
        services.AddSingleton(provider => new BillStore(
            store, provider.GetRequiredService<IBusinessRecords>(), provider.GetRequiredService<IIdSource>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IConfidentialAccess>()));
        services.AddSingleton<SettlementBook>();
        services.AddSingleton<SettlementProof>();
        services.AddSingleton<ReadingSubstitution>();
        services.AddSingleton<TrackingTermsBook>();
        services.AddSingleton(provider => new DeliveryBook(provider.GetRequiredService<IBusinessRecords>(), store.CrashPoints));
        services.AddSingleton<DeliveryWatch>();
        services.AddSingleton<DailyLook>();
        services.AddSingleton<DeliveryDays>();
        services.AddSingleton<VersionComparisons>();
        return services;
    }

    /// <summary>What is published on the customers' side.</summary>
    /// <param name="services">With the books.</param>
    /// <param name="store">The open store.</param>
    /// <param name="zone">The market's.</param>
    /// <param name="confidentialWords">What must not stand in a text for everybody, beside what the books say.</param>
    public static IServiceCollection AddArticles(this IServiceCollection services, HubStore store, DateTimeZone zone, IReadOnlyList<string> confidentialWords)
    {
        services.AddSingleton(provider => new ConfidentialThings(provider.GetRequiredService<ContractBook>(), provider.GetRequiredService<CustomerBook>(), confidentialWords));
        services.AddSingleton(provider => new ArticleBook(
            provider.GetRequiredService<IBusinessRecords>(), provider.GetRequiredService<ConfidentialThings>(), provider.GetRequiredService<ICompanyCrossings>(), store.Options.Retailer,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IPersonAccounts>(), provider.GetRequiredService<PackageBook>(), zone));
        return services;
    }
}
