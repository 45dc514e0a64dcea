namespace IntegrationHub.Keys;

/// <summary>The kind of key a certificate is made for.</summary>
public enum KeyKind
{
    Rsa2048,
    EcdsaP256,
}

/// <summary>What a certificate may be used for. One certificate for both is possible; two are better practice.</summary>
[Flags]
public enum CertificatePurposes
{
    None = 0,

    /// <summary>Mutual TLS: server and client.</summary>
    Tls = 1,

    /// <summary>Signing messages and documents.</summary>
    Signing = 2,
}

/// <summary>What to issue.</summary>
/// <param name="Name">File name without ending, below the <c>pki</c> folder, e.g. <c>hub/tls</c>.</param>
/// <param name="CommonName">The subject's CN.</param>
/// <param name="PartyCode">EIC or other coded id; goes into the subject alternative name as <c>urn:eic:CODE</c>. Null for none.</param>
/// <param name="Key">Kind of key.</param>
/// <param name="Purposes">Decides key usage and extended key usage.</param>
public sealed record CertificateOrder(string Name, string CommonName, string? PartyCode, KeyKind Key, CertificatePurposes Purposes)
{
    /// <summary>Names a TLS peer may reach the holder by, beside localhost, 127.0.0.1 and ::1.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>From one hour before the issue, so that clocks a little apart agree.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromDays(730);

    /// <summary>Start of validity; null for one hour before now.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
