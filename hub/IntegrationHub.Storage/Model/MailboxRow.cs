using IntegrationHub.Confidential;

namespace IntegrationHub.Storage.Model;

/// <summary>One party's mailbox: the row whose lock puts the giving of codes in order.</summary>
[Classified(DataClass.Internal)]
internal sealed class MailboxRow
{
    public int RetailerId { get; set; }

    public Guid PartyId { get; set; }

    /// <summary>The highest code given so far.</summary>
    public long LastCode { get; set; }

    /// <summary>How far the party has taken documents from the queue.</summary>
    public long QueueCode { get; set; }
}

/// <summary>A document that the party may list and get: one addressed to it or one it sent.</summary>
/// <remarks>Only what a list is narrowed by; what it shows is read from the exchange, so that it is never out of date.</remarks>
[Classified(DataClass.Internal)]
internal sealed class MailboxEntryRow
{
    public int RetailerId { get; set; }

    public Guid PartyId { get; set; }

    public Guid ExchangeId { get; set; }

    /// <summary>True for a document addressed to the party, false for one it sent.</summary>
    public bool Addressed { get; set; }

    /// <summary>Null until the party looked for the first time after the commit.</summary>
    public long? Code { get; set; }

    /// <summary>When the hub took it in.</summary>
    public DateTimeOffset ServerTimestamp { get; set; }

    public DateTimeOffset? PeriodStart { get; set; }

    public DateTimeOffset? PeriodEnd { get; set; }
}
