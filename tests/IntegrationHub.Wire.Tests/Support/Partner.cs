using System.Text;
using IntegrationHub.Adapters.Soap.Client;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Wire.Tests.Support;

/// <summary>What a Put was answered with.</summary>
/// <param name="Answer">As the client saw it.</param>
/// <param name="Acknowledgement">The acknowledgement inside, as it was written; empty when none came.</param>
internal sealed record Answered(PartnerAnswer Answer, string Acknowledgement)
{
    public bool Arrived => Answer is PartnerAnswer.Response;

    public bool Says(string reasonCode) => Acknowledgement.Contains($"<code>{reasonCode}</code>", StringComparison.Ordinal);
}

/// <summary>A partner's hand: its keys and a client, without a queue, a store or a retry of its own.</summary>
internal sealed class Partner : IDisposable
{
    private readonly NodeKeys _keys;
    private readonly SoapPartnerService _client;
    private readonly MessageSigner _signer = new();
    private readonly Party _hub;
    private readonly TimeProvider _time;

    public Partner(DataFolder folder, HubOptions options, Party hub, TimeProvider time)
    {
        _keys = NodeKeys.Load(folder, options.Pki, time);
        _client = new SoapPartnerService(
            new SoapKeys(() => _keys.Tls, () => _keys.Signing),
            _signer,
            new SoapClientOptions { Authorities = () => _keys.Authorities, AnswerTimeout = TimeSpan.FromSeconds(30), MaxConnectionsPerEndpoint = 64 },
            time);
        _hub = hub;
        _time = time;
    }

    /// <summary>Puts a document in a message of its own: new timestamp, new signature.</summary>
    public Task<Answered> PutAsync(byte[] document, TimeSpan clockOff = default) => SendAsync(Message(document, clockOff));

    /// <summary>A signed message, to be sent once or more often.</summary>
    public ReadOnlyMemory<byte> Message(byte[] document, TimeSpan clockOff = default) =>
        _signer.Sign(RequestWriter.Put(document, Header(clockOff)), _keys.Signing);

    public async Task<Answered> SendAsync(ReadOnlyMemory<byte> message)
    {
        var answer = await _client.PutAsync(_hub, _hub.Endpoints[0], message, CancellationToken.None);
        var document = answer is PartnerAnswer.Response response ? DocumentOf(response.Body) : "";
        return new Answered(answer, document);
    }

    /// <summary>The next document of our queue at the hub.</summary>
    public Task<Answered> NextAsync() => SendAsync(_signer.Sign(RequestWriter.GetNext(Header(default)), _keys.Signing));

    /// <summary>Everything after a code; <c>null</c> when no list came.</summary>
    public async Task<IReadOnlyList<ListedEntry>?> ListAsync(long afterCode = 0)
    {
        var answer = await _client.ListAsync(
            _hub, _hub.Endpoints[0], new MailboxQuery(afterCode, null, IntervalType.Server, null, [], null, 1_000), CancellationToken.None);
        return answer is PartnerAnswer.Response response ? ListAnswer.Read(response.Body, out _)!.Entries : null;
    }

    public void Dispose()
    {
        _client.Dispose();
        _keys.Dispose();
    }

    private static string DocumentOf(ReadOnlyMemory<byte> body) =>
        EnvelopeReader.Read(body).Message is { } message ? Encoding.UTF8.GetString(message.Payload.Element.Span) : "";

    private OwnHeader Header(TimeSpan clockOff)
    {
        var now = _time.GetUtcNow() + clockOff;
        return new OwnHeader(now, Guid.CreateVersion7(now).ToString("D"));
    }
}
