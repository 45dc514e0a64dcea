namespace IntegrationHub.Exchange.Reception;

/// <summary>Where a received document ended.</summary>
public enum InboundState
{
    /// <summary>Fully accepted (A01).</summary>
    Accepted,

    /// <summary>Accepted with errors in some series or intervals (A03, A21).</summary>
    PartlyAccepted,

    /// <summary>Identified and registered, refused by the market's rules (A02).</summary>
    Rejected,

    /// <summary>Not registered: it failed before its id could count (limits, envelope, signature, profile, schema, sender, other content).</summary>
    Refused,

    /// <summary>The same document again; the first acknowledgement was returned.</summary>
    Repeated,
}
