namespace IntegrationHub.Adapters.TrustSimulator;

/// <summary>What a service does wrong.</summary>
public enum TrustFault
{
    None,

    /// <summary>Answers 503.</summary>
    Unavailable,

    /// <summary>Answers with octets that mean nothing.</summary>
    Garbage,

    /// <summary>Closes the connection in mid-answer.</summary>
    Cut,

    /// <summary>Keeps the caller waiting until it gives up.</summary>
    Silent,

    /// <summary>TSA: a well-formed refusal.</summary>
    Rejects,

    /// <summary>TSA: a token for other data.</summary>
    WrongImprint,

    /// <summary>TSA, OCSP: an answer with another nonce.</summary>
    WrongNonce,

    /// <summary>TSA: a token under another policy than the one asked for.</summary>
    WrongPolicy,

    /// <summary>TSA, OCSP: signed by a key that was not certified for the purpose.</summary>
    WrongPurpose,

    /// <summary>CRL, OCSP: data whose next update lies in the past.</summary>
    Stale,

    /// <summary>OCSP: knows no certificate.</summary>
    Unknown,
}
