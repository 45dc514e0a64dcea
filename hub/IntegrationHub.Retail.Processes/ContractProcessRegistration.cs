using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Comments;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.Contracts;
using IntegrationHub.Retail.Processes.Customers;
using IntegrationHub.Retail.Processes.Deciding;
using IntegrationHub.Retail.Processes.Signing;
using IntegrationHub.Retail.Processes.Tracking;
using IntegrationHub.Retail.Records;
using IntegrationHub.Workflows.Engine.Running;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Retail.Processes;

/// <summary>Registers the services that the processes of contracts and customers call, what is shown to who decides, and the consents of customers.</summary>
public static class ContractProcessRegistration
{
    /// <param name="services">With the books, the engine, and the ports of signing, sending and text messages.</param>
    /// <param name="filing">Where filings go.</param>
    public static IServiceCollection AddContractProcesses(this IServiceCollection services, FilingOptions filing)
    {
        services.AddSingleton(filing);
        services.AddSingleton<CaseActors>();
        services.AddSingleton<CaseComments>();
        services.AddSingleton<CaseDocuments>();
        services.AddSingleton<TaskSheets>();
        services.AddSingleton<SignatureFiles>();
        services.AddSingleton<ConsentBook>();
        services.AddSingleton<ContractCourses>();
        services.AddSingleton<OnboardingTexts>();
        services.AddSingleton<ConsentDelivery>();
        services.AddSingleton<LateStamps>();
        services.AddSingleton<ContactChanges>();
        services.AddSingleton<CustomerConsents>();
        services.AddSingleton<DeliveryReminders>();
        services.AddSingleton<DeliveryTelling>();
        services.AddSingleton<IAnswerCheck, ContractDraftCheck>();
        services.AddSingleton<IServiceHandler, ContractSubmit>();
        services.AddSingleton<IServiceHandler, ContractReturn>();
        services.AddSingleton<IServiceHandler, ContractReject>();
        services.AddSingleton<IServiceHandler, ContractRender>();
        services.AddSingleton<IServiceHandler, ContractExpire>();
        services.AddSingleton<IServiceHandler, ContractSign>();
        services.AddSingleton<IServiceHandler, ContractTimestamp>();
        services.AddSingleton<IServiceHandler, ContractFile>();
        services.AddSingleton<IServiceHandler, ContractActivate>();
        services.AddSingleton<IServiceHandler, ContractTerminate>();
        services.AddSingleton<IServiceHandler, CustomerCheck>();
        services.AddSingleton<IServiceHandler, CustomerTell>();
        services.AddSingleton<IServiceHandler>(provider => new CustomerBind(
            provider.GetRequiredService<CustomerBook>(), provider.GetRequiredService<ConsentBook>(), provider.GetRequiredService<IBusinessRecords>(), filing.Zone));
        return services;
    }
}
