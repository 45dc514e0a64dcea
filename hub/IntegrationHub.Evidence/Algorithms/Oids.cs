namespace IntegrationHub.Evidence.Algorithms;

/// <summary>Object identifiers, by the documents that assign them.</summary>
internal static class Oids
{
    public const string Sha256 = "2.16.840.1.101.3.4.2.1";
    public const string Sha384 = "2.16.840.1.101.3.4.2.2";
    public const string Sha512 = "2.16.840.1.101.3.4.2.3";
    public const string Sha1 = "1.3.14.3.2.26";

    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string RsaSha256 = "1.2.840.113549.1.1.11";
    public const string RsaSha384 = "1.2.840.113549.1.1.12";
    public const string RsaSha512 = "1.2.840.113549.1.1.13";
    public const string EcdsaSha256 = "1.2.840.10045.4.3.2";
    public const string EcdsaSha384 = "1.2.840.10045.4.3.3";
    public const string EcdsaSha512 = "1.2.840.10045.4.3.4";

    // GM/T 0006
    public const string Sm3 = "1.2.156.10197.1.401";
    public const string Sm2WithSm3 = "1.2.156.10197.1.501";

    // RFC 5652
    public const string Data = "1.2.840.113549.1.7.1";
    public const string SignedData = "1.2.840.113549.1.7.2";
    public const string ContentType = "1.2.840.113549.1.9.3";
    public const string MessageDigest = "1.2.840.113549.1.9.4";
    public const string SigningTime = "1.2.840.113549.1.9.5";

    // RFC 5035, RFC 5126, RFC 3161
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    public const string SignatureTimestamp = "1.2.840.113549.1.9.16.2.14";
    public const string TimestampInfo = "1.2.840.113549.1.9.16.1.4";

    // ETSI EN 319 122-1, annex A
    public const string ArchiveTimestampV3 = "0.4.0.1733.2.4";
    public const string HashIndexV3 = "0.4.0.19122.1.5";
    public const string SignerAttributesV2 = "0.4.0.19122.1.1";

    // RFC 4519
    public const string UserId = "0.9.2342.19200300.100.1.1";

    // RFC 5280, RFC 6960
    public const string BasicOcsp = "1.3.6.1.5.5.7.48.1.1";
    public const string OcspNonce = "1.3.6.1.5.5.7.48.1.2";
    public const string OcspSigning = "1.3.6.1.5.5.7.3.9";
    public const string TimeStamping = "1.3.6.1.5.5.7.3.8";
    public const string CrlNumber = "2.5.29.20";
    public const string ReasonCode = "2.5.29.21";
    public const string InvalidityDate = "2.5.29.24";
    public const string IssuingDistributionPoint = "2.5.29.28";
    public const string AuthorityKeyIdentifier = "2.5.29.35";
}
