namespace IntegrationHub.Evidence.Signatures;

/// <summary>Why a signed message is refused. The codes are stable: they appear in evidence and in answers to partners.</summary>
public enum SignatureRefusalCode
{
    /// <summary>No rule of the party is in force at the time of reception.</summary>
    NoRuleInForce,

    /// <summary>The bytes are no XML this hub reads; the detail holds the reader's error.</summary>
    Unreadable,

    /// <summary>The root is no RequestMessage or ResponseMessage of IEC 61968-100, or has no Header.</summary>
    NotAMessage,
    SignatureMissing,
    SeveralSignatures,

    /// <summary>A signature stands elsewhere than as the last child of Header.</summary>
    SignatureMisplaced,

    /// <summary>ds:Signature does not have the shape of the protocol.</summary>
    SignatureMalformed,

    /// <summary>SignedInfo has no reference, or several.</summary>
    ReferenceCount,

    /// <summary>The reference covers something else than the whole message (URI is not the empty string).</summary>
    ReferenceUri,
    TransformNotAllowed,
    CanonicalizationNotAllowed,
    SignatureAlgorithmNotAllowed,
    DigestAlgorithmNotAllowed,

    /// <summary>KeyInfo asks for something beyond X509Data, e.g. RetrievalMethod.</summary>
    KeyInfoNotAllowed,

    /// <summary>KeyInfo names no certificate and none is bound to the party that fits.</summary>
    SignerUnknown,
    CertificateUnreadable,

    /// <summary>The key is of another kind than the algorithm needs, or too weak.</summary>
    KeyNotAllowed,

    /// <summary>The signature value has an impossible form: wrong length, or a zero half of an ECDSA pair.</summary>
    SignatureValueMalformed,
    SignatureInvalid,
    DigestMismatch,
    CertificateUntrusted,
    CertificateNotYetValid,
    CertificateExpired,
    CertificateUsage,
    CertificateRevoked,
    RevocationUnknown,

    /// <summary>A trusted certificate, but not one bound to the party.</summary>
    SignerNotExpected,

    /// <summary>A comment or processing instruction splits a text, so that readers may disagree about its value.</summary>
    CommentInText,
}

/// <summary>One refusal as data.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Detail">What was found, in one sentence.</param>
/// <param name="Remedy">What the sender does about it.</param>
public sealed record SignatureRefusal(SignatureRefusalCode Code, string Detail, string Remedy)
{
    /// <summary>The stable code as text, e.g. <c>signature.digest_mismatch</c>.</summary>
    public string Id => SignatureRefusals.IdOf(Code);

    public override string ToString() => $"{Id}: {Detail}";
}
