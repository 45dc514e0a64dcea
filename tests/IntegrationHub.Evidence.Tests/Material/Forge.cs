using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Tests.Material;

/// <summary>
/// Makes signatures that hold cryptographically but have a shape no honest signer gives them: what a partner's key could
/// be made to sign, or what an attacker signs with a key of his own.
/// </summary>
internal sealed class Forge
{
    private const string Digest = "<DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>";

    public string Canonicalization { get; init; } = "<CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/>";

    public string Method { get; init; } = "<SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/>";

    public string Transforms { get; init; } = "<Transforms><Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/></Transforms>";

    public string DigestMethod { get; init; } = Digest;

    public string ReferenceAttributes { get; init; } = "URI=\"\"";

    /// <summary>All references; null for the one that the other properties describe.</summary>
    public string? References { get; init; }

    /// <summary>Null for the certificate of the key.</summary>
    public string? KeyInfo { get; init; }

    /// <summary>Whatever follows KeyInfo.</summary>
    public string After { get; init; } = "";

    public HashAlgorithmName DigestHash { get; init; } = HashAlgorithmName.SHA256;

    public HashAlgorithmName SignatureHash { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>Computes the value from canonical SignedInfo; null signs with the key.</summary>
    public Func<byte[], byte[]>? Value { get; init; }

    /// <summary>The message with the forged signature as the last child of Header.</summary>
    public byte[] Sign(byte[] message, SigningKey key)
    {
        var digest = CryptographicOperations.HashData(DigestHash, Canonical.OfDocument(message, CanonicalForm.Inclusive)!);
        var references = References ?? $"<Reference {ReferenceAttributes}>{Transforms}{DigestMethod}<DigestValue>{Convert.ToBase64String(digest)}</DigestValue></Reference>";
        var signedInfo = $"<SignedInfo>{Canonicalization}{Method}{references}</SignedInfo>";
        var around = XmlNamespaceContext.Of(("", AlgorithmNames.XmlDsigNamespace), ("msg", Messages.Namespace));
        var canonical = Canonical.OfElement(Encoding.UTF8.GetBytes(signedInfo), CanonicalForm.Inclusive, around, null) ?? [];
        var value = Value?.Invoke(canonical) ?? SignWith(key, canonical);
        var signature = $"<Signature xmlns=\"{AlgorithmNames.XmlDsigNamespace}\">{signedInfo}<SignatureValue>{Convert.ToBase64String(value)}</SignatureValue>"
            + $"{KeyInfo ?? Certificate(key)}{After}</Signature>";
        return Messages.Replace(message, "</msg:Header>", signature + "</msg:Header>");
    }

    public static string Certificate(SigningKey key) =>
        $"<KeyInfo><X509Data><X509Certificate>{Convert.ToBase64String(key.Certificate.RawData)}</X509Certificate></X509Data></KeyInfo>";

    public static string Reference(string attributes, byte[] digest) =>
        $"<Reference {attributes}><Transforms><Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/></Transforms>{Digest}<DigestValue>{Convert.ToBase64String(digest)}</DigestValue></Reference>";

    private byte[] SignWith(SigningKey key, byte[] canonical)
    {
        var digest = CryptographicOperations.HashData(SignatureHash, canonical);
        using var rsa = System.Security.Cryptography.X509Certificates.RSACertificateExtensions.GetRSAPrivateKey(key.Certificate);
        return rsa?.SignHash(digest, SignatureHash, RSASignaturePadding.Pkcs1) ?? key.SignDigest(digest);
    }
}
