using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Evidence.Algorithms;

/// <summary>Signs messages with an RSA or ECDSA key, be it software or a device.</summary>
public sealed class FrameworkMessageKey(SigningKey key) : IMessageKey
{
    public X509Certificate2 Certificate => key.Certificate;

    public string DigestOid => key.Algorithm switch
    {
        SignatureAlgorithm.RsaSha384 or SignatureAlgorithm.EcdsaSha384 => Oids.Sha384,
        SignatureAlgorithm.RsaSha512 or SignatureAlgorithm.EcdsaSha512 => Oids.Sha512,
        _ => Oids.Sha256,
    };

    public string SignatureOid => key.Algorithm switch
    {
        SignatureAlgorithm.RsaSha256 => Oids.RsaSha256,
        SignatureAlgorithm.RsaSha384 => Oids.RsaSha384,
        SignatureAlgorithm.RsaSha512 => Oids.RsaSha512,
        SignatureAlgorithm.EcdsaSha256 => Oids.EcdsaSha256,
        SignatureAlgorithm.EcdsaSha384 => Oids.EcdsaSha384,
        SignatureAlgorithm.EcdsaSha512 => Oids.EcdsaSha512,
        _ => throw new InvalidOperationException($"{key.Algorithm} is not used to sign."),
    };

    public bool NullParameters => !AlgorithmNames.IsEcdsa(key.Algorithm);

    public IRunningDigest CreateDigest() => FrameworkFamily.Instance.CreateDigest(DigestOid)!;

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var value = key.SignDigest(CryptographicOperations.HashData(AlgorithmNames.HashOf(key.Algorithm), message));
        return AlgorithmNames.IsEcdsa(key.Algorithm) ? EcdsaEncoding.ToDer(value) : value;
    }
}
