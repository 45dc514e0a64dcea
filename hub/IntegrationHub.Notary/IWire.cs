using System.Net.Http.Headers;

namespace IntegrationHub.Notary;

/// <summary>Port: one exchange with a timestamp or revocation service.</summary>
/// <remarks>Implementations are thread-safe, bounded in time and size, follow no redirect, and speak to no address but the one named.</remarks>
public interface IWire
{
    /// <summary>The answer's octets, or null with whatever went wrong in <paramref name="problem"/>'s call.</summary>
    /// <param name="address">From configuration, never from a certificate or message.</param>
    /// <param name="request">Octets to post; null to get.</param>
    /// <param name="contentType">Of the request.</param>
    /// <param name="problem">Told in words when there is no answer.</param>
    ValueTask<byte[]?> AskAsync(Uri address, byte[]? request, string? contentType, Action<string> problem, CancellationToken cancellationToken);
}

/// <summary>Over HTTP. The client's own time-out and its largest answer count.</summary>
public sealed class HttpWire(HttpClient client) : IWire
{
    /// <summary>Largest answer where none is named.</summary>
    public const int LargestAnswer = 16 * 1024 * 1024;

    /// <summary>A client as this needs it: no redirects, no cookies, no proxy surprises.</summary>
    /// <param name="timeout">For a whole exchange.</param>
    /// <param name="largestAnswer">In octets; a larger one is not read.</param>
    public static HttpClient NewClient(TimeSpan timeout, int largestAnswer = LargestAnswer) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = timeout, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = timeout,
        MaxResponseContentBufferSize = largestAnswer,
    };

    public async ValueTask<byte[]?> AskAsync(Uri address, byte[]? request, string? contentType, Action<string> problem, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request is null ? HttpMethod.Get : HttpMethod.Post, address);
        if (request is not null)
            message.Content = new ByteArrayContent(request) { Headers = { ContentType = new MediaTypeHeaderValue(contentType!) } };
        try
        {
            using var response = await client.SendAsync(message, cancellationToken);
            if (response.IsSuccessStatusCode)
                return await response.Content.ReadAsByteArrayAsync(cancellationToken);
            problem($"{address} answered {(int)response.StatusCode}.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            problem($"{address}: {e.Message}");
        }
        return null;
    }
}
