using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Adapters.Soap.Service.Operations;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>What is to be answered to a body.</summary>
/// <param name="Version">SOAP version of the answer.</param>
/// <param name="Result">Answer or fault.</param>
/// <param name="Unreadable">True when the body is no SOAP at all: HTTP 400 answers.</param>
internal sealed record Dispatched(SoapVersion Version, OperationResult Result, bool Unreadable = false);

/// <summary>From a body to an operation: reads the envelope once, then verb and noun choose. The SOAP action is not looked at.</summary>
internal sealed class SoapDispatcher(
    IDocumentReception reception, IMailbox mailbox, IArchive archive, IFetchedDocuments fetched, SoapListenerOptions options, RequestRates rates, TimeProvider time)
{
    private readonly ListOperation _list = new(mailbox, time);
    private readonly GetOperation _get = new(mailbox, archive, fetched, options, time);
    private readonly QueryOperation _query = new(options, time);

    /// <param name="party">The caller.</param>
    /// <param name="body">The whole body; valid until the task ends.</param>
    /// <param name="charset">Of the media type.</param>
    /// <param name="asked">SOAP version of the media type, for answers to what cannot be read.</param>
    /// <param name="cancellationToken">The connection broke.</param>
    public async ValueTask<Dispatched> RunAsync(
        Party party, ReadOnlyMemory<byte> body, string? charset, SoapVersion asked, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var read = EnvelopeReader.Read(body, charset);
        if (read.Message is not { } message)
        {
            // Unreadable input is evidence, too: the reception archives and records it, and answers with the same refusal.
            if (Limited(party, SoapOperation.Put) is { } tooMany) return new(read.Version ?? asked, tooMany);
            var refused = await PutAsync(party, body, at, new OpenResult.Refused(read.Refusal!), cancellationToken);
            return new(read.Version ?? asked, refused, EnvelopeRefusals.IsUnreadable(read.Refusal!.Code));
        }
        var operation = message.Kind != MessageKind.Request ? null : OperationOf(message.Header);
        if (operation is not { } chosen)
        {
            return new(message.Version, OperationResult.Refuse(
                FaultCodes.Combination, message.Kind == MessageKind.Request ? $"Found verb {message.Header.Verb}, noun {Short(message.Header.Noun)}." : "Found an answer instead of a request."));
        }
        if (Limited(party, chosen) is { } limited) return new(message.Version, limited);
        var request = new OperationRequest(party, message, at);
        return new(message.Version, chosen switch
        {
            SoapOperation.List => await _list.RunAsync(request, cancellationToken),
            SoapOperation.Get => await _get.RunAsync(request, cancellationToken),
            SoapOperation.Query => await _query.RunAsync(request, cancellationToken),
            _ => await PutAsync(party, body, at, EnvelopeOpener.Open(message, party.Limits), cancellationToken),
        });
    }

    private static SoapOperation? OperationOf(MessageHeader header) => (header.Verb, header.Noun) switch
    {
        ("get", "MessageList") => SoapOperation.List,
        ("get", "Any") => SoapOperation.Get,
        ("get", "QueryData") => SoapOperation.Query,
        ("create", _) => SoapOperation.Put,
        _ => null,
    };

    private OperationResult? Limited(Party party, SoapOperation operation)
    {
        if (rates.TryTake(party, operation, out var retryAfter)) return null;
        var code = operation switch
        {
            SoapOperation.List => FaultCodes.ListRate,
            SoapOperation.Get => FaultCodes.GetRate,
            SoapOperation.Query => FaultCodes.QueryRate,
            _ => FaultCodes.PutRate,
        };
        return new OperationResult.Fault(ServiceFault.Of(code, $"Agreed are {party.Limits.MaxRequestsPerMinute} per minute.") with { RetryAfter = retryAfter });
    }

    private async ValueTask<OperationResult> PutAsync(
        Party party, ReadOnlyMemory<byte> body, DateTimeOffset at, OpenResult opened, CancellationToken cancellationToken)
    {
        var result = await reception.ReceiveAsync(
            new IncomingMessage
            {
                Retailer = party.Retailer,
                Party = party,
                Channel = Channel.Push,
                Body = body,
                ReceivedAt = at,
                Opened = opened,
            },
            cancellationToken);
        if (result.Answer is { } answer) return new OperationResult.Answer(answer, Sign: false);
        return result.Fault is { } fault
            ? new OperationResult.Fault(RejectionFaults.Of(fault))
            : throw new InvalidOperationException("A reception ended with neither answer nor fault.");
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..80];
}
