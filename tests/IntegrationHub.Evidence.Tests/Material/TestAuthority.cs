using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Evidence.Tests.Material;

/// <summary>An authority made for one run of the tests; its keys never leave memory.</summary>
public sealed class TestAuthority
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly RSA key = RSA.Create(2048);
    private long serial = 1000;

    public TestAuthority(string name = "Test CA", TestAuthority? issuer = null)
    {
        var request = new CertificateRequest($"CN={name}, O=Test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Certificate = issuer is null
            ? request.CreateSelfSigned(Now.AddYears(-5), Now.AddYears(5))
            : request.Create(issuer.Certificate.SubjectName, issuer.Generator, Now.AddYears(-4), Now.AddYears(4), [1, 2, 3]);
    }

    /// <summary>The one most tests use.</summary>
    public static TestAuthority Shared { get; } = new();

    public X509Certificate2 Certificate { get; }

    private X509SignatureGenerator Generator => X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);

    /// <summary>A certificate with its private key.</summary>
    public X509Certificate2 Issue(
        AsymmetricAlgorithm subjectKey,
        string name = "signer",
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        X509KeyUsageFlags? usage = X509KeyUsageFlags.DigitalSignature,
        string? extendedUsage = null,
        bool signedWithSha1 = false,
        string? addresses = null)
    {
        var request = subjectKey is RSA rsa
            ? new CertificateRequest($"CN={name}, O=Test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={name}, O=Test", (ECDsa)subjectKey, HashAlgorithmName.SHA256);
        if (usage is not null)
            request.CertificateExtensions.Add(new X509KeyUsageExtension(usage.Value, true));
        if (extendedUsage is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(extendedUsage)], false));
        if (addresses is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([addresses + "ocsp"], [addresses + "ca.cer"]));
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([addresses + "list.crl"]));
        }
        var number = BitConverter.GetBytes(Interlocked.Increment(ref serial));
        Array.Reverse(number);
        var certificate = request.Create(Certificate.SubjectName, signedWithSha1 ? new Sha1Generator(key) : Generator, from ?? Now.AddDays(-30), to ?? Now.AddDays(30), number);
        return subjectKey is RSA privateRsa ? certificate.CopyWithPrivateKey(privateRsa) : certificate.CopyWithPrivateKey((ECDsa)subjectKey);
    }

    /// <summary>Signs certificates with SHA-1, which the framework itself does not offer any more.</summary>
    private sealed class Sha1Generator(RSA key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x05, 0x05, 0x00];

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => CreateForRSA(key, RSASignaturePadding.Pkcs1).PublicKey;
    }
}
