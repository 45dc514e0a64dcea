using System.Net;
using System.Net.Http.Headers;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Exchange.Partners;

namespace IntegrationHub.Adapters.Soap.Client;

/// <summary>From an HTTP answer that came whole to what it means.</summary>
internal static class AnswerReading
{
    /// <param name="status">HTTP status.</param>
    /// <param name="headers">For Retry-After.</param>
    /// <param name="body">The whole body.</param>
    /// <param name="charset">Of its media type.</param>
    /// <param name="changes">True for a Put: an answer that leaves open whether it was taken in is lost, not undelivered.</param>
    public static PartnerAnswer Of(HttpStatusCode status, HttpResponseHeaders headers, ReadOnlyMemory<byte> body, string? charset, bool changes)
    {
        var message = body.IsEmpty ? null : EnvelopeReader.Read(body, charset).Message;
        var retryAfter = headers.RetryAfter?.Delta;
        return message switch
        {
            { Kind: MessageKind.Fault } => Fault(message, retryAfter, body),
            { Kind: MessageKind.Response } when status == HttpStatusCode.OK => new PartnerAnswer.Response(body),
            _ => Status(status, changes),
        };
    }

    private static PartnerAnswer.Fault Fault(ReadMessage message, TimeSpan? retryAfter, ReadOnlyMemory<byte> body)
    {
        var error = message.Reply?.Errors is [var first, ..] ? first : null;
        var fault = message.Fault!;
        var code = string.IsNullOrEmpty(error?.Code) ? LeadingCode(fault.Reason) ?? fault.SoapCode : error.Code;
        var reason = error?.Details ?? error?.Reason ?? fault.Reason;
        // Of an unknown code only its side is known: what the partner blames on itself may pass.
        var transient = FaultCodes.Find(code)?.Transient ?? !fault.FromSender;
        return new PartnerAnswer.Fault(code, reason, transient, retryAfter, body);
    }

    /// <summary>Some servers put the code only in front of the text.</summary>
    private static string? LeadingCode(string reason)
    {
        int blank = reason.IndexOf(' ', StringComparison.Ordinal);
        var word = blank < 0 ? reason : reason[..blank];
        return FaultCodes.Find(word)?.Code;
    }

    private static PartnerAnswer Status(HttpStatusCode status, bool changes)
    {
        var text = $"HTTP {(int)status}";
        return (int)status switch
        {
            401 or 403 or 404 or 405 or 410 or 413 or 415 or 421 => new PartnerAnswer.NotDelivered(text, Transient: false),
            400 => new PartnerAnswer.NotDelivered(text, Transient: false),
            >= 300 and < 400 => new PartnerAnswer.NotDelivered(text + ": redirections are not followed", Transient: false),
            408 or 425 or 429 => new PartnerAnswer.NotDelivered(text, Transient: true),
            // A server that fails while it works may have taken the document in; only who asks afterwards knows.
            >= 500 when !changes => new PartnerAnswer.NotDelivered(text, Transient: true),
            _ => new PartnerAnswer.AnswerLost(text + " without a SOAP answer"),
        };
    }
}
