using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>
/// A private key with its certificate and the algorithm it signs with. The key itself may live in software or in a device:
/// all this type asks of it is to sign a digest.
/// </summary>
/// <remarks>Thread-safe. Dispose it when no signer uses it any more; the certificate is disposed with it.</remarks>
public sealed class SigningKey : IDisposable
{
    private readonly IDigestSigner? signer;
    private readonly IMessageKey? sm2;
    private readonly Sm2Names? names;

    /// <summary>Binds a device or another implementation of <see cref="IDigestSigner"/> to its certificate.</summary>
    public SigningKey(X509Certificate2 certificate, SignatureAlgorithm algorithm, IDigestSigner signer)
    {
        Certificate = certificate;
        Algorithm = algorithm;
        this.signer = signer;
        Hash = AlgorithmNames.HashOf(algorithm);
        KeyInfo = Signatures.KeyInfo.Of(certificate);
    }

    /// <summary>An SM2 key. It signs octets, not digests: what is digested begins with the signer's identity.</summary>
    /// <param name="key">Disposed with the result where it can be.</param>
    /// <param name="names">How its algorithms are called in XML.</param>
    public SigningKey(IMessageKey key, Sm2Names names)
    {
        Certificate = key.Certificate;
        Algorithm = SignatureAlgorithm.Sm2Sm3;
        (sm2, this.names) = (key, names);
        KeyInfo = Signatures.KeyInfo.Of(key.Certificate);
    }

    /// <summary>The signer's certificate. For software keys it carries the private key, so it serves TLS as well.</summary>
    public X509Certificate2 Certificate { get; }

    public SignatureAlgorithm Algorithm { get; }

    internal HashAlgorithmName Hash { get; }

    /// <summary>The ready-made ds:KeyInfo of this certificate.</summary>
    internal byte[] KeyInfo { get; }

    /// <summary>A software key: RSA signs with RSA-SHA256, P-256, P-384 and P-521 with ECDSA and the hash of their size.</summary>
    /// <param name="certificate">A certificate that carries its private key. The result owns it.</param>
    /// <exception cref="ArgumentException">The certificate has no private key, or one that is neither RSA nor ECDSA.</exception>
    public static SigningKey FromCertificate(X509Certificate2 certificate)
    {
        if (!certificate.HasPrivateKey)
            throw new ArgumentException("The certificate carries no private key.", nameof(certificate));
        using var rsa = certificate.GetRSAPrivateKey();
        return Of(certificate, rsa is not null ? new SoftwareRsaSigner(certificate) : new SoftwareEcdsaSigner(certificate));
    }

    /// <summary>A key that lies elsewhere, with the algorithm that goes with its certificate: RSA-SHA256, or ECDSA with the hash of the curve's size.</summary>
    /// <exception cref="ArgumentException">The certificate's key is neither RSA nor ECDSA.</exception>
    public static SigningKey Of(X509Certificate2 certificate, IDigestSigner signer)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
            return new SigningKey(certificate, SignatureAlgorithm.RsaSha256, signer);
        using var ecdsa = certificate.GetECDsaPublicKey()
            ?? throw new ArgumentException("Only RSA and ECDSA keys sign.", nameof(certificate));
        return new SigningKey(
            certificate,
            ecdsa.KeySize switch
            {
                <= 256 => SignatureAlgorithm.EcdsaSha256,
                <= 384 => SignatureAlgorithm.EcdsaSha384,
                _ => SignatureAlgorithm.EcdsaSha512,
            },
            signer);
    }

    /// <summary>This key as CMS uses it.</summary>
    public IMessageKey ForCms => sm2 ?? new FrameworkMessageKey(this);

    internal string SignatureUri => names?.Signatures[0] ?? AlgorithmNames.UriOf(Algorithm);

    /// <summary>Digest of a message that this key signs.</summary>
    internal string ContentDigestUri => names?.Digests[0] ?? AlgorithmNames.UriOf(DigestAlgorithm.Sha256);

    internal IRunningDigest CreateContentDigest() => sm2?.CreateDigest() ?? new ShaDigest(HashAlgorithmName.SHA256);

    /// <summary>Signs a digest made with the hash of <see cref="Algorithm"/>: PKCS#1 v1.5 for RSA, r||s for ECDSA.</summary>
    /// <exception cref="InvalidOperationException">The key is one of SM2.</exception>
    public byte[] SignDigest(ReadOnlySpan<byte> digest) => signer is null
        ? throw new InvalidOperationException("SM2 does not sign digests that others made.")
        : signer.Sign(digest, Hash);

    /// <summary>Signs octets; the value is as XML-DSig writes it: PKCS#1 v1.5 for RSA, r||s for elliptic curves.</summary>
    internal byte[] SignOctets(ReadOnlySpan<byte> octets) => sm2 is null
        ? SignDigest(CryptographicOperations.HashData(Hash, octets))
        : EcdsaEncoding.FromDer(sm2.Sign(octets), 32)!;

    public void Dispose()
    {
        (signer as IDisposable)?.Dispose();
        (sm2 as IDisposable)?.Dispose();
        Certificate.Dispose();
    }
}

/// <summary>What signs a digest: a software key, or a device behind a binding. Implementations are thread-safe.</summary>
public interface IDigestSigner
{
    /// <summary>The signature value as XML-DSig writes it: PKCS#1 v1.5 for RSA, r||s for ECDSA.</summary>
    byte[] Sign(ReadOnlySpan<byte> digest, HashAlgorithmName hash);
}
