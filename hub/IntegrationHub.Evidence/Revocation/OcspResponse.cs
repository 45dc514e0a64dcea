using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Revocation;

/// <summary>What a responder says of one certificate.</summary>
/// <param name="Known">False when the responder does not know the certificate.</param>
/// <param name="Revoked">The revocation, when it is revoked.</param>
public sealed record OcspStatus(bool Known, RevokedEntry? Revoked, DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate)
{
    /// <summary>The certificate of the responder that the authority certified for it; null where the authority itself answered.</summary>
    public X509Certificate2? Responder { get; init; }

    /// <summary>
    /// Whether the answer counts, given what the authority's lists say of its responder. That the authority certified the responder is enough
    /// where no list speaks of it, with or without <c>id-pkix-ocsp-nocheck</c>; a revocation that is known counts against both. Answers from
    /// before it stay good only where its reason says that the key was in order.
    /// </summary>
    /// <param name="responder">The responder's revocation; null where none is known.</param>
    public bool CountsWith(RevokedEntry? responder) => responder is null || (responder.KeyWasInOrder && ThisUpdate < responder.At);
}

/// <summary>A successful basic OCSP response (RFC 6960, section 4.2).</summary>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed class OcspResponse
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Context2 = new(TagClass.ContextSpecific, 2);

    private readonly ReadOnlyMemory<byte> signed;
    private readonly string signatureOid;
    private readonly byte[] value;
    private readonly byte[]? responderName;
    private readonly byte[]? responderKey;
    private readonly List<X509Certificate2> certificates = [];
    private readonly List<(OcspCertificateId Id, OcspStatus Status)> answers = [];

    private OcspResponse(ReadOnlyMemory<byte> encoded)
    {
        Encoded = encoded.ToArray();
        var outer = new AsnReader(Encoded, AsnEncodingRules.DER);
        var response = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (response.ReadEnumeratedBytes().Span is not [0])
            throw new AsnContentException("The responder gave no answer.");
        var bytes = response.ReadSequence(Context0).ReadSequence();
        if (bytes.ReadObjectIdentifier() != Oids.BasicOcsp)
            throw new AsnContentException("No basic response.");
        var basic = new AsnReader(bytes.ReadOctetString(), AsnEncodingRules.DER).ReadSequence();
        signed = basic.PeekEncodedValue();
        var data = basic.ReadSequence();
        signatureOid = basic.ReadSequence().ReadObjectIdentifier();
        value = basic.ReadBitString(out _);
        if (basic.HasData)
            ReadCertificates(basic.ReadSequence(Context0).ReadSequence());

        if (data.PeekTag().HasSameClassAndValue(Context0))
            data.ReadSequence(Context0);
        if (data.PeekTag().HasSameClassAndValue(Context1))
            responderName = data.ReadSequence(Context1).ReadEncodedValue().ToArray();
        else
            responderKey = data.ReadSequence(Context2).ReadOctetString();
        ProducedAt = data.ReadGeneralizedTime();
        for (var list = data.ReadSequence(); list.HasData;)
            ReadAnswer(list.ReadSequence());
        if (data.HasData)
            ReadExtensions(data.ReadSequence(Context1).ReadSequence());
    }

    /// <summary>The DER as it was read.</summary>
    public byte[] Encoded { get; }

    public DateTimeOffset ProducedAt { get; }

    /// <summary>The nonce it repeats, or null.</summary>
    public byte[]? Nonce { get; private set; }

    /// <summary>Null when it is no successful basic response this hub reads.</summary>
    public static OcspResponse? TryRead(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            return new OcspResponse(encoded);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// What it says of the certificate, if the issuer itself signed it or a responder that the issuer certified for OCSP and that was valid
    /// when it answered; else null.
    /// </summary>
    public OcspStatus? Find(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        // The cheap question first: most responses are about another certificate.
        foreach (var (id, status) in answers)
        {
            if (id.Names(certificate, issuer))
                return FindResponder(issuer, out var responder) ? status with { Responder = responder } : null;
        }
        return null;
    }

    /// <param name="issuer">The authority that has to vouch for the answer.</param>
    /// <param name="responder">Whom the authority let answer; null when it did so itself.</param>
    private bool FindResponder(X509Certificate2 issuer, out X509Certificate2? responder)
    {
        responder = null;
        if (IsResponder(issuer) && SignedBy.Verify(issuer, signatureOid, signed.Span, value))
            return true;
        responder = certificates.Find(c => IsResponder(c) && IsCertifiedSigner(c, issuer));
        return responder is not null;
    }

    private bool IsCertifiedSigner(X509Certificate2 candidate, X509Certificate2 issuer)
    {
        try
        {
            return IsDelegated(candidate, issuer) && SignedBy.Verify(candidate, signatureOid, signed.Span, value);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            // A certificate is read piece by piece, and one from the network may be broken in any of them.
            return false;
        }
    }

    private bool IsResponder(X509Certificate2 candidate) => responderName is not null
        ? candidate.SubjectName.RawData.AsSpan().SequenceEqual(responderName)
        : OcspCertificateId.Hash(Oids.Sha1, candidate.PublicKey.EncodedKeyValue.RawData).AsSpan().SequenceEqual(responderKey);

    /// <summary>Directly issued by the certificate's own issuer, for OCSP, and valid at the time of the answer (RFC 6960, 4.2.2.2).</summary>
    private bool IsDelegated(X509Certificate2 candidate, X509Certificate2 issuer) =>
        candidate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData) &&
        candidate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(e => e.EnhancedKeyUsages.Cast<Oid>().Any(o => o.Value == Oids.OcspSigning)) &&
        candidate.NotBefore.ToUniversalTime() <= ProducedAt.UtcDateTime && ProducedAt.UtcDateTime <= candidate.NotAfter.ToUniversalTime() &&
        IssuedBy(candidate, issuer);

    private static bool IssuedBy(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var outer = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
        var body = outer.ReadEncodedValue();
        var oid = outer.ReadSequence().ReadObjectIdentifier();
        return SignedBy.Verify(issuer, oid, body.Span, outer.ReadBitString(out _));
    }

    private void ReadCertificates(AsnReader list)
    {
        while (list.HasData && certificates.Count < 8)
            certificates.Add(X509CertificateLoader.LoadCertificate(list.ReadEncodedValue().Span));
    }

    private void ReadAnswer(AsnReader answer)
    {
        var id = OcspCertificateId.Read(answer.ReadSequence());
        var (known, revoked) = ReadState(answer);
        var thisUpdate = answer.ReadGeneralizedTime();
        DateTimeOffset? nextUpdate = null;
        if (answer.HasData && answer.PeekTag().HasSameClassAndValue(Context0))
            nextUpdate = answer.ReadSequence(Context0).ReadGeneralizedTime();
        answers.Add((id, new OcspStatus(known, revoked, thisUpdate, nextUpdate)));
    }

    private static (bool Known, RevokedEntry? Revoked) ReadState(AsnReader answer)
    {
        var tag = answer.PeekTag();
        if (tag.HasSameClassAndValue(Context1))
        {
            var info = answer.ReadSequence(Context1);
            var at = info.ReadGeneralizedTime();
            int? reason = info.HasData ? (int)info.ReadSequence(Context0).ReadEnumeratedValue<CrlReason>() : null;
            return (true, new RevokedEntry(at, reason));
        }
        var known = tag.HasSameClassAndValue(Context0);
        if (!known && !tag.HasSameClassAndValue(Context2))
            throw new AsnContentException("An unknown certificate status.");
        answer.ReadNull(tag);
        return (known, null);
    }

    private void ReadExtensions(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean() && oid != Oids.OcspNonce)
                throw new AsnContentException($"The critical extension {oid} is not understood.");
            if (oid == Oids.OcspNonce)
                Nonce = new AsnReader(extension.ReadOctetString(), AsnEncodingRules.DER).ReadOctetString();
        }
    }
}
