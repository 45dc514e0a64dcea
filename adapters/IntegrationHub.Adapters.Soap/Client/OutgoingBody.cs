using System.Net;
using IntegrationHub.Adapters.Soap.Messages;

namespace IntegrationHub.Adapters.Soap.Client;

/// <summary>The body of a call; knows whether any of it can have left.</summary>
internal sealed class OutgoingBody : HttpContent
{
    private readonly SoapVersion _version;
    private readonly ReadOnlyMemory<byte> _message;
    private volatile bool _began;

    public OutgoingBody(SoapVersion version, ReadOnlyMemory<byte> message)
    {
        _version = version;
        _message = message;
        Headers.TryAddWithoutValidation("Content-Type", EnvelopeWriter.ContentType(version));
    }

    /// <summary>False as long as the connection was not ready for the first byte: then the call certainly did not arrive.</summary>
    public bool Began => _began;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        _began = true;
        await stream.WriteAsync(EnvelopeWriter.Before(_version).ToArray());
        await stream.WriteAsync(_message);
        await stream.WriteAsync(EnvelopeWriter.After.ToArray());
    }

    protected override bool TryComputeLength(out long length)
    {
        length = EnvelopeWriter.Before(_version).Length + _message.Length + EnvelopeWriter.After.Length;
        return true;
    }
}
