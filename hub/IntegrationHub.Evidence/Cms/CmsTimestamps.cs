using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Cms;

/// <summary>Attaches timestamp tokens to signatures that were made earlier (CAdES-T); the signature itself does not change.</summary>
public static class CmsTimestamps
{
    /// <summary>The value a timestamp of the only signature is made over.</summary>
    /// <exception cref="FormatException">It is no CMS with exactly one signature.</exception>
    public static byte[] SignatureValueOf(ReadOnlyMemory<byte> cms) => FindSignatureValue(cms) ?? throw new FormatException("Only a CMS with exactly one signature takes a timestamp.");

    /// <summary>The same; null where it is no CMS with exactly one signature.</summary>
    public static byte[]? FindSignatureValue(ReadOnlyMemory<byte> cms) => CmsDocument.TryRead(cms) is { Signatures: [var one] } ? one.Value : null;

    /// <summary>The same document with the token among the unsigned attributes of its only signature.</summary>
    /// <param name="cms">DER, as <see cref="CadesSigner"/> makes it.</param>
    /// <param name="token">RFC 3161 token, DER.</param>
    /// <exception cref="FormatException">It is no CMS in DER with exactly one signature.</exception>
    public static byte[] Attach(ReadOnlyMemory<byte> cms, ReadOnlyMemory<byte> token) => UnsignedAttributes.Add(cms, Oids.SignatureTimestamp, token, joins: true);
}
