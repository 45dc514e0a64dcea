using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Evidence.Revocation;

/// <summary>A revocation as an authority published it.</summary>
/// <param name="At">When it takes effect: the invalidity date where one is given, else the revocation date.</param>
/// <param name="Reason">CRLReason; 1 is key compromise. Null when not stated.</param>
public sealed record RevokedEntry(DateTimeOffset At, int? Reason)
{
    /// <summary>The reason by its name in RFC 5280; null when not stated.</summary>
    public string? ReasonText => Reason is { } reason ? ((X509RevocationReason)reason).ToString() : null;

    /// <summary>
    /// True when the revocation says that the key was in order until then: unspecified, affiliation changed, superseded, cessation of
    /// operation. Only then do a timestamp service's earlier tokens stay good (RFC 3161, section 4.1).
    /// </summary>
    public bool KeyWasInOrder => Reason is 0 or 3 or 4 or 5;
}
