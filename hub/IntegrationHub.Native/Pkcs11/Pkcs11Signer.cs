using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Native.Pkcs11;

/// <summary>A private key in a PKCS#11 device as signer; the key never leaves the device. Thread-safe.</summary>
public sealed class Pkcs11Signer(Pkcs11Session session, string label, bool elliptic) : IDigestSigner
{
    private const nuint RsaPkcs = 1;
    private const nuint Ecdsa = 0x1041;

    /// <summary>Binds the key of that label to its certificate, which may lie on the token or beside it.</summary>
    /// <exception cref="CryptographicException">The token has no such key.</exception>
    public static SigningKey Bind(Pkcs11Session session, string label, X509Certificate2 certificate)
    {
        if (!session.HasPrivateKey(label))
            throw new CryptographicException($"The token holds no private key labelled \"{label}\".");
        using var curve = certificate.GetECDsaPublicKey();
        var algorithm = curve?.KeySize switch
        {
            null => SignatureAlgorithm.RsaSha256,
            <= 256 => SignatureAlgorithm.EcdsaSha256,
            <= 384 => SignatureAlgorithm.EcdsaSha384,
            _ => SignatureAlgorithm.EcdsaSha512,
        };
        return new SigningKey(certificate, algorithm, new Pkcs11Signer(session, label, curve is not null));
    }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> digest, HashAlgorithmName hash) =>
        elliptic ? session.Sign(label, Ecdsa, digest) : session.Sign(label, RsaPkcs, [.. DigestInfo(hash), .. digest]);

    /// <summary>What PKCS#1 v1.5 puts before the digest (RFC 8017, section 9.2).</summary>
    private static ReadOnlySpan<byte> DigestInfo(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA256" => [0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20],
        "SHA384" => [0x30, 0x41, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30],
        "SHA512" => [0x30, 0x51, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40],
        _ => throw new CryptographicException($"{hash.Name} is not used to sign."),
    };
}
