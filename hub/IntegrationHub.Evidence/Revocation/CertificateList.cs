using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Revocation;

/// <summary>A complete CRL (RFC 5280, section 5). Delta, indirect and partial lists are refused: they do not speak for every certificate.</summary>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed class CertificateList
{
    private readonly ReadOnlyMemory<byte> signed;
    private readonly string signatureOid;
    private readonly byte[] value;
    private readonly Dictionary<string, RevokedEntry> revoked = new(StringComparer.Ordinal);
    private X509Certificate2? verifiedFor;

    private CertificateList(ReadOnlyMemory<byte> encoded)
    {
        Encoded = encoded.ToArray();
        var outer = new AsnReader(Encoded, AsnEncodingRules.DER);
        var list = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        signed = list.PeekEncodedValue();
        var body = list.ReadSequence();
        signatureOid = list.ReadSequence().ReadObjectIdentifier();
        value = list.ReadBitString(out var unused);
        list.ThrowIfNotEmpty();
        if (unused != 0)
            throw new AsnContentException("A signature of half octets.");

        if (!body.PeekTag().HasSameClassAndValue(Asn1Tag.Integer) || !body.TryReadInt32(out var version) || version != 1)
            throw new AsnContentException("Only version 2 lists are read.");
        if (body.ReadSequence().ReadObjectIdentifier() != signatureOid)
            throw new AsnContentException("The inner and the outer signature algorithm differ.");
        Issuer = body.ReadEncodedValue().ToArray();
        ThisUpdate = ReadTime(body);
        if (body.HasData && IsTime(body.PeekTag()))
            NextUpdate = ReadTime(body);
        if (body.HasData && body.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            ReadEntries(body.ReadSequence());
        if (body.HasData)
            ReadExtensions(body.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence());
        body.ThrowIfNotEmpty();
    }

    /// <summary>The DER as it was read.</summary>
    public byte[] Encoded { get; }

    /// <summary>DER of the issuer's name.</summary>
    public byte[] Issuer { get; }

    public DateTimeOffset ThisUpdate { get; }

    public DateTimeOffset? NextUpdate { get; }

    /// <summary>How many certificates it lists.</summary>
    public int Count => revoked.Count;

    /// <summary>Null when it is no list this hub reads.</summary>
    public static CertificateList? TryRead(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            return new CertificateList(encoded);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>True when this authority, which may sign lists, issued and signed it.</summary>
    public bool IsFrom(X509Certificate2 authority)
    {
        // Asked about every certificate of the authority: its signature is verified once.
        if (ReferenceEquals(verifiedFor, authority))
            return true;
        var right = authority.SubjectName.RawData.AsSpan().SequenceEqual(Issuer) &&
            authority.Extensions.OfType<X509KeyUsageExtension>().All(u => u.KeyUsages.HasFlag(X509KeyUsageFlags.CrlSign)) &&
            SignedBy.Verify(authority, signatureOid, signed.Span, value);
        if (right)
            verifiedFor = authority;
        return right;
    }

    /// <summary>The entry of a certificate of this issuer, or null when it is not listed.</summary>
    public RevokedEntry? Find(X509Certificate2 certificate) =>
        revoked.GetValueOrDefault(Convert.ToHexString(certificate.SerialNumberBytes.Span));

    private void ReadEntries(AsnReader entries)
    {
        while (entries.HasData)
        {
            var entry = entries.ReadSequence();
            var serial = Convert.ToHexString(entry.ReadIntegerBytes().Span);
            var at = ReadTime(entry);
            int? reason = null;
            for (var extensions = entry.HasData ? entry.ReadSequence() : null; extensions is { HasData: true };)
            {
                var (oid, critical, content) = ReadExtension(extensions);
                if (oid == Oids.ReasonCode)
                    reason = (int)new AsnReader(content, AsnEncodingRules.DER).ReadEnumeratedValue<CrlReason>();
                else if (oid == Oids.InvalidityDate)
                    at = Earlier(at, new AsnReader(content, AsnEncodingRules.DER).ReadGeneralizedTime());
                else if (critical)
                    throw new AsnContentException($"The critical entry extension {oid} is not understood.");
            }
            entry.ThrowIfNotEmpty();
            revoked[serial] = new RevokedEntry(at, reason);
        }
    }

    private static void ReadExtensions(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            var (oid, critical, _) = ReadExtension(extensions);
            // Issuing distribution points and delta indicators are critical by RFC 5280, so partial lists end here.
            if (critical && oid is not (Oids.CrlNumber or Oids.AuthorityKeyIdentifier))
                throw new AsnContentException($"The critical extension {oid} is not understood.");
        }
    }

    private static (string Oid, bool Critical, byte[] Content) ReadExtension(AsnReader extensions)
    {
        var extension = extensions.ReadSequence();
        var oid = extension.ReadObjectIdentifier();
        var critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
        var content = extension.ReadOctetString();
        extension.ThrowIfNotEmpty();
        return (oid, critical, content);
    }

    private static bool IsTime(Asn1Tag tag) => tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

/// <summary>CRLReason of RFC 5280, section 5.3.1.</summary>
internal enum CrlReason
{
    Unspecified = 0,
    KeyCompromise = 1,
    CaCompromise = 2,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5,
    CertificateHold = 6,
    RemoveFromCrl = 8,
    PrivilegeWithdrawn = 9,
    AaCompromise = 10,
}
