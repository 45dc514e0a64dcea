using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Exchange;

namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>From the stable codes of the hub to the fault codes of the wire, where no acknowledgement can answer.</summary>
internal static class RejectionFaults
{
    public static ServiceFault Of(Rejection rejection) => new(CodeOf(rejection.Code), Details(rejection));

    private static FaultCode CodeOf(string code) => code switch
    {
        RejectionCodes.RequestTooLarge or RejectionCodes.DocumentTooLarge or EnvelopeRefusals.Ratio => FaultCodes.PutTooLarge,
        RejectionCodes.DailyQuotaExceeded => FaultCodes.PutRate,
        RejectionCodes.VerbUnexpected => FaultCodes.Combination,
        RejectionCodes.PayloadMissing => FaultCodes.PutEmpty,
        RejectionCodes.NounMismatch => FaultCodes.PutNoun,
        RejectionCodes.DocumentUnreadable or EnvelopeRefusals.FormatUnknown or EnvelopeRefusals.PayloadSeveral => FaultCodes.PutFormat,
        RejectionCodes.ClockSkew or RejectionCodes.TimestampMissing => FaultCodes.PutInvalid,
        "SIGNATURE_SIGNER_NOT_EXPECTED" => FaultCodes.PutRelation,
        // Not the sender's doing, and over when the authority's data can be had again.
        "SIGNATURE_REVOCATION_UNKNOWN" => FaultCodes.Unable,
        "SIGNATURE_INVALID" or "SIGNATURE_DIGEST_MISMATCH" => FaultCodes.PutSignature,
        EnvelopeRefusals.NotBase64 or EnvelopeRefusals.NotGzip => FaultCodes.PutBinary,
        EnvelopeRefusals.HeaderNotEmpty or EnvelopeRefusals.BodyChildren or EnvelopeRefusals.Instruction => FaultCodes.Body,
        _ when code.StartsWith("MESSAGE_", StringComparison.Ordinal) => FaultCodes.Schema,
        _ when code.StartsWith("SIGNATURE_CERTIFICATE_", StringComparison.Ordinal) => FaultCodes.PutSignature,
        _ when code.StartsWith("SIGNATURE_", StringComparison.Ordinal) => FaultCodes.PutSignatureShape,
        _ => FaultCodes.PutTechnical,
    };

    private static string Details(Rejection rejection) =>
        $"{rejection.Code}: {rejection.Text}{(rejection.Where.Length > 0 ? $" At {rejection.Where}." : "")}{(rejection.Remedy.Length > 0 ? " " + rejection.Remedy : "")}";
}

/// <summary>A fault to answer.</summary>
internal sealed record ServiceFault(FaultCode Code, string Details, TimeSpan? RetryAfter = null)
{
    public static ServiceFault Of(FaultCode code, string? found = null) =>
        new(code, $"{code.Meaning}{(found is null ? "" : $" {found}")} {code.Remedy}");
}
