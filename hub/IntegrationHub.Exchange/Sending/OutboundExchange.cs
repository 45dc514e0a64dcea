using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Sending;

/// <summary>A document of ours on its way to a party, as the store keeps it.</summary>
public sealed record OutboundExchange
{
    public required Guid Id { get; init; }

    public required RetailerId Retailer { get; init; }

    public required PartyId Party { get; init; }

    public required DocumentKey Document { get; init; }

    public required string Profile { get; init; }

    public required string RootElement { get; init; }

    public string? Type { get; init; }

    public TimeInterval? Period { get; init; }

    public required OutboundState State { get; init; }

    public required LanePriority Priority { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the next step is due (attempt, status query, expiry); <c>null</c> when nothing is scheduled.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>After this instant the document must not leave any more.</summary>
    public DateTimeOffset? GateClosure { get; init; }

    /// <summary>Attempts to send so far.</summary>
    public int Attempts { get; init; }

    /// <summary>True after an attempt whose answer was lost: the hub asks before it resends.</summary>
    public bool AnswerLost { get; init; }

    /// <summary>True for documents that get no acknowledgement (acknowledgements themselves, publications).</summary>
    public bool NeverAcknowledged { get; init; }

    /// <summary>SHA-256 of the canonical form.</summary>
    public required ReadOnlyMemory<byte> CanonicalDigest { get; init; }

    /// <summary>The document in the archive.</summary>
    public required Guid DocumentArchiveId { get; init; }

    /// <summary>The signed message in the archive; a retry sends exactly these bytes. <c>null</c> for file lanes and clients that fetch.</summary>
    public Guid? MessageArchiveId { get; init; }

    public required long Size { get; init; }

    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>Our exchange that holds the partner's acknowledgement.</summary>
    public Guid? AcknowledgedBy { get; init; }

    /// <summary>Which endpoint took it last.</summary>
    public string? Endpoint { get; init; }

    /// <summary>What the document's series are found by; kept when it is queued and not read back.</summary>
    public SeriesKeys Series { get; init; } = SeriesKeys.None;
}
