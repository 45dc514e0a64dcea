using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>RSA PKCS#1 v1.5 with a key held in memory.</summary>
internal sealed class SoftwareRsaSigner(X509Certificate2 certificate) : IDigestSigner, IDisposable
{
    private readonly KeyPool<RSA> keys = new(() => certificate.GetRSAPrivateKey()!);

    public byte[] Sign(ReadOnlySpan<byte> digest, HashAlgorithmName hash)
    {
        using var lease = keys.Take();
        return lease.Key.SignHash(digest, hash, RSASignaturePadding.Pkcs1);
    }

    public void Dispose() => keys.Close();
}

/// <summary>ECDSA with a key held in memory; the value is r||s as XML-DSig asks (RFC 4050), not DER.</summary>
internal sealed class SoftwareEcdsaSigner(X509Certificate2 certificate) : IDigestSigner, IDisposable
{
    private readonly KeyPool<ECDsa> keys = new(() => certificate.GetECDsaPrivateKey()!);

    public byte[] Sign(ReadOnlySpan<byte> digest, HashAlgorithmName hash)
    {
        using var lease = keys.Take();
        return lease.Key.SignHash(digest, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public void Dispose() => keys.Close();
}
