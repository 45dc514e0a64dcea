using System.Formats.Asn1;

namespace IntegrationHub.Evidence.Cms;

/// <summary>Adds unsigned attributes to the only signature of a document; every other octet stays what it was.</summary>
internal static class UnsignedAttributes
{
    /// <param name="cms">SignedData in DER with one signature.</param>
    /// <param name="type">Dotted type of the attribute.</param>
    /// <param name="value">Its value, DER.</param>
    /// <param name="joins">True puts the value beside others of its type in one attribute; false makes it an attribute of its own.</param>
    /// <exception cref="FormatException">It is no such document.</exception>
    public static byte[] Add(ReadOnlyMemory<byte> cms, string type, ReadOnlyMemory<byte> value, bool joins)
    {
        if (CmsDocument.TryRead(cms) is not { Signatures.Count: 1 })
            throw new FormatException("Only a CMS with exactly one signature takes a timestamp.");
        try
        {
            return Rewrite(cms, type, value, joins);
        }
        catch (AsnContentException e)
        {
            throw new FormatException("The signature is not DER: " + e.Message, e);
        }
    }

    private static byte[] Rewrite(ReadOnlyMemory<byte> cms, string type, ReadOnlyMemory<byte> value, bool joins)
    {
        var info = new AsnReader(cms, AsnEncodingRules.DER).ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(info.ReadEncodedValue().Span);
            var data = info.ReadSequence(CmsTags.Context0).ReadSequence();
            using (writer.PushSequence(CmsTags.Context0))
            using (writer.PushSequence())
            {
                // The signers are the last element of SignedData.
                for (var next = data.ReadEncodedValue(); ; next = data.ReadEncodedValue())
                {
                    if (!data.HasData)
                    {
                        WriteSigner(writer, new AsnReader(next, AsnEncodingRules.DER).ReadSetOf().ReadSequence(), type, value, joins);
                        break;
                    }
                    writer.WriteEncodedValue(next.Span);
                }
            }
        }
        return writer.Encode();
    }

    private static void WriteSigner(AsnWriter writer, AsnReader signer, string type, ReadOnlyMemory<byte> value, bool joins)
    {
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            var values = new List<ReadOnlyMemory<byte>> { value };
            var others = new List<ReadOnlyMemory<byte>>();
            while (signer.HasData)
            {
                var field = signer.ReadEncodedValue();
                // The signed attributes carry [0], the unsigned ones [1].
                if (field.Span[0] != 0xA1)
                    writer.WriteEncodedValue(field.Span);
                else
                    Split(field, joins ? type : null, values, others);
            }
            using (writer.PushSetOf(CmsTags.Context1))
            {
                foreach (var other in others)
                    writer.WriteEncodedValue(other.Span);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(type);
                    using (writer.PushSetOf())
                    {
                        foreach (var each in values)
                            writer.WriteEncodedValue(each.Span);
                    }
                }
            }
        }
    }

    private static void Split(ReadOnlyMemory<byte> unsigned, string? joined, List<ReadOnlyMemory<byte>> values, List<ReadOnlyMemory<byte>> others)
    {
        for (var set = new AsnReader(unsigned, AsnEncodingRules.DER).ReadSetOf(CmsTags.Context1); set.HasData;)
        {
            var encoded = set.PeekEncodedValue();
            var attribute = set.ReadSequence();
            if (attribute.ReadObjectIdentifier() != joined)
            {
                others.Add(encoded);
                continue;
            }
            for (var present = attribute.ReadSetOf(); present.HasData;)
                values.Add(present.ReadEncodedValue());
        }
    }
}
