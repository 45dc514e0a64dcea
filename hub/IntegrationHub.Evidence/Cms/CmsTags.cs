using System.Formats.Asn1;

namespace IntegrationHub.Evidence.Cms;

/// <summary>The context-specific tags of SignedData.</summary>
internal static class CmsTags
{
    public static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    public static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    /// <summary>The same value under another first octet (IMPLICIT tagging).</summary>
    public static byte[] Retagged(ReadOnlySpan<byte> encoded, byte tag)
    {
        var copy = encoded.ToArray();
        copy[0] = tag;
        return copy;
    }
}
