using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Observability;

namespace IntegrationHub.Host.Commands.Status;

/// <summary>Asks the hub itself how it is.</summary>
internal static class HubProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Where this machine reaches the health of a hub with this configuration.</summary>
    public static Uri AddressOf(HubOptions options)
    {
        var point = options.Observability.HealthAddress.EndPoint;
        var reachable = point.Address.Equals(IPAddress.Any) ? new IPEndPoint(IPAddress.Loopback, point.Port)
            : point.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.IPv6Loopback, point.Port)
            : point;
        return new Uri($"http://{reachable}/health/ready");
    }

    /// <summary>Its answer, or <c>null</c> when none comes.</summary>
    public static async Task<HealthAnswer?> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        if (address.Port <= 0)
        {
            return null;
        }

        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            using var response = await client.GetAsync(address, cancellationToken);
            return await response.Content.ReadFromJsonAsync<HealthAnswer>(cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or NotSupportedException
            || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}

/// <summary>The body of <c>/health/ready</c>.</summary>
internal sealed record HealthAnswer(bool Ready, IReadOnlyList<PartHealth>? Parts);
