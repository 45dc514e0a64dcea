using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Signatures.Rules;

namespace IntegrationHub.Native.OpenSsl;

/// <summary>SM2 with SM3 by the system's OpenSSL 3: verifies CMS, XML signatures and certificates of Chinese signers. Thread-safe.</summary>
public sealed class Sm2Family : ISignatureFamily
{
    /// <exception cref="PlatformNotSupportedException">No OpenSSL 3 is installed.</exception>
    public Sm2Family()
    {
        if (!LibCrypto.IsAvailable)
            throw new PlatformNotSupportedException("OpenSSL 3 (libcrypto) is not installed; install it with the system's package manager.");
    }

    /// <summary>The family, or null where no OpenSSL 3 is installed.</summary>
    public static Sm2Family? IfAvailable { get; } = LibCrypto.IsAvailable ? new Sm2Family() : null;

    public IRunningDigest? CreateDigest(string digestOid) => digestOid == Sm2.Sm3Oid ? new Sm3Digest() : null;

    public string? Unfit(string digestOid, string signatureOid, X509Certificate2 certificate, SignatureRule rule)
    {
        if (digestOid != Sm2.Sm3Oid)
            return $"The digest algorithm {digestOid} is not SM3.";
        if (signatureOid is not (Sm2.Sm2WithSm3Oid or Sm2.Sm2SignOid))
            return $"The signature algorithm {signatureOid} is not SM2 with SM3.";
        if (!Sm2Names.IsKeyOf(certificate))
            return "The certificate's key is not on the SM2 curve.";
        return rule.Algorithms.Contains(SignatureAlgorithm.Sm2Sm3) && rule.Digests.Contains(DigestAlgorithm.Sm3)
            ? null
            : $"SM2 with SM3 is not allowed. The rule in force is {rule.Name}.";
    }

    public bool Verify(X509Certificate2 certificate, string digestOid, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Sm2Names.IsKeyOf(certificate) && Sm2.Verify(certificate.PublicKey.ExportSubjectPublicKeyInfo(), message, signature);
}

/// <summary>An SM2 key with its certificate that signs with SM3. Thread-safe.</summary>
public sealed class Sm2MessageKey : IMessageKey, IDisposable
{
    private readonly SafeKeyHandle key;

    /// <param name="certificate">The certificate; its key is on the SM2 curve.</param>
    /// <param name="pkcs8">The private key, unencrypted PKCS#8 in DER.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key cannot be read or is none of SM2.</exception>
    public Sm2MessageKey(X509Certificate2 certificate, ReadOnlySpan<byte> pkcs8)
    {
        Certificate = certificate;
        key = Sm2.ReadPrivate(pkcs8);
    }

    /// <summary>True when a signature of the private key verifies under the certificate.</summary>
    public bool FitsItsCertificate()
    {
        var probe = "Does this key belong to its certificate?"u8;
        return Sm2Names.IsKeyOf(Certificate) && Sm2.Verify(Certificate.PublicKey.ExportSubjectPublicKeyInfo(), probe, Sign(probe));
    }

    public X509Certificate2 Certificate { get; }

    public string DigestOid => Sm2.Sm3Oid;

    public string SignatureOid => Sm2.Sm2WithSm3Oid;

    public bool NullParameters => false;

    public IRunningDigest CreateDigest() => new Sm3Digest();

    public byte[] Sign(ReadOnlySpan<byte> message) => Sm2.Sign(key, message);

    public void Dispose()
    {
        key.Dispose();
        Certificate.Dispose();
    }
}
