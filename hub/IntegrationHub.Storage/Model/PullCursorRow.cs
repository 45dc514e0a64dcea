using IntegrationHub.Confidential;

namespace IntegrationHub.Storage.Model;

/// <summary>How far the hub has read a party's List.</summary>
[Classified(DataClass.Internal)]
internal sealed class PullCursorRow
{
    public int RetailerId { get; set; }

    public Guid PartyId { get; set; }

    public long LastCode { get; set; }

    public DateTimeOffset? LastServerTimestamp { get; set; }

    public DateTimeOffset NextPollAt { get; set; }

    public int Failures { get; set; }

    public int EntryFailures { get; set; }
}
