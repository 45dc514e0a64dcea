using IntegrationHub.Confidential;

namespace IntegrationHub.Storage.Model;

/// <summary>A document of ours on its way to a party.</summary>
[Classified(DataClass.Internal)]
internal sealed class OutboundExchangeRow : IExchangeRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    public Guid PartyId { get; set; }

    public string SenderCode { get; set; } = "";

    public string MRid { get; set; } = "";

    public int Revision { get; set; }

    public string Profile { get; set; } = "";

    public string RootElement { get; set; } = "";

    public string? Type { get; set; }

    public DateTimeOffset? PeriodStart { get; set; }

    public DateTimeOffset? PeriodEnd { get; set; }

    public short State { get; set; }

    public short Priority { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When the next step is due, as the decision said.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>When the row may be claimed: <see cref="DueAt"/>, or the end of the lease while a node holds it. Null when finished.</summary>
    public DateTimeOffset? ClaimableAt { get; set; }

    /// <summary>Grows with every claim and every write; a decision under an old fence is refused.</summary>
    public long Fence { get; set; }

    /// <summary>The node that claimed it last.</summary>
    public string? ClaimedBy { get; set; }

    public DateTimeOffset? GateClosure { get; set; }

    public int Attempts { get; set; }

    public bool AnswerLost { get; set; }

    public bool NeverAcknowledged { get; set; }

    public byte[] CanonicalDigest { get; set; } = [];

    public Guid DocumentArchiveId { get; set; }

    public Guid? MessageArchiveId { get; set; }

    public long Size { get; set; }

    [Classified(DataClass.Confidential)]
    public byte[]? Rejections { get; set; }

    public Guid? AcknowledgedBy { get; set; }

    public string? Endpoint { get; set; }

    /// <summary>True when the document has more series than <see cref="SearchKeyRow"/> keeps of one.</summary>
    public bool SeriesCut { get; set; }
}
