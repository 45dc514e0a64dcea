using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Exchange.Tests.Doubles;

/// <summary>A certification authority and two signers, made once per test run.</summary>
public static class TestKeys
{
    private static readonly X509Certificate2 Authority = MakeAuthority();

    public static TrustAnchors Trust { get; } = new([Authority]);

    public static SigningKey Center { get; } = SigningKey.FromCertificate(Issue("CN=center", 1));

    public static SigningKey Stranger { get; } = SigningKey.FromCertificate(Issue("CN=stranger", 2));

    private static X509Certificate2 MakeAuthority()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(TestClock.Start.AddYears(-1), TestClock.Start.AddYears(10));
    }

    private static X509Certificate2 Issue(string name, byte serial)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        using var issued = request.Create(Authority, TestClock.Start.AddYears(-1), TestClock.Start.AddYears(5), [1, 2, 3, serial]);
        return issued.CopyWithPrivateKey(key);
    }
}
