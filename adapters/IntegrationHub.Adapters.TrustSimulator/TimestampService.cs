using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Adapters.TrustSimulator;

/// <summary>Answers RFC 3161 requests.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class TimestampService(SimulatedAuthority authority)
{
    /// <summary>TSTInfo (RFC 3161); the policy is one of the documentation arc.</summary>
    private const string TimestampInfo = "1.2.840.113549.1.9.16.1.4";
    private const string Policy = "2.999.1";

    /// <summary>The response to a request, faulty as asked. A malformed request is rejected.</summary>
    public byte[] Answer(ReadOnlyMemory<byte> request, TrustFault fault = TrustFault.None)
    {
        if (fault == TrustFault.Rejects)
            return TimestampResponse.Rejected("The simulator was told to reject.");
        if (!Rfc3161TimestampRequest.TryDecode(request, out var read, out var consumed) || consumed != request.Length)
            return TimestampResponse.Rejected("The request is malformed.");
        if (read.RequestedPolicyId is { Value: not Policy } && fault != TrustFault.WrongPolicy)
            return TimestampResponse.Rejected($"Only the policy {Policy} is offered.");
        var info = Info(read, fault);
        var signer = new CadesSigner(authority.TimestampKey(certified: fault != TrustFault.WrongPurpose));
        return TimestampResponse.Granted(signer.SignAttached(info, authority.Now, [authority.Certificate], TimestampInfo));
    }

    private byte[] Info(Rfc3161TimestampRequest request, TrustFault fault)
    {
        var imprint = request.GetMessageHash().ToArray();
        if (fault == TrustFault.WrongImprint)
            imprint[0] ^= 1;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier(Policy);
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(request.HashAlgorithmId.Value!);
                    writer.WriteNull();
                }
                writer.WriteOctetString(imprint);
            }
            var serial = RandomNumberGenerator.GetBytes(12);
            serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
            writer.WriteInteger(serial);
            writer.WriteGeneralizedTime(authority.Now, omitFractionalSeconds: true);
            if (request.GetNonce() is { } nonce)
                writer.WriteInteger(fault == TrustFault.WrongNonce ? [0x42] : nonce.Span);
        }
        return writer.Encode();
    }
}
