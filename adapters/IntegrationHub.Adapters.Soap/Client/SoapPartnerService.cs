using System.Net;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;

namespace IntegrationHub.Adapters.Soap.Client;

/// <summary>Calls the IEC 62325-504 service of a party over mutual TLS. It decides nothing: every ending is a <see cref="PartnerAnswer"/>.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class SoapPartnerService : IPartnerService, IDisposable
{
    /// <summary>An answer may be this much larger than the largest document: envelope, signature, base64.</summary>
    private const int EnvelopeAllowance = 1024 * 1024;

    private readonly PartnerConnections _connections;
    private readonly SoapClientOptions _options;
    private readonly IMessageSigner _signer;
    private readonly SoapKeys _keys;
    private readonly TimeProvider _time;

    public SoapPartnerService(SoapKeys keys, IMessageSigner signer, SoapClientOptions options, TimeProvider time)
    {
        _connections = new PartnerConnections(keys, options, time);
        _options = options;
        _signer = signer;
        _keys = keys;
        _time = time;
    }

    public Task<PartnerAnswer> PutAsync(Party party, PartyEndpoint endpoint, ReadOnlyMemory<byte> signedMessage, CancellationToken cancellationToken) =>
        CallAsync(party, endpoint, signedMessage, changes: true, cancellationToken);

    public Task<PartnerAnswer> ListAsync(Party party, PartyEndpoint endpoint, MailboxQuery query, CancellationToken cancellationToken) =>
        AskAsync(party, endpoint, RequestWriter.List(query, Header()), cancellationToken);

    public Task<PartnerAnswer> GetAsync(Party party, PartyEndpoint endpoint, long code, CancellationToken cancellationToken) =>
        AskAsync(party, endpoint, RequestWriter.GetByCode(code, Header()), cancellationToken);

    public Task<PartnerAnswer> QueryAsync(
        Party party, PartyEndpoint endpoint, string dataType, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken) =>
        AskAsync(party, endpoint, RequestWriter.Query(dataType, parameters, Header()), cancellationToken);

    public void Dispose() => _connections.Dispose();

    private OwnHeader Header()
    {
        var now = _time.GetUtcNow();
        return new OwnHeader(now, Guid.CreateVersion7(now).ToString("D"));
    }

    /// <summary>Requests that only read may be unsigned; we sign them, and no server may mind.</summary>
    private Task<PartnerAnswer> AskAsync(Party party, PartyEndpoint endpoint, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        CallAsync(party, endpoint, _signer.Sign(message, _keys.SigningKey()), changes: false, cancellationToken);

    private async Task<PartnerAnswer> CallAsync(
        Party party, PartyEndpoint endpoint, ReadOnlyMemory<byte> message, bool changes, CancellationToken cancellationToken)
    {
        using var body = new OutgoingBody(_options.Version(party), message);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Address) { Content = body, Version = HttpVersion.Version11 };
        if (_options.Version(party) == SoapVersion.Soap11) request.Headers.TryAddWithoutValidation("SOAPAction", "\"#request\"");
        using var deadline = new CancellationTokenSource(_options.AnswerTimeout, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var response = await _connections.For(party).SendAsync(request, ending.Token);
            var limit = Math.Min(int.MaxValue, (party.Limits.MaxDocumentBytes / 3 * 4) + EnvelopeAllowance);
            return await ReadAsync(response.Content, limit, ending.Token) is { } answer
                ? AnswerReading.Of(response.StatusCode, response.Headers, answer, response.Content.Headers.ContentType?.CharSet?.Trim('"'), changes)
                : new PartnerAnswer.AnswerLost($"The answer has more than {limit} bytes.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            return Ending(error, body.Began, deadline.IsCancellationRequested, changes);
        }
    }

    private static PartnerAnswer Ending(Exception error, bool began, bool late, bool changes)
    {
        var text = late ? "No answer in time." : Innermost(error);
        // A certificate that is not the partner's must be looked at by somebody; a server that is away comes back.
        bool wrongCertificate = error is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
            && error.InnerException is System.Security.Authentication.AuthenticationException;
        if (!began) return new PartnerAnswer.NotDelivered(text, Transient: !wrongCertificate);
        return changes ? new PartnerAnswer.AnswerLost(text) : new PartnerAnswer.NotDelivered(text, Transient: true);
    }

    private static string Innermost(Exception error)
    {
        while (error.InnerException is { } inner) error = inner;
        return error.Message;
    }

    /// <summary><c>null</c> when the answer is longer than the limit; what its header states is not believed either way.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, long limit, CancellationToken cancellationToken)
    {
        using var answer = new MemoryStream();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (answer.Length + read > limit) return null;
                answer.Write(buffer, 0, read);
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
        return answer.GetBuffer().AsMemory(0, (int)answer.Length);
    }
}
