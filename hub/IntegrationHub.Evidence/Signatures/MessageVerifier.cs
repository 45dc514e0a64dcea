using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Canonicalization;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>
/// Verifies in one pass over the message: the shape and the signature of SignedInfo when ds:Signature is reached, then the
/// digest of everything else, and last whether the signer may sign: a refusal of the certificate's trust, time or usage
/// means that the message is whole. What is digested is what the reader reads, nothing is looked up by id, nothing fetched.
/// </summary>
/// <remarks>
/// Thread-safe; share one instance, it remembers certificates of accepted signers. Comments and processing instructions are
/// passed over where no reader can be misled by them and refused where they adjoin text; comments are not covered by a
/// signature (XML-DSig 4.4.3.3), so nothing may ever be read from them.
/// </remarks>
/// <param name="sm2">SM2 and SM3; null refuses them, whatever a rule says.</param>
public sealed class MessageVerifier(ISignatureFamily? sm2 = null) : IMessageVerifier
{
    private readonly VerifyingKeys keys = new();

    /// <inheritdoc/>
    public SignatureVerdict Verify(ReadOnlyMemory<byte> message, SignaturePolicy policy, DateTimeOffset at, IMessagePart? part = null)
    {
        if (policy.Gap is { } gap)
            return SignatureVerdict.Refuse(SignatureRefusals.Of(SignatureRefusalCode.NoRuleInForce, gap));
        var how = (Form: CanonicalForm.Inclusive, Digest: DigestAlgorithm.Sha256);
        var scan = Open(message.Span, policy, how);
        try
        {
            var stop = scan.Next();
            if (stop != ScanStop.Signature)
                return SignatureVerdict.Refuse(WithoutSignature(ref scan, stop));
            var block = SignatureParser.Parse(ref scan.Xml, policy, out var refusal);
            if (block is null)
                return SignatureVerdict.Refuse(refusal ?? Unreadable(ref scan));
            if (sm2 is null && (block.Algorithm == SignatureAlgorithm.Sm2Sm3 || block.DigestAlgorithm == DigestAlgorithm.Sm3))
                return SignatureVerdict.Refuse(SignatureRefusals.Of(SignatureRefusalCode.SignatureAlgorithmNotAllowed, "SM2 and SM3 are not at hand: they need OpenSSL 3."));

            refusal = VerifySignedInfo(message.Span, block, scan.Ancestors, policy, out var signer);
            if (refusal is not null)
                return SignatureVerdict.Refuse(refusal, block.Facts, signer?.Certificate);

            if (!block.ContentForm.IsSameAs(how.Form) || block.DigestAlgorithm != how.Digest)
            {
                // The header's few bytes were digested the usual way; begin again the way this signature asks for.
                how = (block.ContentForm, block.DigestAlgorithm);
                Reopen(ref scan, message.Span, policy, how);
            }
            if (part is not null)
                scan.ReadBy(part);
            stop = ScanToEnd(ref scan);
            if (stop == ScanStop.PartUnread)
            {
                Reopen(ref scan, message.Span, policy, how);
                stop = ScanToEnd(ref scan);
            }
            refusal = stop == ScanStop.End
                ? CompareDigest(ref scan, block)
                : scan.Refusal ?? throw new InvalidOperationException($"A message was scanned to {stop} and not refused.");
            string? doubt = null;
            refusal ??= SignerCheck.Of(signer!, Extra(block), policy, at, out doubt);
            if (refusal is not null)
                return SignatureVerdict.Refuse(refusal, block.Facts, signer!.Certificate);
            if (block.Certificates.Count > 0)
                keys.Remember(block.Certificates[0], signer!);
            return SignatureVerdict.Accept(block.Facts, signer!.Certificate, message.Length, doubt);
        }
        finally
        {
            scan.Dispose();
        }
    }

    private MessageScan Open(ReadOnlySpan<byte> message, SignaturePolicy policy, (CanonicalForm Form, DigestAlgorithm Digest) how) =>
        new(message, how.Form, how.Digest == DigestAlgorithm.Sm3 ? sm2!.CreateDigest(Oids.Sm3)! : new ShaDigest(AlgorithmNames.HashOf(how.Digest)), policy.Limits);

    /// <summary>A new scan, moved to the end of the signature that was read already.</summary>
    private void Reopen(
        ref MessageScan scan, ReadOnlySpan<byte> message, SignaturePolicy policy, (CanonicalForm Form, DigestAlgorithm Digest) how)
    {
        scan.Dispose();
        scan = Open(message, policy, how);
        scan.Next();
        scan.Xml.Skip();
    }

