using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Cms.Tests;

/// <summary>A clock that stands where the test puts it.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>An authority made for one test, what it issues, and its simulated services.</summary>
internal sealed class TestPki : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public TestPki(string name = "Test CA")
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 1, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Authority = request.CreateSelfSigned(Now.AddYears(-5), Now.AddYears(10));
        Trust = new TrustAnchors([X509CertificateLoader.LoadCertificate(Authority.RawData)]);
        Services = new SimulatedAuthority(Authority, Clock);
    }

    public StoppedClock Clock { get; } = new(Now);

    public X509Certificate2 Authority { get; }

    public TrustAnchors Trust { get; }

    public SimulatedAuthority Services { get; }

    /// <summary>A key and certificate; the default signs contracts and is valid around now.</summary>
    public SigningKey Issue(
        string name = "hub", bool elliptic = true, X509KeyUsageFlags? usage = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation,
        DateTimeOffset? from = null, DateTimeOffset? to = null, byte[]? serial = null, int rsaBits = 0)
    {
        using AsymmetricAlgorithm key = elliptic && rsaBits == 0 ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(rsaBits == 0 ? 2048 : rsaBits);
        var request = key is RSA rsa
            ? new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={name}", (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        if (usage is { } flags)
            request.CertificateExtensions.Add(new X509KeyUsageExtension(flags, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Authority, true, false));
        using var authorityKey = Authority.GetRSAPrivateKey()!;
        using var certificate = request.Create(
            Authority.SubjectName, X509SignatureGenerator.CreateForRSA(authorityKey, RSASignaturePadding.Pkcs1),
            from ?? Now.AddDays(-30), to ?? Now.AddYears(1), serial ?? [0x40, .. RandomNumberGenerator.GetBytes(15)]);
        return SigningKey.FromCertificate(key is RSA r ? certificate.CopyWithPrivateKey(r) : certificate.CopyWithPrivateKey((ECDsa)key));
    }

    public void Dispose()
    {
        Services.Dispose();
        Authority.Dispose();
    }
}

internal static class SigningKeys
{
    public static Evidence.Cms.CadesSigner Cades(this SigningKey key) => new(new FrameworkMessageKey(key));
}
