using System.Buffers;
using System.Text;
using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>Signs in one pass over the message: SHA-256 (SM3 for keys of SM2) over its inclusive canonical form, then SignedInfo with the key.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
public sealed class MessageSigner : IMessageSigner
{
    /// <inheritdoc/>
    public byte[] Sign(ReadOnlyMemory<byte> unsignedMessage, SigningKey key)
    {
        var refusal = Prepare(unsignedMessage.Span, key, out var signature, out var at);
        if (refusal is not null)
            throw new ArgumentException(refusal.ToString(), nameof(unsignedMessage));
        var signed = new byte[unsignedMessage.Length + signature.Length];
        unsignedMessage.Span[..at].CopyTo(signed);
        signature.CopyTo(signed, at);
        unsignedMessage.Span[at..].CopyTo(signed.AsSpan(at + signature.Length));
        return signed;
    }

    /// <inheritdoc/>
    public SignatureRefusal? TrySign(ReadOnlyMemory<byte> unsignedMessage, SigningKey key, IBufferWriter<byte> destination)
    {
        var refusal = Prepare(unsignedMessage.Span, key, out var signature, out var at);
        if (refusal is not null)
            return refusal;
        destination.Write(unsignedMessage.Span[..at]);
        destination.Write(signature);
        destination.Write(unsignedMessage.Span[at..]);
        return null;
    }

    private static SignatureRefusal? Prepare(ReadOnlySpan<byte> message, SigningKey key, out byte[] signature, out int at)
    {
        signature = [];
        at = 0;
        var scan = new MessageScan(message, CanonicalForm.Inclusive, key.CreateContentDigest(), XmlLimits.Default);
        try
        {
            var stop = scan.Next();
            if (stop == ScanStop.Signature)
                return SignatureRefusals.Of(SignatureRefusalCode.SeveralSignatures, "The message is signed already.");
            if (stop == ScanStop.End)
                return SignatureRefusals.Of(SignatureRefusalCode.NotAMessage, "The message has no Header.");
            if (stop == ScanStop.HeaderEnd && scan.Xml.TokenEnd == scan.Xml.TokenStart)
                return SignatureRefusals.Of(SignatureRefusalCode.NotAMessage, "The Header is empty.");
            at = scan.Xml.TokenStart;
            var around = stop == ScanStop.HeaderEnd ? scan.Xml.CaptureNamespaces() : XmlNamespaceContext.Empty;
            if (stop != ScanStop.HeaderEnd || scan.Next() != ScanStop.End)
                return scan.Refusal;
            signature = SignatureOver(scan.Digest(), key, around, scan.Ancestors);
            return null;
        }
        finally
        {
            scan.Dispose();
        }
    }

    private static byte[] SignatureOver(byte[] digest, SigningKey key, XmlNamespaceContext around, AncestorAttributes ancestors)
    {
        var signedInfo = Encoding.UTF8.GetBytes(
            "<SignedInfo><CanonicalizationMethod Algorithm=\"" + CanonicalizationNames.UriOf(CanonicalizationMethod.Inclusive)
            + "\"/><SignatureMethod Algorithm=\"" + key.SignatureUri
            + "\"/><Reference URI=\"\"><Transforms><Transform Algorithm=\"" + AlgorithmNames.EnvelopedSignature
            + "\"/></Transforms><DigestMethod Algorithm=\"" + key.ContentDigestUri
            + "\"/><DigestValue>" + Convert.ToBase64String(digest) + "</DigestValue></Reference></SignedInfo>");

        // What a verifier will canonicalize: SignedInfo under the header's namespaces, with the default one now XML-DSig's.
        var canonical = Canonical.OfElement(signedInfo, CanonicalForm.Inclusive, UnderSignature(around), ancestors)!;
        var value = key.SignOctets(canonical);

        var signature = new ArrayBufferWriter<byte>(signedInfo.Length + key.KeyInfo.Length + 1024);
        signature.Write("<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\">"u8);
        signature.Write(signedInfo);
        signature.Write("<SignatureValue>"u8);
        signature.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(value)));
        signature.Write("</SignatureValue>"u8);
        signature.Write(key.KeyInfo);
        signature.Write("</Signature>"u8);
        return signature.WrittenSpan.ToArray();
    }

    private static XmlNamespaceContext UnderSignature(XmlNamespaceContext around)
    {
        var bindings = new List<(string Prefix, string Uri)> { ("", AlgorithmNames.XmlDsigNamespace) };
        for (var i = 0; i < around.Count; i++)
        {
            if (!around.Prefix(i).IsEmpty)
                bindings.Add((Encoding.UTF8.GetString(around.Prefix(i)), Encoding.UTF8.GetString(around.Uri(i))));
        }
        return XmlNamespaceContext.Of([.. bindings]);
    }
}
