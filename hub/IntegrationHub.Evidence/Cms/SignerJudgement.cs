using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Cms;

/// <summary>Judges one signer, in this order: attributes, content, certificate, signature value, time, chain. The first reason stands.</summary>
internal sealed class SignerJudgement(CmsDocument document, CmsSignature signature, CmsPolicy policy, DateTimeOffset at, List<Refusal> warnings)
{
    private CmsAttributes attributes = CmsAttributes.None;
    private X509Certificate2? signer;
    private DateTimeOffset? provenTime;
    private TimestampFacts? newest;
    private int renewals;

    /// <summary>After <see cref="Run"/> returned null.</summary>
    public CmsSignerFacts Facts => new(signer!, ClaimedTime(), provenTime) { Renewals = renewals, CarriedBy = newest };

    /// <returns>Null when this signature holds.</returns>
    public Refusal? Run(IReadOnlyDictionary<string, byte[]> digests)
    {
        try
        {
            return ReadAttributes() ?? CheckContent(digests) ?? FindSigner() ?? CheckValue() ?? FindTime(digests) ?? CheckCertificate();
        }
        catch (AsnContentException e)
        {
            return new("cms.attributes_malformed", "The signed attributes are not DER as RFC 5652 asks: " + e.Message, "Sign anew with a conforming tool.");
        }
        catch (CryptographicException e)
        {
            // Certificates are read piece by piece, and one from outside may be broken in any of them.
            return new("cms.certificate_unreadable", "A certificate in the file cannot be read: " + e.Message, "Sign anew with a conforming certificate.");
        }
    }

    private Refusal? ReadAttributes()
    {
        if (signature.SignedAttributes is null)
            return new("cms.signed_attributes_missing", "The signature is over the bare content: neither its type nor its certificate are bound.", "Sign with signed attributes (CAdES-BES).");
        attributes = CmsAttributes.Read(signature.SignedAttributes, AsnEncodingRules.DER);
        return null;
    }

    private Refusal? CheckContent(IReadOnlyDictionary<string, byte[]> digests)
    {
        if (attributes.Single(Oids.ContentType) is not { } type || new AsnReader(type, AsnEncodingRules.DER).ReadObjectIdentifier() != document.ContentType)
            return new("cms.content_type_mismatch", "The signed content type is not the one the document names.");
        if (!digests.TryGetValue(signature.DigestOid, out var actual))
            return new("cms.algorithm_not_allowed", $"The digest algorithm {signature.DigestOid} is not allowed.", "Sign with SHA-256 or better.");
        if (attributes.Single(Oids.MessageDigest) is not { } stated || !new AsnReader(stated, AsnEncodingRules.DER).ReadOctetString().AsSpan().SequenceEqual(actual))
            return new("cms.digest_mismatch", "The content is not the one that was signed.", "Hand in the very file that was signed.");
        return null;
    }

    private Refusal? FindSigner()
    {
        var candidates = document.Certificates.Concat(policy.Signers.ExpectedSigners?.Certificates ?? []).Where(signature.MayBeBy).ToList();
        if (candidates.Count == 0)
            return new("cms.signer_certificate_missing", "The signer's certificate is neither in the file nor known.", "Include the certificate when signing.");
        var named = attributes.Single(Oids.SigningCertificateV2);
        if (named is null && (policy.RequireSigningCertificate || attributes.Has(Oids.SigningCertificateV2)))
            return new("cms.signing_certificate_missing", "The signature does not name the certificate it was made with.", "Sign as CAdES-BES, with the attribute signing-certificate-v2.");
        signer = named is { } value ? candidates.Find(c => SigningCertificate.Names(value, c)) : candidates[0];
        return signer is null
            ? new("cms.signing_certificate_mismatch", "The certificate in the file is not the one the signature names.", "Include the certificate that signed; one of another authority with the same subject is another one.")
            : null;
    }

    private Refusal? CheckValue()
    {
        string? unfit = null;
        foreach (var family in policy.Families)
        {
            var reason = family.Unfit(signature.DigestOid, signature.SignatureOid, signer!, policy.Signers.Rule);
            if (reason is null)
            {
                return family.Verify(signer!, signature.DigestOid, signature.SignedAttributes, signature.Value)
                    ? null
                    : new("cms.signature_invalid", "The signature value does not fit the signed attributes and the certificate.");
            }
            unfit ??= reason;
        }
        return new("cms.algorithm_not_allowed", unfit ?? "No algorithm is allowed.", "Sign with RSA of 2048 bits or more, or P-256 or more, and SHA-256 or better.");
    }

    private Refusal? FindTime(IReadOnlyDictionary<string, byte[]> digests)
    {
        var times = new SignatureTimes(document, signature, policy, digests, warnings).At(at);
        (provenTime, renewals, newest) = (times.Time, times.Renewals, times.Newest);
        if (times.Doubt is { } doubt)
            warnings.Add(new("timestamp.revocation_assumed", doubt));
        return policy.RequireTimestamp && provenTime is null
            ? new("cms.timestamp_missing", "No valid timestamp proves when the signature was made.", "Attach a timestamp of a trusted authority.")
            : null;
    }

    private Refusal? CheckCertificate()
    {
        var time = provenTime is { } proven && proven < at ? proven : at;
        if (SignerCheck.Of(VerifyingKey.Of(signer!), document.Certificates, policy.Signers, time, out var doubt) is not { } refusal)
        {
            if (doubt is not null)
                warnings.Add(new("signature.revocation_assumed", doubt));
            return null;
        }
        // One name for one thing in every kind of evidence: the codes of certificates are those of XML signatures.
        return refusal.Code == SignatureRefusalCode.CertificateUntrusted && policy.Signers.Trust.IsEmpty
            ? new("untrusted", "No trust anchor was given: the signature is consistent, but the signer is not established.", "Name the authority's certificate (--trust PEM).")
            : new(refusal.Id, refusal.Detail, refusal.Remedy);
    }

    private DateTimeOffset? ClaimedTime()
    {
        if (attributes.Single(Oids.SigningTime) is not { } value)
            return null;
        var reader = new AsnReader(value, AsnEncodingRules.DER);
        return reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
    }
}
