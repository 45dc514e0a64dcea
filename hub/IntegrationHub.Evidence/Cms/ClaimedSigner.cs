using System.Formats.Asn1;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Cms;

/// <summary>
/// The person for whom a key signs that is not the person's own: the attribute signer-attributes-v2 (ETSI EN 319 122-1, section 5.2.6.1) with one claimed attribute, the user's id
/// (RFC 4519). It says what the owner of the key states; the key's certificate says who that is.
/// </summary>
public static class ClaimedSigner
{
    /// <summary>Whom the only signature of a document states; null where it states nobody, or several signed.</summary>
    public static string? Of(ReadOnlyMemory<byte> cms)
    {
        if (CmsDocument.TryRead(cms) is not { Signatures: [{ SignedAttributes: { } signed }] })
            return null;

        try
        {
            return CmsAttributes.Read(signed, AsnEncodingRules.DER).Single(Oids.SignerAttributesV2) is { } value ? Read(value) : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>SignerAttributeV2 with claimedAttributes alone; the module has explicit tags.</summary>
    internal static void Write(AsnWriter writer, string person)
    {
        using (writer.PushSequence())
        using (writer.PushSequence(CmsTags.Context0))
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.UserId);
            using (writer.PushSetOf())
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, person);
        }
    }

    private static string? Read(ReadOnlyMemory<byte> value)
    {
        var attributes = new AsnReader(value, AsnEncodingRules.DER).ReadSequence();
        if (!attributes.HasData || !attributes.PeekTag().HasSameClassAndValue(CmsTags.Context0))
            return null;

        var claimed = attributes.ReadSequence(CmsTags.Context0).ReadSequence();
        while (claimed.HasData)
        {
            var attribute = claimed.ReadSequence();
            if (attribute.ReadObjectIdentifier() == Oids.UserId)
                return attribute.ReadSetOf().ReadCharacterString(UniversalTagNumber.UTF8String);
        }

        return null;
    }
}
