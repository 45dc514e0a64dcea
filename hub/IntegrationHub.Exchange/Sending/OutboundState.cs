namespace IntegrationHub.Exchange.Sending;

/// <summary>The states of a document on its way out.</summary>
public enum OutboundState
{
    /// <summary>Handed in and checked.</summary>
    Draft,

    /// <summary>Its message is signed; the bytes will not change any more.</summary>
    Signed,

    /// <summary>Waits in its party's lane.</summary>
    Queued,

    /// <summary>Left at least once; whether it arrived is not known.</summary>
    Sent,

    /// <summary>The partner's service answered that it has it (or fetched it); its acknowledgement is awaited.</summary>
    Delivered,

    Accepted,
    PartlyAccepted,

    /// <summary>A signed negative acknowledgement came: only that rejects.</summary>
    Rejected,

    /// <summary>Gate closure passed before it was delivered.</summary>
    Expired,

    /// <summary>A permanent fault: an operator decides (release or cancel).</summary>
    Quarantined,

    /// <summary>An operator took it back before it was delivered.</summary>
    Cancelled,
}
