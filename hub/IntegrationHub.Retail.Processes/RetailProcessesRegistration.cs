using IntegrationHub.Retail.Processes.Settling;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Workflows.Engine.Running;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Retail.Processes;

/// <summary>Registers the services that the retailer's processes call.</summary>
public static class RetailProcessesRegistration
{
    /// <param name="services">With the books, the parties, the sender and the clock.</param>
    public static IServiceCollection AddRetailProcesses(this IServiceCollection services)
    {
        services.AddSingleton<SubmissionBook>();
        services.AddSingleton<DocumentSubmission>();
        services.AddSingleton<IServiceHandler, SettlementReadings>();
        services.AddSingleton<IServiceHandler, SettlementSubstitute>();
        services.AddSingleton<IServiceHandler, SettlementCalculate>();
        services.AddSingleton<IServiceHandler, SettlementSubmit>();
        services.AddSingleton<IServiceHandler, SettlementReconcile>();
        services.AddSingleton<IServiceHandler, SettlementDispute>();
        return services;
    }
}
