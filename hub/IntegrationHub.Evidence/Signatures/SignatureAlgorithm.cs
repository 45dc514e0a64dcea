namespace IntegrationHub.Evidence.Signatures;

/// <summary>A signature algorithm of XML-DSig that this engine computes.</summary>
/// <remarks>HMAC, DSA and MD5 are absent by design: they are refused before any key is looked at.</remarks>
public enum SignatureAlgorithm
{
    RsaSha256,
    RsaSha384,
    RsaSha512,
    EcdsaSha256,
    EcdsaSha384,
    EcdsaSha512,

    /// <summary>Only verified, and only where a party's policy allows SHA-1.</summary>
    RsaSha1,

    /// <summary>Only where a rule allows it; its identifiers are agreed upon, see <see cref="Algorithms.Sm2Names"/>.</summary>
    Sm2Sm3,
}

/// <summary>A digest algorithm of XML-DSig that this engine computes.</summary>
public enum DigestAlgorithm
{
    Sha256,
    Sha384,
    Sha512,

    /// <summary>Only verified, and only where a party's policy allows SHA-1.</summary>
    Sha1,

    /// <summary>Only where a rule allows it.</summary>
    Sm3,
}
