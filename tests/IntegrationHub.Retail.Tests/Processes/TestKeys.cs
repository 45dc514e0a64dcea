using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Retail.Tests.Processes;

/// <summary>An authority of a test, and keys that it certifies for signing.</summary>
internal sealed class TestKeys : IDisposable
{
    private readonly X509Certificate2 _authority;
    private readonly DateTimeOffset _now;

    public TestKeys(DateTimeOffset now)
    {
        _now = now;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 1, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(now.AddYears(-1), now.AddYears(5));
        Trust = new TrustAnchors([X509CertificateLoader.LoadCertificate(_authority.RawData)]);
    }

    public TrustAnchors Trust { get; }

    public SigningKey Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        using var certificate = request.Create(_authority, _now.AddDays(-1), _now.AddYears(1), [0x40, .. RandomNumberGenerator.GetBytes(15)]);
        return SigningKey.FromCertificate(certificate.CopyWithPrivateKey(key));
    }

    public void Dispose() => _authority.Dispose();
}
