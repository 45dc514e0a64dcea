using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Bench.Speed;

/// <summary>A document inside a signed message: its parts alone, one after the other, and all of them in one walk, as a reception does it.</summary>
internal sealed class OneWalk : IDisposable
{
    private readonly MessageVerifier _verifier = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly SigningKey _signer;
    private readonly SignaturePolicy _policy;
    private readonly DateTimeOffset _now;

    public OneWalk(DateTimeOffset now)
    {
        _now = now;
        var request = new CertificateRequest("CN=Bench", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _signer = SigningKey.FromCertificate(request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2)));
        _policy = new SignaturePolicy { Trust = new TrustAnchors([_signer.Certificate]) };
    }

    /// <summary>A signed message around a document, and the document's bytes in it.</summary>
    public (ReadOnlyMemory<byte> Message, ReadOnlyMemory<byte> Document) Message(byte[] document)
    {
        // A document inside a message has no declaration of its own.
        document = document[(document.AsSpan().IndexOf("?>\n"u8) + 3)..^1];
        byte[] head = Encoding.UTF8.GetBytes(
            "<msg:RequestMessage xmlns:msg=\"http://iec.ch/TC57/2011/schema/message\"><msg:Header><msg:Verb>create</msg:Verb></msg:Header><msg:Payload>");
        byte[] tail = "</msg:Payload></msg:RequestMessage>"u8.ToArray();
        byte[] signed = new MessageSigner().Sign((byte[])[.. head, .. document, .. tail], _signer);
        return (signed, signed.AsMemory(signed.Length - tail.Length - document.Length, document.Length));
    }

    public void Verify(ReadOnlyMemory<byte> message) => Accepted(_verifier.Verify(message, _policy, _now));

    public static void Digest(ReadOnlyMemory<byte> document) => _ = CanonicalDigest.Of(document, out _) ?? throw new InvalidOperationException("The document is no XML.");

    public static void Read(ReadOnlyMemory<byte> document, Profile profile) =>
        _ = DocumentValidator.Read(document, XmlNamespaceContext.Empty, profile).Document ?? throw new InvalidOperationException("The document is not valid.");

    public void Together(ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> document, Profile profile)
    {
        var part = new Part(document, profile);
        Accepted(_verifier.Verify(message, _policy, _now, part));
        if (!part.IsRead) throw new InvalidOperationException("The document was not read in the walk.");
    }

    public void Dispose()
    {
        _signer.Dispose();
        _key.Dispose();
    }

    private static void Accepted(SignatureVerdict verdict)
    {
        if (!verdict.Accepted) throw new InvalidOperationException(verdict.Refusal.ToString());
    }

    /// <summary>Validates, reads and digests.</summary>
    private sealed class Part(ReadOnlyMemory<byte> document, Profile profile) : IMessagePart
    {
        public ReadOnlyMemory<byte> Bytes => document;

        public bool IsRead { get; private set; }

        public void Read<TWatch>(XmlNamespaceContext around, ref TWatch watch)
            where TWatch : struct, IDocumentWatch, allows ref struct
        {
            var both = new BothWatches<TWatch, DigestWatch>(watch, new DigestWatch(around));
            IsRead = DocumentValidator.Read(document, around, profile, null, ref both).Document is not null && both.Second.Digest is not null;
            watch = both.First;
            both.Second.Dispose();
        }
    }
}
