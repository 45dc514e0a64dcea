using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Signatures.Rules;

namespace IntegrationHub.Evidence.Algorithms;

/// <summary>RSA PKCS#1 v1.5 and ECDSA (P-256, P-384, P-521) with SHA-2, by the framework. SHA-1, MD5, PSS and DSA are not of it.</summary>
public sealed class FrameworkFamily : ISignatureFamily
{
    public static FrameworkFamily Instance { get; } = new();

    public IRunningDigest? CreateDigest(string digestOid) => HashOf(digestOid) is { } hash ? new ShaDigest(hash) : null;

    public string? Unfit(string digestOid, string signatureOid, X509Certificate2 certificate, SignatureRule rule)
    {
        if (HashOf(digestOid) is not { } digest)
            return $"The digest algorithm {digestOid} is not allowed.";
        var (hash, elliptic) = SignatureOf(signatureOid, digest);
        if (hash is null)
            return $"The signature algorithm {signatureOid} is not allowed.";
        if (hash != digest)
            return $"The digest algorithm {digestOid} is not the one of the signature algorithm {signatureOid}.";
        var (algorithm, content) = NamesOf(digest, elliptic);
        if (!rule.Algorithms.Contains(algorithm) || !rule.Digests.Contains(content))
            return $"{algorithm} over {content} is not allowed. The rule in force is {rule.Name}.";
        return VerifyingKey.Of(certificate).Unfit(algorithm, rule);
    }

    public bool Verify(X509Certificate2 certificate, string digestOid, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (HashOf(digestOid) is not { } hash)
            return false;
        var digest = CryptographicOperations.HashData(hash, message);
        var key = VerifyingKey.Of(certificate);
        if (certificate.PublicKey.Oid.Value == Oids.Rsa)
            return key.Impossible(signature) is null && key.Verifies(digest, signature, hash);
        using var elliptic = certificate.GetECDsaPublicKey();
        var pair = elliptic is null ? null : EcdsaEncoding.FromDer(signature, (elliptic.KeySize + 7) / 8);
        return pair is not null && key.Impossible(pair) is null && key.Verifies(digest, pair, hash);
    }

    internal static HashAlgorithmName? HashOf(string digestOid) => digestOid switch
    {
        Oids.Sha256 => HashAlgorithmName.SHA256,
        Oids.Sha384 => HashAlgorithmName.SHA384,
        Oids.Sha512 => HashAlgorithmName.SHA512,
        _ => null,
    };

    internal static string OidOf(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA256" => Oids.Sha256,
        "SHA384" => Oids.Sha384,
        "SHA512" => Oids.Sha512,
        _ => throw new ArgumentOutOfRangeException(nameof(hash), hash, "No digest of the SHA-2 family."),
    };

    private static (SignatureAlgorithm Algorithm, DigestAlgorithm Content) NamesOf(HashAlgorithmName hash, bool elliptic) => hash.Name switch
    {
        "SHA256" => (elliptic ? SignatureAlgorithm.EcdsaSha256 : SignatureAlgorithm.RsaSha256, DigestAlgorithm.Sha256),
        "SHA384" => (elliptic ? SignatureAlgorithm.EcdsaSha384 : SignatureAlgorithm.RsaSha384, DigestAlgorithm.Sha384),
        _ => (elliptic ? SignatureAlgorithm.EcdsaSha512 : SignatureAlgorithm.RsaSha512, DigestAlgorithm.Sha512),
    };

    /// <summary>CMS names the bare RSA key or the combination; both occur.</summary>
    private static (HashAlgorithmName? Hash, bool Elliptic) SignatureOf(string oid, HashAlgorithmName digest) => oid switch
    {
        Oids.Rsa => (digest, false),
        Oids.RsaSha256 => (HashAlgorithmName.SHA256, false),
        Oids.RsaSha384 => (HashAlgorithmName.SHA384, false),
        Oids.RsaSha512 => (HashAlgorithmName.SHA512, false),
        Oids.EcdsaSha256 => (HashAlgorithmName.SHA256, true),
        Oids.EcdsaSha384 => (HashAlgorithmName.SHA384, true),
        Oids.EcdsaSha512 => (HashAlgorithmName.SHA512, true),
        _ => (null, false),
    };
}

/// <summary>A digest of the SHA-2 family.</summary>
internal sealed class ShaDigest(HashAlgorithmName hash) : IRunningDigest
{
    private readonly IncrementalHash running = IncrementalHash.CreateHash(hash);

    public void Append(ReadOnlySpan<byte> octets) => running.AppendData(octets);

    public byte[] Finish() => running.GetHashAndReset();

    public void Dispose() => running.Dispose();
}
