using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>The identifiers of algorithms on the wire (XML-DSig 1.1, RFC 4051, XML Encryption 1.0).</summary>
public static class AlgorithmNames
{
    public const string XmlDsigNamespace = "http://www.w3.org/2000/09/xmldsig#";
    public const string EnvelopedSignature = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

    private static readonly (SignatureAlgorithm Algorithm, byte[] Uri, string Text)[] Signatures =
    [
        Name(SignatureAlgorithm.RsaSha256, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
        Name(SignatureAlgorithm.RsaSha384, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"),
        Name(SignatureAlgorithm.RsaSha512, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"),
        Name(SignatureAlgorithm.EcdsaSha256, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"),
        Name(SignatureAlgorithm.EcdsaSha384, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"),
        Name(SignatureAlgorithm.EcdsaSha512, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"),
        Name(SignatureAlgorithm.RsaSha1, "http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
    ];

    private static readonly (DigestAlgorithm Algorithm, byte[] Uri, string Text)[] Digests =
    [
        Name(DigestAlgorithm.Sha256, "http://www.w3.org/2001/04/xmlenc#sha256"),
        Name(DigestAlgorithm.Sha384, "http://www.w3.org/2001/04/xmldsig-more#sha384"),
        Name(DigestAlgorithm.Sha512, "http://www.w3.org/2001/04/xmlenc#sha512"),
        Name(DigestAlgorithm.Sha1, "http://www.w3.org/2000/09/xmldsig#sha1"),
    ];

    /// <summary>The wire identifier of <paramref name="algorithm"/>.</summary>
    public static string UriOf(SignatureAlgorithm algorithm) => Array.Find(Signatures, s => s.Algorithm == algorithm).Text;

    /// <summary>The wire identifier of <paramref name="algorithm"/>.</summary>
    public static string UriOf(DigestAlgorithm algorithm) => Array.Find(Digests, d => d.Algorithm == algorithm).Text;

    /// <summary>The framework's name of the hash inside <paramref name="algorithm"/>.</summary>
    public static HashAlgorithmName HashOf(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.RsaSha256 or SignatureAlgorithm.EcdsaSha256 => HashAlgorithmName.SHA256,
        SignatureAlgorithm.RsaSha384 or SignatureAlgorithm.EcdsaSha384 => HashAlgorithmName.SHA384,
        SignatureAlgorithm.RsaSha512 or SignatureAlgorithm.EcdsaSha512 => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA1,
    };

    /// <summary>The framework's name of <paramref name="algorithm"/>.</summary>
    public static HashAlgorithmName HashOf(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Sha256 => HashAlgorithmName.SHA256,
        DigestAlgorithm.Sha384 => HashAlgorithmName.SHA384,
        DigestAlgorithm.Sha512 => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA1,
    };

    /// <summary>True for the algorithms of elliptic-curve keys.</summary>
    public static bool IsEcdsa(SignatureAlgorithm algorithm) =>
        algorithm is SignatureAlgorithm.EcdsaSha256 or SignatureAlgorithm.EcdsaSha384 or SignatureAlgorithm.EcdsaSha512;

    internal static bool TryParse(ReadOnlySpan<byte> uri, out SignatureAlgorithm algorithm)
    {
        foreach (var (candidate, bytes, _) in Signatures)
        {
            if (uri.SequenceEqual(bytes))
            {
                algorithm = candidate;
                return true;
            }
        }
        algorithm = default;
        return false;
    }

    internal static bool TryParse(ReadOnlySpan<byte> uri, out DigestAlgorithm algorithm)
    {
        foreach (var (candidate, bytes, _) in Digests)
        {
            if (uri.SequenceEqual(bytes))
            {
                algorithm = candidate;
                return true;
            }
        }
        algorithm = default;
        return false;
    }

    private static (T, byte[], string) Name<T>(T algorithm, string uri) => (algorithm, Encoding.UTF8.GetBytes(uri), uri);
}
