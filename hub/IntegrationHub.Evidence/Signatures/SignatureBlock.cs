using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>A ds:Signature as it was read: its shape is that of the protocol, nothing in it is verified yet.</summary>
internal sealed class SignatureBlock
{
    /// <summary>Offsets of SignedInfo in the message.</summary>
    public int SignedInfoStart { get; set; }

    public int SignedInfoEnd { get; set; }

    /// <summary>Namespaces in scope at SignedInfo.</summary>
    public XmlNamespaceContext Namespaces { get; set; } = XmlNamespaceContext.Empty;

    public CanonicalForm SignedInfoForm { get; set; } = CanonicalForm.Inclusive;

    public SignatureAlgorithm Algorithm { get; set; }

    public DigestAlgorithm DigestAlgorithm { get; set; }

    /// <summary>Canonicalization of the message: that of the second transform, or inclusive.</summary>
    public CanonicalForm ContentForm { get; set; } = CanonicalForm.Inclusive;

    public byte[] Digest { get; set; } = [];

    public byte[] Value { get; set; } = [];

    /// <summary>DER certificates of KeyInfo in their order; the first is the signer's.</summary>
    public List<byte[]> Certificates { get; } = [];

    /// <summary>Decimal serial number from X509IssuerSerial: a hint where no certificate is given.</summary>
    public string? SerialNumber { get; set; }

    public SignatureFacts Facts => new(Algorithm, DigestAlgorithm, SignedInfoForm.Method, ContentForm.Method, Digest, Value);
}
