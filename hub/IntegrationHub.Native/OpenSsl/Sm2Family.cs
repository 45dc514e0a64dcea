using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Signatures.Rules;

namespace IntegrationHub.Native.OpenSsl;

/// <summary>SM2 with SM3 by the system's OpenSSL 3: verifies CMS signatures of Chinese signers. Thread-safe.</summary>
public sealed class Sm2Family : ISignatureFamily
{
    /// <exception cref="PlatformNotSupportedException">No OpenSSL 3 is installed.</exception>
    public Sm2Family()
    {
        if (!LibCrypto.IsAvailable)
            throw new PlatformNotSupportedException("OpenSSL 3 (libcrypto) is not installed; install it with the system's package manager.");
    }

    public IRunningDigest? CreateDigest(string digestOid) => digestOid == Sm2.Sm3Oid ? new Sm3Digest() : null;

    public string? Unfit(string digestOid, string signatureOid, X509Certificate2 certificate, SignatureRule rule)
    {
        if (digestOid != Sm2.Sm3Oid)
            return $"The digest algorithm {digestOid} is not SM3.";
        if (signatureOid is not (Sm2.Sm2WithSm3Oid or Sm2.Sm2SignOid))
            return $"The signature algorithm {signatureOid} is not SM2 with SM3.";
        return Sm2.Owns(certificate) ? null : "The certificate's key is not on the SM2 curve.";
    }

    public bool Verify(X509Certificate2 certificate, string digestOid, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Sm2.Owns(certificate) && Sm2.Verify(certificate.PublicKey.ExportSubjectPublicKeyInfo(), message, signature);
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
