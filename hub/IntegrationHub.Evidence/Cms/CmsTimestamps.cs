using System.Formats.Asn1;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Cms;

/// <summary>Attaches timestamp tokens to signatures that were made earlier (CAdES-T); the signature itself does not change.</summary>
public static class CmsTimestamps
{
    /// <summary>The value a timestamp of the only signature is made over.</summary>
    /// <exception cref="FormatException">It is no CMS with exactly one signature.</exception>
    public static byte[] SignatureValueOf(ReadOnlyMemory<byte> cms) => One(cms).Value;

    /// <summary>The same document with the token among the unsigned attributes of its only signature.</summary>
    /// <param name="cms">DER, as <see cref="CadesSigner"/> makes it.</param>
    /// <param name="token">RFC 3161 token, DER.</param>
    /// <exception cref="FormatException">It is no CMS in DER with exactly one signature.</exception>
    public static byte[] Attach(ReadOnlyMemory<byte> cms, ReadOnlySpan<byte> token)
    {
        _ = One(cms);
        try
        {
            return Rewrite(cms, token);
        }
        catch (AsnContentException e)
        {
            throw new FormatException("The signature is not DER: " + e.Message, e);
        }
    }

    private static CmsSignature One(ReadOnlyMemory<byte> cms) =>
        CmsDocument.TryRead(cms) is { Signatures: [var one] } ? one : throw new FormatException("Only a CMS with exactly one signature takes a timestamp.");

    private static byte[] Rewrite(ReadOnlyMemory<byte> cms, ReadOnlySpan<byte> token)
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
                        WriteSigners(writer, new AsnReader(next, AsnEncodingRules.DER).ReadSetOf().ReadSequence(), token);
                        break;
                    }
                    writer.WriteEncodedValue(next.Span);
                }
            }
        }
        return writer.Encode();
    }

    private static void WriteSigners(AsnWriter writer, AsnReader signer, ReadOnlySpan<byte> token)
    {
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            var tokens = new List<ReadOnlyMemory<byte>> { token.ToArray() };
            var others = new List<ReadOnlyMemory<byte>>();
            for (var index = 0; signer.HasData; index++)
            {
                var value = signer.ReadEncodedValue();
                // The signed attributes carry [0], the unsigned ones [1].
                if (value.Span[0] != 0xA1)
                    writer.WriteEncodedValue(value.Span);
                else
                    Split(value, tokens, others);
            }
            using (writer.PushSetOf(CmsTags.Context1))
            {
                foreach (var other in others)
                    writer.WriteEncodedValue(other.Span);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Oids.SignatureTimestamp);
                    using (writer.PushSetOf())
                    {
                        foreach (var each in tokens)
                            writer.WriteEncodedValue(each.Span);
                    }
                }
            }
        }
    }

    private static void Split(ReadOnlyMemory<byte> unsigned, List<ReadOnlyMemory<byte>> tokens, List<ReadOnlyMemory<byte>> others)
    {
        for (var set = new AsnReader(unsigned, AsnEncodingRules.DER).ReadSetOf(CmsTags.Context1); set.HasData;)
        {
            var encoded = set.PeekEncodedValue();
            var attribute = set.ReadSequence();
            if (attribute.ReadObjectIdentifier() != Oids.SignatureTimestamp)
            {
                others.Add(encoded);
                continue;
            }
            for (var values = attribute.ReadSetOf(); values.HasData;)
                tokens.Add(values.ReadEncodedValue());
        }
    }
}
