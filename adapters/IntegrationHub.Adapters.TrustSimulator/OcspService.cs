using System.Formats.Asn1;
using System.Security.Cryptography;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Adapters.TrustSimulator;

/// <summary>Answers OCSP requests about certificates of the simulated authority.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class OcspService(SimulatedAuthority authority)
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Context2 = new(TagClass.ContextSpecific, 2);

    /// <summary>The response to a request, faulty as asked.</summary>
    public byte[] Answer(ReadOnlyMemory<byte> request, TrustFault fault = TrustFault.None)
    {
        try
        {
            return Answered(request, fault);
        }
        catch (AsnContentException)
        {
            return Refusal(1);
        }
    }

    private byte[] Answered(ReadOnlyMemory<byte> request, TrustFault fault)
    {
        var body = new AsnReader(request, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        if (body.PeekTag().HasSameClassAndValue(Context0) || body.PeekTag().HasSameClassAndValue(Context1))
            body.ReadEncodedValue();
        var ids = new List<ReadOnlyMemory<byte>>();
        for (var list = body.ReadSequence(); list.HasData;)
            ids.Add(list.ReadSequence().ReadEncodedValue());
        var extensions = body.HasData ? body.ReadSequence(Context2).ReadEncodedValue() : default;

        var key = authority.ResponderKey(certified: fault != TrustFault.WrongPurpose);
        var data = Data(ids, extensions, key, fault);
        var basic = new AsnWriter(AsnEncodingRules.DER);
        using (basic.PushSequence())
        {
            basic.WriteEncodedValue(data);
            using (basic.PushSequence())
            {
                basic.WriteObjectIdentifier(key.SignatureOid);
                if (key.NullParameters)
                    basic.WriteNull();
            }
            basic.WriteBitString(key.Sign(data));
            using (basic.PushSequence(Context0))
            using (basic.PushSequence())
                basic.WriteEncodedValue(key.Certificate.RawData);
        }
        return Wrapped(basic.Encode());
    }

    private byte[] Data(List<ReadOnlyMemory<byte>> ids, ReadOnlyMemory<byte> extensions, IMessageKey key, TrustFault fault)
    {
        var now = authority.Now;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(Context1))
                writer.WriteEncodedValue(key.Certificate.SubjectName.RawData);
            writer.WriteGeneralizedTime(now, omitFractionalSeconds: true);
            using (writer.PushSequence())
            {
                foreach (var id in ids)
                    WriteAnswer(writer, id, now, fault);
            }
            if (!extensions.IsEmpty)
            {
                using (writer.PushSequence(Context1))
                    writer.WriteEncodedValue(fault == TrustFault.WrongNonce ? OtherNonce() : extensions.Span);
            }
        }
        return writer.Encode();
    }

    private void WriteAnswer(AsnWriter writer, ReadOnlyMemory<byte> id, DateTimeOffset now, TrustFault fault)
    {
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(id.Span);
            var reader = new AsnReader(id, AsnEncodingRules.DER).ReadSequence();
            reader.ReadSequence();
            reader.ReadOctetString();
            reader.ReadOctetString();
            if (fault == TrustFault.Unknown)
                writer.WriteNull(Context2);
            else if (authority.StateOf(reader.ReadIntegerBytes().Span) is { } revoked)
                WriteRevoked(writer, revoked.At, (int)revoked.Reason);
            else
                writer.WriteNull(Context0);
            writer.WriteGeneralizedTime(fault == TrustFault.Stale ? now.AddDays(-2) : now.AddMinutes(-1), omitFractionalSeconds: true);
            using (writer.PushSequence(Context0))
                writer.WriteGeneralizedTime(fault == TrustFault.Stale ? now.AddHours(-1) : now.AddHours(1), omitFractionalSeconds: true);
        }
    }

    private static void WriteRevoked(AsnWriter writer, DateTimeOffset at, int reason)
    {
        using (writer.PushSequence(Context1))
        {
            writer.WriteGeneralizedTime(at.ToUniversalTime(), omitFractionalSeconds: true);
            using (writer.PushSequence(Context0))
                writer.WriteEncodedValue([0x0A, 1, (byte)reason]);
        }
    }

    private static byte[] OtherNonce()
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        inner.WriteOctetString(RandomNumberGenerator.GetBytes(16));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.3.6.1.5.5.7.48.1.2");
            writer.WriteOctetString(inner.Encode());
        }
        return writer.Encode();
    }

    private static byte[] Wrapped(byte[] basic)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue([0x0A, 1, 0]);
            using (writer.PushSequence(Context0))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.3.6.1.5.5.7.48.1.1");
                writer.WriteOctetString(basic);
            }
        }
        return writer.Encode();
    }

    /// <summary>An answer without a response: 1 is a malformed request.</summary>
    private static byte[] Refusal(byte status) => [0x30, 3, 0x0A, 1, status];
}
