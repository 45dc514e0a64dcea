using IntegrationHub.Retail.Processes.Submitting;
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
        return services;
    }
}
