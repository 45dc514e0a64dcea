using IntegrationHub.Confidential;

namespace IntegrationHub.Storage.Model;

/// <summary>Outbox row: a received document the business side has not handled yet. It goes when it is handled.</summary>
[Classified(DataClass.Internal)]
internal sealed class NotificationRow
{
    public int RetailerId { get; set; }

    public long Id { get; set; }

    public Guid ExchangeId { get; set; }

    public int Attempts { get; set; }

    /// <summary>When it may be claimed: due, or end of the lease of the node that holds it.</summary>
    public DateTimeOffset ClaimableAt { get; set; }

    public string? ClaimedBy { get; set; }

    public string? LastError { get; set; }
}
