using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Exchange.Reception;

/// <summary>What a message carries.</summary>
public enum PayloadKind
{
    /// <summary>Nothing (an asynchronous answer, a read request).</summary>
    None,

    /// <summary>A market document as an element of the message.</summary>
    Document,

    /// <summary>A market document in <c>Compressed</c>, format XML.</summary>
    CompressedDocument,

    /// <summary>Bytes of any kind in <c>Compressed</c>, format BINARY; stored and answered, without a schema.</summary>
    Binary,
}

/// <summary>An IEC 61968-100 message after its envelope was opened. Slices point into the received bytes wherever nothing had to be decoded.</summary>
public sealed record OpenedMessage
{
    /// <summary>Verb of the header, lower case: <c>create</c>, <c>get</c>, <c>reply</c>, …</summary>
    public required string Verb { get; init; }

    public required string Noun { get; init; }

    public string? MessageId { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>Header timestamp; one without zone was read as UTC.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The child of the SOAP body, by its bytes: what the signature covers. Empty on a file lane.</summary>
    public ReadOnlyMemory<byte> Message { get; init; }

    public required PayloadKind Payload { get; init; }

    /// <summary>The payload: the document element by its bytes, or the decoded and decompressed bytes.</summary>
    public ReadOnlyMemory<byte> Document { get; init; }

    /// <summary>Bindings in scope at <see cref="Document"/> where it is a slice of the message; empty where it stands alone.</summary>
    public XmlNamespaceContext DocumentNamespaces { get; init; } = XmlNamespaceContext.Empty;

    /// <summary>File name that a compressed or binary payload came with.</summary>
    public string? FileName { get; init; }

    /// <summary><c>Reply/Result</c> of a ResponseMessage: OK, PARTIAL or FAILED; <c>null</c> in a request.</summary>
    public string? ReplyResult { get; init; }

    /// <summary><c>Request/Option</c> elements in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Options { get; init; } = [];
}
