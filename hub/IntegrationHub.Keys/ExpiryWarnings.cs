using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Keys;

/// <summary>How near a certificate is to its end.</summary>
public enum ExpiryLevel
{
    /// <summary>Within the warning window: plan the roll-over.</summary>
    Soon,

    /// <summary>Within the urgent window: act today.</summary>
    Urgent,
    Expired,
}

/// <summary>A certificate that ends soon or has ended.</summary>
public sealed record ExpiryWarning(ExpiryLevel Level, string Subject, string Sha256Thumbprint, DateTimeOffset NotAfter, TimeSpan Left);

/// <summary>Tells which certificates an operator has to renew.</summary>
public static class ExpiryWarnings
{
    /// <summary>Thirty days: enough for a partner's CA to answer and for an overlap.</summary>
    public static readonly TimeSpan DefaultWarning = TimeSpan.FromDays(30);

    /// <summary>Seven days.</summary>
    public static readonly TimeSpan DefaultUrgent = TimeSpan.FromDays(7);

    /// <summary>The certificates within the warning window at <paramref name="now"/>, the nearest end first.</summary>
    public static IReadOnlyList<ExpiryWarning> Of(
        IEnumerable<X509Certificate2> certificates, DateTimeOffset now, TimeSpan? warning = null, TimeSpan? urgent = null) =>
        certificates
            .Select(c => (Certificate: c, Left: CertificateFiles.NotAfter(c) - now))
            .Where(c => c.Left <= (warning ?? DefaultWarning))
            .OrderBy(c => c.Left)
            .Select(c => new ExpiryWarning(
                LevelOf(c.Left, urgent ?? DefaultUrgent),
                c.Certificate.Subject,
                c.Certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256),
                CertificateFiles.NotAfter(c.Certificate),
                c.Left))
            .ToList();

    /// <summary>How near an end is; null where it is farther than the warning window.</summary>
    public static ExpiryLevel? LevelAt(DateTimeOffset notAfter, DateTimeOffset now) => notAfter - now is var left && left <= DefaultWarning ? LevelOf(left, DefaultUrgent) : null;

    private static ExpiryLevel LevelOf(TimeSpan left, TimeSpan urgent)
    {
        if (left < TimeSpan.Zero)
            return ExpiryLevel.Expired;
        return left <= urgent ? ExpiryLevel.Urgent : ExpiryLevel.Soon;
    }
}
