using System.Security.Cryptography;
using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>Where a scan of a message stands.</summary>
internal enum ScanStop
{
    /// <summary>On the start of the ds:Signature in Header.</summary>
    Signature,

    /// <summary>On the end of Header.</summary>
    HeaderEnd,

    /// <summary>Behind the message; it was well-formed.</summary>
    End,

    /// <summary>The message is refused; see <see cref="MessageScan.Refusal"/>.</summary>
    Refused,
}

/// <summary>
/// One pass over a message that checks its outer shape and digests its canonical form. The one ds:Signature, last child of
/// Header, is left out of the digest (the enveloped-signature transform); every other element of that name is refused,
/// wherever it stands, so no signature is found by searching and none is left unchecked.
/// </summary>
internal ref struct MessageScan : IDisposable
{
    private readonly ReadOnlySpan<byte> message;
    private readonly IncrementalHash hash;
    private Canonicalizer canonical;
    private bool inHeader, headerSeen, signatureSeen;

    /// <summary>Begin of the bytes since the last tag, comment or instruction.</summary>
    private int runStart;
    private bool runHasComment;

    public MessageScan(ReadOnlySpan<byte> message, CanonicalForm form, HashAlgorithmName digest, XmlLimits limits)
    {
        this.message = message;
        hash = IncrementalHash.CreateHash(digest);
        canonical = new Canonicalizer(message, form, new HashSink(hash));
        Xml = new Utf8XmlReader(message, limits);
        Ancestors = new AncestorAttributes();
    }

    /// <summary>The reader. At <see cref="ScanStop.Signature"/> the caller moves it to the end of the signature.</summary>
    public Utf8XmlReader Xml;

    public SignatureRefusal? Refusal { get; private set; }

    /// <summary>The <c>xml:*</c> attributes in force at the children of Header.</summary>
    public AncestorAttributes Ancestors { get; }

    private static ReadOnlySpan<byte> Message => "http://iec.ch/TC57/2011/schema/message"u8;

    private static ReadOnlySpan<byte> Ds => "http://www.w3.org/2000/09/xmldsig#"u8;

    /// <summary>Reads on to the next place of interest.</summary>
    public ScanStop Next()
    {
        if (Xml.Kind == XmlTokenKind.EndElement && signatureSeen && inHeader)
            NextRun();
        while (Xml.Read())
        {
            switch (Xml.Kind)
            {
                case XmlTokenKind.StartElement:
                    NextRun();
                    if (IsSignature())
                        return AtSignature();
                    if (Xml.Depth <= 3 && !CheckPlace())
                        return ScanStop.Refused;
                    break;
                case XmlTokenKind.EndElement:
                    NextRun();
                    if (inHeader && Xml.Depth == 2)
                    {
                        inHeader = false;
                        canonical.Write(in Xml);
                        return ScanStop.HeaderEnd;
                    }
                    break;
                case XmlTokenKind.Text or XmlTokenKind.CData:
                    if (runHasComment && !(Xml.Kind == XmlTokenKind.Text && Xml.IsWhiteSpace))
                        return CommentInText();
                    break;
                case XmlTokenKind.Comment or XmlTokenKind.ProcessingInstruction:
                    if (Xml.Depth > 0 && message[runStart..Xml.TokenStart].ContainsAnyExcept(" \t\r\n"u8))
                        return CommentInText();
                    NextRun();
                    runHasComment = true;
                    break;
                default:
                    break;
            }
            canonical.Write(in Xml);
        }
        if (Xml.Error is { } error)
            return Refuse(SignatureRefusalCode.Unreadable, $"{error.Id} at line {error.Line}, column {error.Column}: {error.Message}");
        canonical.Finish();
        return ScanStop.End;
    }

    /// <summary>The digest of the message; only after <see cref="ScanStop.End"/>.</summary>
    public readonly byte[] Digest() => hash.GetHashAndReset();

    public void Dispose()
    {
        Xml.Dispose();
        canonical.Dispose();
        hash.Dispose();
    }

    private void NextRun()
    {
        runStart = Xml.TokenEnd;
        runHasComment = false;
    }

    private readonly bool IsSignature() => Xml.LocalName.SequenceEqual("Signature"u8) && Xml.NamespaceUri.SequenceEqual(Ds);

    private ScanStop AtSignature()
    {
        if (signatureSeen)
            return Refuse(SignatureRefusalCode.SeveralSignatures, $"A second signature stands at byte {Xml.TokenStart}.");
        if (!inHeader || Xml.Depth != 3)
            return Refuse(SignatureRefusalCode.SignatureMisplaced, $"A signature stands at byte {Xml.TokenStart}, outside Header.");
        signatureSeen = true;
        Ancestors.Add(in Xml);
        return ScanStop.Signature;
    }

    private bool CheckPlace()
    {
        switch (Xml.Depth)
        {
            case 1 when !(Xml.IsStart("RequestMessage"u8, Message) || Xml.IsStart("ResponseMessage"u8, Message)):
                return Refuse(SignatureRefusalCode.NotAMessage, "The root element is no RequestMessage or ResponseMessage.") == ScanStop.End;
            case 1:
                Ancestors.Add(in Xml);
                return true;
            case 2 when Xml.IsStart("Header"u8, Message) == headerSeen:
                return Refuse(SignatureRefusalCode.NotAMessage, headerSeen ? "A second Header follows." : "The message does not begin with Header.") == ScanStop.End;
            case 2 when !headerSeen:
                headerSeen = inHeader = true;
                Ancestors.Add(in Xml);
                return true;
            case 3 when inHeader && signatureSeen:
                return Refuse(SignatureRefusalCode.SignatureMisplaced, "An element of Header follows the signature, which must be the last.") == ScanStop.End;
            default:
                return true;
        }
    }

    private ScanStop CommentInText() =>
        Refuse(SignatureRefusalCode.CommentInText, $"A comment or processing instruction adjoins text at byte {Xml.TokenStart}.");

    private ScanStop Refuse(SignatureRefusalCode code, string detail)
    {
        Refusal = SignatureRefusals.Of(code, detail);
        return ScanStop.Refused;
    }
}
