using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Signatures.Rules;

namespace IntegrationHub.Evidence.Revocation;

/// <summary>Verifies the signature of an X.509-style structure: to-be-signed octets, combined algorithm, value.</summary>
internal static class SignedBy
{
    /// <summary>The digest that a combined signature algorithm uses, or null when it is not used here.</summary>
    public static string? DigestOf(string signatureOid) => signatureOid switch
    {
        Oids.RsaSha256 or Oids.EcdsaSha256 => Oids.Sha256,
        Oids.RsaSha384 or Oids.EcdsaSha384 => Oids.Sha384,
        Oids.RsaSha512 or Oids.EcdsaSha512 => Oids.Sha512,
        _ => null,
    };

    public static bool Verify(X509Certificate2 signer, string signatureOid, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> value) =>
        DigestOf(signatureOid) is { } digest && FrameworkFamily.Instance.Unfit(digest, signatureOid, signer, SignatureRule.Default) is null &&
        FrameworkFamily.Instance.Verify(signer, digest, signed, value);
}
