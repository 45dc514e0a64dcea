using IntegrationHub.Confidential;

namespace IntegrationHub.Storage.Model;

/// <summary>A received document, also when it was refused or unreadable.</summary>
[Classified(DataClass.Internal)]
internal sealed class InboundExchangeRow : IExchangeRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    public Guid PartyId { get; set; }

    public short Channel { get; set; }

    public short State { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    public DateTimeOffset CompletedAt { get; set; }

    public Guid ArchiveId { get; set; }

    public long Size { get; set; }

    public string? Profile { get; set; }

    public string? RootElement { get; set; }

    public string? SenderCode { get; set; }

    public string? MRid { get; set; }

    public int? Revision { get; set; }

    public string? Type { get; set; }

    public string? SchemaResult { get; set; }

    public DateTimeOffset? PeriodStart { get; set; }

    public DateTimeOffset? PeriodEnd { get; set; }

    public byte[]? CanonicalDigest { get; set; }

    /// <summary>Rejections as JSON, sealed; null when there are none. Their texts say what was found in a document.</summary>
    [Classified(DataClass.Confidential)]
    public byte[]? Rejections { get; set; }

    public Guid? AnswerArchiveId { get; set; }

    public Guid? FirstExchangeId { get; set; }

    /// <summary>True when the document has more series than <see cref="SearchKeyRow"/> keeps of one.</summary>
    public bool SeriesCut { get; set; }
}
