using IntegrationHub.Exchange;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>Which of the messages of IEC 61968-100 an envelope carries.</summary>
public enum MessageKind
{
    Request,
    Response,

    /// <summary>A SOAP fault, with or without a FaultMessage in its detail.</summary>
    Fault,
}

/// <summary>Header of a message; only what the hub uses is kept, everything else is covered by the signature over the bytes.</summary>
/// <param name="Verb">As written, one of the fourteen verbs of the standard.</param>
/// <param name="Noun">As written; empty in the answer of an asynchronous server.</param>
/// <param name="Timestamp">UTC; one without zone was read as UTC.</param>
/// <param name="Signed">True when a ds:Signature element stands in the header. It is not verified by having been read.</param>
public sealed record MessageHeader(
    string Verb, string Noun, DateTimeOffset? Timestamp, string? MessageId, string? CorrelationId, string? Source, string? UserId, bool Signed);

/// <summary>Request of a RequestMessage.</summary>
/// <param name="Options">Option elements in order; names may repeat (MsgType).</param>
/// <param name="FileName">ID with idType <c>name</c>.</param>
public sealed record RequestPart(
    DateTimeOffset? StartTime, DateTimeOffset? EndTime, IReadOnlyList<KeyValuePair<string, string>> Options, string? FileName)
{
    public static RequestPart Empty { get; } = new(null, null, [], null);
}

/// <summary>One Error of a Reply.</summary>
public sealed record ReplyError(string Code, string? Level, string? Reason, string? Details);

/// <summary>Reply of a ResponseMessage or FaultMessage.</summary>
/// <param name="Result">OK, PARTIAL or FAILED.</param>
/// <param name="Errors">Error elements in order.</param>
/// <param name="FileName">ID with idType <c>name</c>.</param>
public sealed record ReplyPart(string Result, IReadOnlyList<ReplyError> Errors, string? FileName);

/// <summary>Payload as it stands in the message; nothing is decoded yet.</summary>
/// <param name="Element">The one element of another namespace, by its bytes; empty when there is none.</param>
/// <param name="Namespaces">Bindings in scope at <paramref name="Element"/>.</param>
/// <param name="RootElement">Local name of <paramref name="Element"/>.</param>
/// <param name="Compressed">Text of Compressed, blanks included; <c>null</c> when there is none.</param>
/// <param name="Format">XML or BINARY where stated.</param>
public sealed record PayloadPart(
    ReadOnlyMemory<byte> Element, XmlNamespaceContext Namespaces, string RootElement, ReadOnlyMemory<byte>? Compressed, string? Format)
{
    public static PayloadPart Empty { get; } = new(default, XmlNamespaceContext.Empty, "", null, null);
}

/// <summary>A SOAP fault as it was read.</summary>
/// <param name="FromSender">True when the fault blames the caller (Sender, Client).</param>
/// <param name="SoapCode">Local name of the SOAP fault code.</param>
/// <param name="Reason">Its text.</param>
public sealed record FaultPart(bool FromSender, string SoapCode, string Reason);

/// <summary>An envelope after it was read to its end without a fault.</summary>
public sealed record ReadMessage
{
    public required SoapVersion Version { get; init; }

    public required MessageKind Kind { get; init; }

    /// <summary>The body's child by its bytes.</summary>
    public required ReadOnlyMemory<byte> Message { get; init; }

    /// <summary>Declarations of the envelope in scope at <see cref="Message"/>.</summary>
    public required XmlNamespaceContext Namespaces { get; init; }

    public MessageHeader Header { get; init; } = new("", "", null, null, null, null, null, false);

    public RequestPart Request { get; init; } = RequestPart.Empty;

    public ReplyPart? Reply { get; init; }

    public PayloadPart Payload { get; init; } = PayloadPart.Empty;

    public FaultPart? Fault { get; init; }
}

/// <summary>How reading an envelope ended.</summary>
/// <param name="Message">Set when it could be read.</param>
/// <param name="Refusal">Set when it could not.</param>
/// <param name="Version">The SOAP version as far as it was recognised: a refusal is answered in it.</param>
public sealed record ReadResult(ReadMessage? Message, Rejection? Refusal, SoapVersion? Version);
