using System.Security.Cryptography;
using IntegrationHub.Adapters.Soap.Client;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Acceptance.Tests.Market;

/// <summary>Calls the hub's service with the keys of one party.</summary>
internal sealed class PartyHand : IDisposable
{
    private readonly SigningKey _tls;
    private readonly SigningKey _signing;
    private readonly SoapPartnerService _client;
    private readonly RequestComposer _composer;
    private readonly Party _hub;
    private readonly TimeProvider _time;

    public PartyHand((SigningKey Tls, SigningKey Signing) keys, Party hub, TimeProvider time)
    {
        (_tls, _signing) = keys;
        var signer = new MessageSigner();
        var soap = new SoapKeys(() => _tls.Certificate, () => _signing);
        _client = new SoapPartnerService(soap, signer, new SoapClientOptions(), time);
        _composer = new RequestComposer(signer, soap);
        (_hub, _time) = (hub, time);
    }

    public string TlsThumbprint => _tls.Certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public string SigningThumbprint => _signing.Certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>Signs a document and sends it; <paramref name="alter"/> changes the signed message on its way.</summary>
    public async Task<PartnerAnswer> PutAsync(byte[] document, string rootElement, Func<byte[], byte[]>? alter = null)
    {
        var now = _time.GetUtcNow();
        var message = await _composer.ComposePutAsync(_hub, rootElement, document, now, Guid.CreateVersion7(now), CancellationToken.None);
        return await _client.PutAsync(_hub, _hub.Endpoints[0], alter is null ? message : alter(message.ToArray()), CancellationToken.None);
    }

    /// <summary>What waits for the party.</summary>
    public async Task<IReadOnlyList<Exchange.Pulling.ListedEntry>> ListAsync()
    {
        var query = new MailboxQuery(0, null, IntervalType.Application, null, [], null, 1_000);
        var answer = Assert.IsType<PartnerAnswer.Response>(await _client.ListAsync(_hub, _hub.Endpoints[1], query, CancellationToken.None));
        return ListAnswer.Read(answer.Body, out _)!.Entries;
    }

    public Task<PartnerAnswer> TryListAsync() =>
        _client.ListAsync(_hub, _hub.Endpoints[0], new MailboxQuery(0, null, IntervalType.Application, null, [], null, 10), CancellationToken.None);

    public Task<PartnerAnswer> GetAsync(long code) => _client.GetAsync(_hub, _hub.Endpoints[1], code, CancellationToken.None);

    /// <summary>The document inside an answer, after the signature of the hub over it was verified.</summary>
    public static ReadOnlyMemory<byte> VerifiedDocument(PartnerAnswer answer, RunningMarket market)
    {
        var response = Assert.IsType<PartnerAnswer.Response>(answer);
        var opened = Assert.IsType<OpenResult.Opened>(new EnvelopeOpener().Open(response.Body, new PartyLimits()));
        Assert.True(market.IsSignedByHub(opened.Message.Message));
        return opened.Message.Document;
    }

    public void Dispose()
    {
        _client.Dispose();
        _tls.Dispose();
        _signing.Dispose();
    }
}
