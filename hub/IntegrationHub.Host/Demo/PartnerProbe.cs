using IntegrationHub.Adapters.Soap.Client;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Demo;

/// <summary>A hand of the trading center that the demo moves: it signs and sends, with the center's keys, what a center would not.</summary>
internal sealed class PartnerProbe : IDisposable
{
    private readonly NodeKeys _keys;
    private readonly SoapPartnerService _client;
    private readonly RequestComposer _composer;
    private readonly MessageSigner _signer = new();
    private readonly Party _hub;
    private readonly TimeProvider _time;

    public PartnerProbe(DataFolder center, HubOptions options, Party hub, TimeProvider time)
    {
        _keys = NodeKeys.Load(center, options.Pki, time);
        var keys = new SoapKeys(() => _keys.Tls, () => _keys.Signing);
        _client = new SoapPartnerService(keys, _signer, new SoapClientOptions { Authorities = () => _keys.Authorities }, time);
        _composer = new RequestComposer(_signer, keys);
        _hub = hub;
        _time = time;
    }

    /// <summary>Sends a document in a new message; <paramref name="alter"/> changes the signed bytes on the way.</summary>
    public async Task<PartnerAnswer> SendAsync(ReadOnlyMemory<byte> document, string rootElement, Func<byte[], byte[]>? alter, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var message = await _composer.ComposePutAsync(_hub, rootElement, document, now, Guid.CreateVersion7(now), cancellationToken);
        return await PutAsync(alter is null ? message : alter(message.ToArray()), cancellationToken);
    }

    /// <summary>Sends any bytes, also such as are no XML, as a compressed payload.</summary>
    public Task<PartnerAnswer> SendCompressedAsync(ReadOnlyMemory<byte> bytes, string fileName, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var message = RequestWriter.PutCompressed(bytes, fileName, new OwnHeader(now, Guid.CreateVersion7(now).ToString("D"), null));
        return PutAsync(_signer.Sign(message, _keys.Signing), cancellationToken);
    }

    public void Dispose()
    {
        _client.Dispose();
        _keys.Dispose();
    }

    private Task<PartnerAnswer> PutAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        _client.PutAsync(_hub, _hub.Endpoints[0], message, cancellationToken);
}
