namespace IntegrationHub.Exchange;

/// <summary>
/// The stable codes of refusals that the hub itself makes. Rules of the Schemas project add theirs as <c>RULE_…</c>, the schema
/// <c>SCHEMA_…</c>, the signature engine <c>SIGNATURE_…</c>.
/// </summary>
public static class RejectionCodes
{
    // 1 Identify
    public const string CertificateMissing = "CALLER_WITHOUT_CERTIFICATE";
    public const string CallerUnknown = "CALLER_UNKNOWN";
    public const string CallerDisabled = "CALLER_DISABLED";
    public const string CallerRevoked = "CALLER_CERTIFICATE_REVOKED";

    // 2 Receive
    public const string RequestTooLarge = "REQUEST_TOO_LARGE";
    public const string DailyQuotaExceeded = "DAILY_QUOTA_EXCEEDED";
    public const string BodyEmpty = "BODY_EMPTY";

    // 3 Open
    public const string VerbUnexpected = "VERB_UNEXPECTED";
    public const string PayloadMissing = "PAYLOAD_MISSING";
    public const string DocumentTooLarge = "DOCUMENT_TOO_LARGE";
    public const string ClockSkew = "TIMESTAMP_SKEWED";
    public const string TimestampMissing = "TIMESTAMP_MISSING";

    // 4 Verify

    // 5 Recognise and look up
    public const string BinaryNotAgreed = "BINARY_NOT_AGREED";
    public const string ProfileUnknown = "PROFILE_UNKNOWN";
    public const string DocumentUnreadable = "DOCUMENT_UNREADABLE";
    public const string DocumentUnidentified = "DOCUMENT_UNIDENTIFIED";
    public const string NounMismatch = "NOUN_MISMATCH";
    public const string OtherContent = "DOCUMENT_ID_WITH_OTHER_CONTENT";

    // 7 Market rules
    public const string SenderUnknown = "SENDER_UNKNOWN";
    public const string SenderNotRepresented = "SENDER_NOT_REPRESENTED";
    public const string ReceiverIncorrect = "RECEIVER_INCORRECT";
    public const string ProfileNotAllowed = "PROFILE_NOT_ALLOWED";
    public const string RevisionRegress = "REVISION_REGRESS";
    public const string GateClosed = "GATE_CLOSED";

    // Before sending
    public const string PartyWithoutConnection = "PARTY_WITHOUT_CONNECTION";
    public const string PartyDisabled = "PARTY_DISABLED";

    // What partners answer
    public const string PartnerReason = "PARTNER_REASON";
    public const string PartnerFault = "PARTNER_FAULT";
    public const string PartnerRefusesConnection = "PARTNER_REFUSES_CONNECTION";

    /// <summary>True where a rejection's text is the partner's own: it is quoted as it came.</summary>
    public static bool IsQuoted(string code) => code is PartnerReason or PartnerFault;
}
