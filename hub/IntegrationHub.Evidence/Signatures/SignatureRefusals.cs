namespace IntegrationHub.Evidence.Signatures;

/// <summary>Texts that go with the refusal codes.</summary>
internal static class SignatureRefusals
{
    public static SignatureRefusal Of(SignatureRefusalCode code, string detail) => new(code, detail, RemedyFor(code));

    public static string IdOf(SignatureRefusalCode code) => code switch
    {
        SignatureRefusalCode.NoRuleInForce => "signature.no_rule_in_force",
        SignatureRefusalCode.Unreadable => "signature.unreadable",
        SignatureRefusalCode.NotAMessage => "signature.not_a_message",
        SignatureRefusalCode.SignatureMissing => "signature.missing",
        SignatureRefusalCode.SeveralSignatures => "signature.several",
        SignatureRefusalCode.SignatureMisplaced => "signature.misplaced",
        SignatureRefusalCode.SignatureMalformed => "signature.malformed",
        SignatureRefusalCode.ReferenceCount => "signature.reference_count",
        SignatureRefusalCode.ReferenceUri => "signature.reference_uri",
        SignatureRefusalCode.TransformNotAllowed => "signature.transform_not_allowed",
        SignatureRefusalCode.CanonicalizationNotAllowed => "signature.canonicalization_not_allowed",
        SignatureRefusalCode.SignatureAlgorithmNotAllowed => "signature.algorithm_not_allowed",
        SignatureRefusalCode.DigestAlgorithmNotAllowed => "signature.digest_algorithm_not_allowed",
        SignatureRefusalCode.KeyInfoNotAllowed => "signature.key_info_not_allowed",
        SignatureRefusalCode.SignerUnknown => "signature.signer_unknown",
        SignatureRefusalCode.CertificateUnreadable => "signature.certificate_unreadable",
        SignatureRefusalCode.KeyNotAllowed => "signature.key_not_allowed",
        SignatureRefusalCode.SignatureValueMalformed => "signature.value_malformed",
        SignatureRefusalCode.SignatureInvalid => "signature.invalid",
        SignatureRefusalCode.DigestMismatch => "signature.digest_mismatch",
        SignatureRefusalCode.CertificateUntrusted => "signature.certificate_untrusted",
        SignatureRefusalCode.CertificateNotYetValid => "signature.certificate_not_yet_valid",
        SignatureRefusalCode.CertificateExpired => "signature.certificate_expired",
        SignatureRefusalCode.CertificateUsage => "signature.certificate_usage",
        SignatureRefusalCode.CertificateRevoked => "signature.certificate_revoked",
        SignatureRefusalCode.RevocationUnknown => "signature.revocation_unknown",
        SignatureRefusalCode.SignerNotExpected => "signature.signer_not_expected",
        _ => "signature.comment_in_text",
    };

    private static string RemedyFor(SignatureRefusalCode code) => code switch
    {
        SignatureRefusalCode.NoRuleInForce => "The hub's operator has to add a rule for this time (signatures.rules); then send again.",
        SignatureRefusalCode.Unreadable => "Send well-formed XML in UTF-8; the message declares all its prefixes itself.",
        SignatureRefusalCode.NotAMessage => "Send a RequestMessage or ResponseMessage with a Header.",
        SignatureRefusalCode.SignatureMissing => "Sign the message: one ds:Signature as the last child of Header.",
        SignatureRefusalCode.SeveralSignatures => "Sign the message once.",
        SignatureRefusalCode.SignatureMisplaced => "Put the one ds:Signature last into Header.",
        SignatureRefusalCode.SignatureMalformed => "Write SignedInfo, SignatureValue and KeyInfo as XML-DSig 1.1 does, and nothing else.",
        SignatureRefusalCode.ReferenceCount => "Sign with exactly one Reference.",
        SignatureRefusalCode.ReferenceUri => "Sign the whole message: Reference with URI=\"\".",
        SignatureRefusalCode.TransformNotAllowed => "Use the enveloped-signature transform, and after it at most one canonicalization.",
        SignatureRefusalCode.CanonicalizationNotAllowed => "Use inclusive or exclusive C14N 1.0 without comments.",
        SignatureRefusalCode.SignatureAlgorithmNotAllowed => "Use RSA-SHA256, or what was agreed with the party.",
        SignatureRefusalCode.DigestAlgorithmNotAllowed => "Use SHA-256, or what was agreed with the party.",
        SignatureRefusalCode.KeyInfoNotAllowed => "Put the certificate itself into KeyInfo/X509Data.",
        SignatureRefusalCode.SignerUnknown => "Put the certificate into KeyInfo/X509Data, or bind it to the party.",
        SignatureRefusalCode.CertificateUnreadable => "Put the base64 of one DER certificate into X509Certificate.",
        SignatureRefusalCode.KeyNotAllowed => "Use an RSA key of 2048 bits or more with exponent 65537, or a key on P-256, P-384 or P-521.",
        SignatureRefusalCode.SignatureValueMalformed => "Write the value as XML-DSig does: PKCS#1 for RSA, r and s of equal length for ECDSA.",
        SignatureRefusalCode.SignatureInvalid => "Send the message exactly as it was signed; sign with the key of the certificate in KeyInfo.",
        SignatureRefusalCode.DigestMismatch => "Send the message exactly as it was signed: no new indentation, line ends or prefixes.",
        SignatureRefusalCode.CertificateUntrusted => "Use a certificate of an authority this hub trusts.",
        SignatureRefusalCode.CertificateNotYetValid => "Sign when the certificate is valid; check the clock.",
        SignatureRefusalCode.CertificateExpired => "Renew the certificate.",
        SignatureRefusalCode.CertificateUsage => "Use a certificate whose key usage allows signing.",
        SignatureRefusalCode.CertificateRevoked => "Use a certificate that is not revoked.",
        SignatureRefusalCode.RevocationUnknown => "Send again when the authority's revocation data is reachable.",
        SignatureRefusalCode.SignerNotExpected => "Sign with a certificate that is bound to the party.",
        _ => "Remove comments and processing instructions from within values.",
    };
}
