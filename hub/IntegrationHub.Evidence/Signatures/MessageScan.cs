using IntegrationHub.Evidence.Algorithms;
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

    /// <summary>The reader of the part did not come to its end: begin again without it.</summary>
    PartUnread,
}

/// <summary>
/// One pass over a message that checks its outer shape and digests its canonical form. The one ds:Signature, last child of
/// Header, is left out of the digest (the enveloped-signature transform); every other element of that name is refused,
/// wherever it stands, so no signature is found by searching and none is left unchecked.
/// </summary>
internal ref partial struct MessageScan : IDisposable
{
    private readonly ReadOnlySpan<byte> message;
    private readonly IRunningDigest digest;
    private Canonicalizer canonical;
    private bool inHeader, headerSeen, signatureSeen;

    /// <summary>Begin of the bytes since the last tag, comment or instruction.</summary>
    private int runStart;
    private bool runHasComment;

    private IMessagePart? part;
    private int partStart, partEnd;
    private bool partEnded, partIsForeign;

    /// <summary>Offset in the message of the window at hand, and elements of the message that are open around it.</summary>
    private int origin, outside;

    /// <summary>What was told of the window at hand reaches so far.</summary>
    private int told;

    /// <param name="digest">Disposed with the scan.</param>
    public MessageScan(ReadOnlySpan<byte> message, CanonicalForm form, IRunningDigest digest, XmlLimits limits)
    {
        this.message = message;
        this.digest = digest;
        canonical = new Canonicalizer(message, form, new DigestSink(digest));
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
            NextRun(Xml.TokenEnd);
        while (Xml.Read())
        {
            if (Take(in Xml) is { } stop)
                return stop;
            if (Xml.Kind == XmlTokenKind.StartElement && IsPart())
            {
                if (!ReadPart())
                    return Refusal is null ? ScanStop.PartUnread : ScanStop.Refused;
                NextRun(partEnd);
                continue;
            }
            canonical.Write(in Xml);
            if (inHeader && Xml.Kind == XmlTokenKind.EndElement && Xml.Depth == 2)
            {
                inHeader = false;
                return ScanStop.HeaderEnd;
            }
        }
        if (Xml.Error is { } error)
            return Refuse(SignatureRefusalCode.Unreadable, $"{error.Id} at line {error.Line}, column {error.Column}: {error.Message}");
        canonical.Finish();
        return ScanStop.End;
    }

    /// <summary>The digest of the message; only after <see cref="ScanStop.End"/>.</summary>
    public readonly byte[] Digest() => digest.Finish();

    public void Dispose()
    {
        Xml.Dispose();
        canonical.Dispose();
        digest.Dispose();
    }

    /// <summary>Holds a token to the rules; null where it belongs to the message and may be digested.</summary>
    private ScanStop? Take(scoped ref readonly Utf8XmlReader xml)
    {
        switch (xml.Kind)
        {
            case XmlTokenKind.StartElement:
                NextRun(origin + xml.TokenEnd);
                if (IsSignature(in xml))
                    return AtSignature(in xml);
                return xml.Depth + outside > 3 || CheckPlace(in xml) ? null : ScanStop.Refused;
            case XmlTokenKind.EndElement:
                NextRun(origin + xml.TokenEnd);
                return null;
            case XmlTokenKind.Text or XmlTokenKind.CData:
                return runHasComment && !(xml.Kind == XmlTokenKind.Text && xml.IsWhiteSpace) ? CommentInText(in xml) : null;
            case XmlTokenKind.Comment or XmlTokenKind.ProcessingInstruction:
                if (xml.Depth + outside > 0 && message[runStart..(origin + xml.TokenStart)].ContainsAnyExcept(" \t\r\n"u8))
                    return CommentInText(in xml);
                NextRun(origin + xml.TokenEnd);
                runHasComment = true;
                return null;
            default:
                return null;
        }
    }

    private void NextRun(int start)
    {
        runStart = start;
        runHasComment = false;
    }

    private static bool IsSignature(scoped ref readonly Utf8XmlReader xml) =>
        xml.LocalName.SequenceEqual("Signature"u8) && xml.NamespaceUri.SequenceEqual(Ds);

    private ScanStop AtSignature(scoped ref readonly Utf8XmlReader xml)
    {
        if (signatureSeen)
            return Refuse(SignatureRefusalCode.SeveralSignatures, $"A second signature stands at byte {origin + xml.TokenStart}.");
        if (!inHeader || xml.Depth != 3)
            return Refuse(SignatureRefusalCode.SignatureMisplaced, $"A signature stands at byte {origin + xml.TokenStart}, outside Header.");
        signatureSeen = true;
        Ancestors.Add(in xml);
        return ScanStop.Signature;
    }

    private bool CheckPlace(scoped ref readonly Utf8XmlReader xml)
    {
        switch (xml.Depth + outside)
        {
            case 1 when !(xml.IsStart("RequestMessage"u8, Message) || xml.IsStart("ResponseMessage"u8, Message)):
                return Refuse(SignatureRefusalCode.NotAMessage, "The root element is no RequestMessage or ResponseMessage.") == ScanStop.End;
            case 1:
                Ancestors.Add(in xml);
                return true;
            case 2 when xml.IsStart("Header"u8, Message) == headerSeen:
                return Refuse(SignatureRefusalCode.NotAMessage, headerSeen ? "A second Header follows." : "The message does not begin with Header.") == ScanStop.End;
            case 2 when !headerSeen:
                headerSeen = inHeader = true;
                Ancestors.Add(in xml);
                return true;
            case 3 when inHeader && signatureSeen:
                return Refuse(SignatureRefusalCode.SignatureMisplaced, "An element of Header follows the signature, which must be the last.") == ScanStop.End;
            default:
                return true;
        }
    }

    /// <summary>White space in front of a text is nothing that a comment could split.</summary>
    private ScanStop CommentInText(scoped ref readonly Utf8XmlReader xml)
    {
        var space = xml.Kind == XmlTokenKind.Text ? Math.Max(xml.RawText.IndexOfAnyExcept(" \t\r\n"u8), 0) : 0;
        return Refuse(SignatureRefusalCode.CommentInText, $"A comment or processing instruction adjoins text at byte {origin + xml.TokenStart + space}.");
    }

    private ScanStop Refuse(SignatureRefusalCode code, string detail)
    {
        Refusal = SignatureRefusals.Of(code, detail);
        return ScanStop.Refused;
    }
}
