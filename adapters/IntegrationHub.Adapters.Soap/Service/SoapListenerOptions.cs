using System.Net;

namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>Where the service listens and what one caller may cost. Limits of a single party are its <c>PartyLimits</c>.</summary>
public sealed class SoapListenerOptions
{
    /// <summary>Addresses to listen on, each an access channel of its own. Default two of loopback; other addresses only by configuration.</summary>
    public IList<IPEndPoint> Addresses { get; } = [];

    /// <summary>What is listened on when <see cref="Addresses"/> names none.</summary>
    public static IReadOnlyList<IPEndPoint> DefaultAddresses { get; } = [new(IPAddress.Loopback, 8443), new(IPAddress.Loopback, 8444)];

    /// <summary>Path of the service; operators' paths end in ServiceEME.</summary>
    public string Path { get; set; } = "/ServiceEME";

    /// <summary>The addresses partners use, as the WSDL states them, of those of <see cref="Addresses"/> that lie behind a forwarder. Default the address that was connected to.</summary>
    public IDictionary<IPEndPoint, Uri> PublicAddresses { get; } = new Dictionary<IPEndPoint, Uri>();

    /// <summary>Requests of one party in work at once; one more is answered 429. Default 64, at least 1.</summary>
    public int MaxConcurrentRequestsPerParty { get; set; } = 64;

    /// <summary>Largest body of any party, whatever its own limit says. Default 256 MiB.</summary>
    public long MaxRequestBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>
    /// Bytes of bodies in work at once, all callers together; a body that does not fit is answered 503. What is decoded and inflated from a
    /// body costs about as much again, so memory stays below three times this. Default 512 MiB.
    /// </summary>
    public long MaxBytesInWork { get; set; } = 512L * 1024 * 1024;

    /// <summary>Open connections over all addresses. Default 1,000.</summary>
    public int MaxConnections { get; set; } = 1_000;

    /// <summary>A body must arrive at this rate, after <see cref="BodyGracePeriod"/>. Default 4,096 bytes per second.</summary>
    public double MinBodyBytesPerSecond { get; set; } = 4_096;

    /// <summary>Time in which the rate is not judged. Default 5 seconds.</summary>
    public TimeSpan BodyGracePeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>From the first byte to the end of the headers. Default 10 seconds.</summary>
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A whole body, however fast its parts. Default 5 minutes.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>TLS handshake. Default 10 seconds.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Idle connections are closed after this. Default 2 minutes.</summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Documents above this size are answered compressed (GetXmlAsBinaryThresholdInKb). Default 1 MiB; 0 never compresses.</summary>
    public int CompressAboveBytes { get; set; } = 1024 * 1024;

    /// <summary>Retry-After of 429 and 503, in seconds. Default 5.</summary>
    public int RetryAfterSeconds { get; set; } = 5;

    /// <summary>Events of unknown callers that are recorded per minute, all callers together; the rest is counted. Default 6.</summary>
    public int UnknownCallerEventsPerMinute { get; set; } = 6;

    /// <summary>What partners call the address that was connected to.</summary>
    internal Uri PublicAddressOf(IPEndPoint connectedTo)
    {
        foreach (var (listener, address) in PublicAddresses)
            if (listener.Port == connectedTo.Port && (listener.Address.Equals(connectedTo.Address) || listener.Address.Equals(IPAddress.Any) || listener.Address.Equals(IPAddress.IPv6Any)))
                return address;

        return new UriBuilder(Uri.UriSchemeHttps, connectedTo.Address.ToString(), connectedTo.Port, Path).Uri;
    }

    internal IReadOnlyList<IPEndPoint> Endpoints => Addresses.Count > 0 ? [.. Addresses] : DefaultAddresses;
}
