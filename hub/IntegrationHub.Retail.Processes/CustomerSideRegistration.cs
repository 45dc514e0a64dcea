using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Records;
using IntegrationHub.Workflows.Engine.Running;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Retail.Processes;

/// <summary>Registers what the company's side does for the customers' side: logins, contracts to read, requests.</summary>
public static class CustomerSideRegistration
{
    /// <param name="services">With the books, the crossings, and the consents of customers.</param>
    /// <param name="retailer">Whose customers.</param>
    /// <param name="breached">Passwords known from breaches; null where no list is configured.</param>
    /// <param name="hours">When reminders may be sent.</param>
    public static IServiceCollection AddCustomerSide(this IServiceCollection services, RetailerId retailer, BreachedPasswords? breached, ReminderHours hours)
    {
        services.AddSingleton(provider => new LoginBook(
            provider.GetRequiredService<IBusinessRecords>(), provider.GetRequiredService<CustomerBook>(), provider.GetRequiredService<ICompanyCrossings>(), provider.GetRequiredService<IIdSource>(),
            new PasswordHashing(), retailer, provider.GetRequiredService<TimeProvider>()) { Breached = breached });
        services.AddSingleton(hours);
        services.AddSingleton<ReminderLimits>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SubscriptionBook>(provider, retailer));
        services.AddSingleton<CustomerNoticeBook>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CustomerNoticeSending>(provider, retailer));
        services.AddSingleton<EndingContracts>();
        services.AddSingleton<ArticleNews>();
        services.AddSingleton<CustomerContracts>();
        services.AddSingleton<ConsentReaching>();
        services.AddSingleton<CustomerFigures>();
        services.AddSingleton<CustomerEntries>();
        services.AddSingleton<CustomerReminders>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ServiceRequestBook>(provider, retailer));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SurveyBook>(provider, retailer, hours.Zone));
        services.AddSingleton<ServiceRequestDesk>();
        services.AddSingleton<CustomerSheets>();
        services.AddSingleton<IServiceHandler, RequestAnswering>();
        services.AddSingleton<IServiceHandler, RequestClosing>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CustomerShelves>(provider, retailer));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CustomerRequestDesk>(provider, retailer));
        return services;
    }
}
