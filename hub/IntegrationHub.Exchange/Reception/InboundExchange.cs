using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Exchange.Reception;

/// <summary>A received document as the store keeps it, also when it was refused or unreadable.</summary>
public sealed record InboundExchange
{
    public required Guid Id { get; init; }

    public required RetailerId Retailer { get; init; }

    public required PartyId Party { get; init; }

    public required Channel Channel { get; init; }

    public required InboundState State { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>The raw bytes in the archive.</summary>
    public required Guid ArchiveId { get; init; }

    /// <summary>Size of the raw bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Short profile name, or <c>null</c> when it was not recognised.</summary>
    public string? Profile { get; init; }

    /// <summary>Local name of the root element, when one could be read.</summary>
    public string? RootElement { get; init; }

    public DocumentKey? Document { get; init; }

    /// <summary><c>type</c> of the document (message type list).</summary>
    public string? Type { get; init; }

    /// <summary><c>valid</c>, <c>invalid</c>, <c>unreadable</c>, <c>unknown</c>, or <c>null</c> when the schema check was not reached.</summary>
    public string? SchemaResult { get; init; }

    public Schemas.Documents.TimeInterval? Period { get; init; }

    /// <summary>SHA-256 of the canonical form, when the document could be read.</summary>
    public ReadOnlyMemory<byte> CanonicalDigest { get; init; }

    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>The signed answer in the archive, when one was made.</summary>
    public Guid? AnswerArchiveId { get; init; }

    /// <summary>For <see cref="InboundState.Repeated"/>: the exchange that first brought the document.</summary>
    public Guid? FirstExchangeId { get; init; }

    /// <summary>What the document's series are found by; none where it was not read.</summary>
    public SeriesKeys Series { get; init; } = SeriesKeys.None;
}
