namespace IntegrationHub.Exchange.Reception;

/// <summary>An entry of the permanent deduplication registry.</summary>
/// <param name="Key">The document's name.</param>
/// <param name="CanonicalDigest">SHA-256 of the document element in canonical form, 32 bytes; equal digest means same document.</param>
/// <param name="ExchangeId">The exchange that first brought it.</param>
/// <param name="Acknowledgement">The stored Acknowledgement_MarketDocument, UTF-8; empty for documents that are never acknowledged.</param>
/// <param name="Accepted">Whether that acknowledgement was positive (fully or partly).</param>
/// <param name="ReceivedAt">When it was first received.</param>
public sealed record RegisteredDocument(
    DocumentKey Key,
    ReadOnlyMemory<byte> CanonicalDigest,
    Guid ExchangeId,
    ReadOnlyMemory<byte> Acknowledgement,
    bool Accepted,
    DateTimeOffset ReceivedAt);