    /// <summary>Tells a message without any signature from one whose signature stands elsewhere or that cannot be read.</summary>
    private static SignatureRefusal WithoutSignature(ref MessageScan scan, ScanStop stop)
    {
        while (stop == ScanStop.HeaderEnd)
            stop = scan.Next();
        return scan.Refusal ?? SignatureRefusals.Of(SignatureRefusalCode.SignatureMissing, "The message has no signature.");
    }

    private static SignatureRefusal Unreadable(ref MessageScan scan)
    {
        // The reader has stopped at its error; the scan turns it into the refusal.
        scan.Next();
        return scan.Refusal!;
    }

    private static ScanStop ScanToEnd(ref MessageScan scan)
    {
        var stop = scan.Next();
        return stop == ScanStop.HeaderEnd ? scan.Next() : stop;
    }

    private static SignatureRefusal? CompareDigest(ref MessageScan scan, SignatureBlock block) =>
        scan.Digest().AsSpan().SequenceEqual(block.Digest)
            ? null
            : SignatureRefusals.Of(SignatureRefusalCode.DigestMismatch, "The message is not the one that was signed.");

    private SignatureRefusal? VerifySignedInfo(
        ReadOnlySpan<byte> message, SignatureBlock block, AncestorAttributes ancestors, SignaturePolicy policy, out VerifyingKey? signer)
    {
        var signedInfo = Canonical.OfElement(message[block.SignedInfoStart..block.SignedInfoEnd], block.SignedInfoForm, block.Namespaces, ancestors);
        signer = null;
        var candidates = Candidates(block, policy, out var refusal);
        foreach (var key in candidates)
        {
            signer = key;
            refusal = VerifyWith(key, block, signedInfo!, policy);
            if (refusal is null)
                break;
        }
        return refusal;
    }

    private SignatureRefusal? VerifyWith(VerifyingKey key, SignatureBlock block, byte[] signedInfo, SignaturePolicy policy)
    {
        if (key.Unfit(block.Algorithm, policy.Rule) is { } unfit)
            return SignatureRefusals.Of(SignatureRefusalCode.KeyNotAllowed, unfit);
        if (key.Impossible(block.Value) is { } impossible)
            return SignatureRefusals.Of(SignatureRefusalCode.SignatureValueMalformed, impossible);
        return Verifies(key, block, signedInfo)
            ? null
            : SignatureRefusals.Of(SignatureRefusalCode.SignatureInvalid, "The signature value does not fit SignedInfo and the certificate's key.");
    }

    private bool Verifies(VerifyingKey key, SignatureBlock block, byte[] signedInfo)
    {
        if (block.Algorithm == SignatureAlgorithm.Sm2Sm3)
            return sm2!.Verify(key.Certificate, Oids.Sm3, signedInfo, Sm2Names.ToDer(block.Value));
        var hash = AlgorithmNames.HashOf(block.Algorithm);
        return key.Verifies(CryptographicOperations.HashData(hash, signedInfo), block.Value, hash);
    }

    /// <summary>The first certificate of KeyInfo; without any, the party's bound certificates that the serial number does not exclude.</summary>
    private IReadOnlyList<VerifyingKey> Candidates(SignatureBlock block, SignaturePolicy policy, out SignatureRefusal? refusal)
    {
        refusal = null;
        if (block.Certificates.Count > 0)
        {
            if (keys.Read(block.Certificates[0]) is { } given)
                return [given];
            refusal = SignatureRefusals.Of(SignatureRefusalCode.CertificateUnreadable, "X509Certificate holds no DER certificate with a usable key.");
            return [];
        }
        var bound = (policy.ExpectedSigners?.Certificates ?? [])
            .Where(c => block.SerialNumber is null || KeyInfo.DecimalSerial(c) == block.SerialNumber)
            .Select(VerifyingKey.Of)
            .ToList();
        if (bound.Count == 0)
            refusal = SignatureRefusals.Of(SignatureRefusalCode.SignerUnknown, "KeyInfo holds no certificate, and no bound certificate fits.");
        return bound;
    }

    private static List<X509Certificate2> Extra(SignatureBlock block)
    {
        var extra = new List<X509Certificate2>();
        for (var i = 1; i < block.Certificates.Count; i++)
        {
            if (VerifyingKey.Read(block.Certificates[i]) is { } more)
                extra.Add(more.Certificate);
        }
        return extra;
    }
}
