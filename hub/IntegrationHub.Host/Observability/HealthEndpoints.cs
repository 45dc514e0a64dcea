using System.Text.Json;
using IntegrationHub.Identity.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Observability;

/// <summary><c>/health/live</c> answers while the process works; <c>/health/ready</c> when every part does.</summary>
internal static class HealthEndpoints
{
    private const string Because = "what supervises the process has no account; it listens on an address of its own and says which parts work, and no more";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Maps both. Parts are every registered <see cref="IReadinessCheck"/>.</summary>
    public static IEndpointRouteBuilder MapHubHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Text("live\n")).OpenToEverybody(Because);
        endpoints.MapGet("/health/ready", async (HttpContext http) =>
        {
            var parts = await CheckAllAsync(http.RequestServices.GetServices<IReadinessCheck>(), http.RequestAborted);
            var ready = parts.All(part => part.Ready);
            http.Response.StatusCode = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await http.Response.WriteAsJsonAsync(new { ready, parts }, JsonSerializerOptions.Web, http.RequestAborted);
        }).OpenToEverybody(Because);
        return endpoints;
    }

    /// <summary>Asks every part at the same time; one that throws or does not answer in time is not ready.</summary>
    public static async Task<IReadOnlyList<PartHealth>> CheckAllAsync(IEnumerable<IReadinessCheck> checks, CancellationToken cancellationToken) =>
        await Task.WhenAll(checks.Select(async check =>
        {
            try
            {
                return await check.CheckAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                return new PartHealth(check.GetType().Name, Ready: false, exception is TimeoutException ? "no answer in time" : exception.GetType().Name);
            }
        }));
}
