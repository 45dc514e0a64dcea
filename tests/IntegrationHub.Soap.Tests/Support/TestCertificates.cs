using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Soap.Tests.Support;

/// <summary>Keys made at run time; nothing is stored.</summary>
internal static class TestCertificates
{
    public static X509Certificate2 Make(string name, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null, string? addresses = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        if (addresses is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([addresses + "/ocsp"], [addresses + "/ca.crt"]));
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([addresses + "/crl"]));
        }
        var from = notBefore ?? TimeProvider.System.GetUtcNow().AddHours(-1);
        var to = notAfter ?? TimeProvider.System.GetUtcNow().AddDays(2);
        if (addresses is null)
        {
            using var plain = request.CreateSelfSigned(from, to);
            return Usable(plain);
        }
        // Issued by an authority that nobody here has, so that a chain builder would want to fetch it.
        using var issuerKey = RSA.Create(2048);
        var signer = X509SignatureGenerator.CreateForRSA(issuerKey, RSASignaturePadding.Pkcs1);
        using var issued = request.Create(new X500DistinguishedName("CN=Nowhere"), signer, from, to, RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);
        return Usable(withKey);
    }

    public static string Thumbprint(X509Certificate2 certificate) => Convert.ToHexString(SHA256.HashData(certificate.RawData));

    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
