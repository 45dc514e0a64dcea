using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Adapters.TrustSimulator;

/// <summary>The authority behind the simulated services: certifies them, keeps who was revoked, and signs lists and answers.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class SimulatedAuthority : IDisposable
{
    private readonly X509Certificate2 authority;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<string, (byte[] Serial, DateTimeOffset At, X509RevocationReason Reason)> revoked = new(StringComparer.Ordinal);
    private readonly SigningKey timestampKey;
    private readonly SigningKey responderKey;
    private readonly SigningKey plainKey;
    private long lists;

    /// <param name="authority">The authority's certificate with its RSA key, e.g. of the development authority. Stays the caller's.</param>
    /// <param name="time">The services' clock.</param>
    public SimulatedAuthority(X509Certificate2 authority, TimeProvider time)
    {
        this.authority = authority;
        this.time = time;
        timestampKey = Certify("Simulated timestamp service", "1.3.6.1.5.5.7.3.8", critical: true);
        responderKey = Certify("Simulated OCSP responder", "1.3.6.1.5.5.7.3.9", critical: false);
        plainKey = Certify("Simulated service without purpose", null, critical: false);
    }

    /// <summary>The authority's certificate, the trust anchor of everything here.</summary>
    public X509Certificate2 Certificate => authority;

    /// <summary>Revokes a certificate of this authority from an instant on.</summary>
    public void Revoke(X509Certificate2 certificate, DateTimeOffset at, X509RevocationReason reason)
    {
        lock (gate)
            revoked[certificate.SerialNumber] = (certificate.SerialNumberBytes.ToArray(), at, reason);
    }

    /// <summary>A complete CRL of now.</summary>
    /// <param name="stale">True for one that ended an hour ago.</param>
    public byte[] List(bool stale = false)
    {
        var builder = new CertificateRevocationListBuilder();
        var now = time.GetUtcNow();
        BigInteger number;
        lock (gate)
        {
            foreach (var (serial, at, reason) in revoked.Values)
                builder.AddEntry(serial, at, reason);
            number = ++lists;
        }
        var thisUpdate = stale ? now.AddDays(-2) : now.AddMinutes(-1);
        using var key = authority.GetRSAPrivateKey()!;
        var generator = X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);
        return builder.Build(
            authority.SubjectName, generator, number, stale ? now.AddHours(-1) : now.AddDays(1), HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false), thisUpdate);
    }

    internal DateTimeOffset Now => time.GetUtcNow();

    internal IMessageKey TimestampKey(bool certified) => new FrameworkMessageKey(certified ? timestampKey : plainKey);

    internal IMessageKey ResponderKey(bool certified) => new FrameworkMessageKey(certified ? responderKey : plainKey);

    /// <summary>When and why the certificate with this serial number was revoked, or null.</summary>
    internal (DateTimeOffset At, X509RevocationReason Reason)? StateOf(ReadOnlySpan<byte> serial)
    {
        lock (gate)
            return revoked.TryGetValue(Convert.ToHexString(serial), out var entry) ? (entry.At, entry.Reason) : null;
    }

    public void Dispose()
    {
        timestampKey.Dispose();
        responderKey.Dispose();
        plainKey.Dispose();
    }

    private SigningKey Certify(string name, string? purpose, bool critical)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        if (purpose is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        var now = time.GetUtcNow();
        using var issuer = authority.GetRSAPrivateKey()!;
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
        using var certificate = request.Create(
            authority.SubjectName, X509SignatureGenerator.CreateForRSA(issuer, RSASignaturePadding.Pkcs1), now.AddHours(-1), now.AddYears(2), serial);
        return SigningKey.FromCertificate(certificate.CopyWithPrivateKey(key));
    }
}
