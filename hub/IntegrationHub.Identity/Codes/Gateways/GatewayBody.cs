using System.Net;

namespace IntegrationHub.Identity.Codes.Gateways;

/// <summary>Body of a request to a gateway; knows whether any of it can have left.</summary>
internal sealed class GatewayBody(byte[] octets) : HttpContent
{
    private volatile bool _began;

    /// <summary>False as long as name, connection and TLS were not ready for the first octet: then the gateway certainly has no message.</summary>
    public bool Began => _began;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        _began = true;
        return stream.WriteAsync(octets).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = octets.Length;
        return true;
    }
}
