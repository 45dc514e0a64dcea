using IntegrationHub.Market;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Acting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Api.Retail;

/// <summary>Customers, packages and contracts over HTTP: the same books, refusals and actors as the command line.</summary>
public sealed class RetailApi : IApiPart
{
    public void AddTo(IServiceCollection services, IServiceProvider hub)
    {
        services.AddSingleton(hub.GetRequiredService<CustomerBook>());
        services.AddSingleton(hub.GetRequiredService<PackageBook>());
        services.AddSingleton(hub.GetRequiredService<ContractBook>());
        services.AddSingleton(hub.GetRequiredService<CustomerConsents>());
        services.AddSingleton(hub.GetRequiredService<IProcessPolicy>());
    }

    public void Map(RouteGroupBuilder api)
    {
        CustomerEndpoints.Map(api);
        PackageEndpoints.Map(api);
        ContractEndpoints.Map(api);
    }

    internal static IReadOnlyList<Finding> Findings(IReadOnlyList<Problem> problems) =>
        [.. problems.Select(static problem => new Finding(problem.Code, problem.Where, "", 0, problem.Text, problem.Remedy))];

    /// <summary>A body as text, with a limit.</summary>
    internal static async Task<string?> TextAsync(HttpContext http, int most, CancellationToken cancellation)
    {
        using var reader = new StreamReader(http.Request.Body);
        var buffer = new char[Math.Min(most, 64 << 10) + 1];
        var text = new System.Text.StringBuilder();
        while (await reader.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            if (text.Append(buffer, 0, read).Length > most)
            {
                return null;
            }
        }

        return text.ToString();
    }
}
