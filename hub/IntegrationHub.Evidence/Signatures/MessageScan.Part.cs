using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Signatures;

/// <content>
/// The part of a message that another reader reads: the scan watches it, holds its tokens to the same rules and digests the same bytes.
/// </content>
internal ref partial struct MessageScan : IDocumentWatch
{
    public static bool Watches => true;

    /// <summary>From here on the part is read by its own reader. Call it once SignedInfo is verified: nothing else is worth reading for.</summary>
    public void ReadBy(IMessagePart reader)
    {
        if (!message.Overlaps(reader.Bytes.Span, out partStart) || reader.Bytes.Length > message.Length - partStart)
            throw new ArgumentException("The part does not lie inside the message.", nameof(reader));
        partEnd = partStart + reader.Bytes.Length;
        part = reader;
    }

    /// <summary>An element of the signature's own namespace stays here: one of its names must be found wherever it stands.</summary>
    private readonly bool IsPart() => part is not null && Xml.TokenStart == partStart && !Xml.IsEmptyElement && !Xml.NamespaceUri.SequenceEqual(Ds);

    /// <summary>False where the part was not read to a regular end, or the message is refused for what stands in it.</summary>
    private bool ReadPart()
    {
        (outside, origin, told) = (Xml.Depth - 1, partStart, 0);
        part!.Read(Xml.CaptureNamespaces(), ref this);
        (outside, origin) = (0, 0);
        canonical.Over(message, 0);
        if (Refusal is not null || !partEnded)
            return false;
        Xml.ContinueBehind(partEnd);
        return true;
    }

    void IDocumentWatch.Window(ReadOnlySpan<byte> window)
    {
        // Only the bytes of the message itself count, without a gap: what is digested is what is read.
        partIsForeign |= !message.Overlaps(window, out var start) || start != origin + told;
        (origin, told) = (origin + told, 0);
        canonical.Over(window, outside);
    }

    void IDocumentWatch.Token(scoped ref readonly Utf8XmlReader xml)
    {
        told = xml.TokenEnd;
        if (Refusal is null && Take(in xml) is null)
            canonical.Write(in xml);
    }

    readonly void IDocumentWatch.Leaf(ReadOnlySpan<byte> localName, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> attributeValue)
    {
    }

    void IDocumentWatch.Stretch(int start, int end, int depth)
    {
        told = end;
        // White space alone is no end of a run: what stands before it may adjoin what follows.
        if (message[(origin + start)..(origin + end)].ContainsAnyExcept(" \t\r\n"u8))
            (runStart, runHasComment) = (origin + end, false);
        canonical.WriteStretch(start, end, depth);
    }

    void IDocumentWatch.End() => partEnded = !partIsForeign && origin + told == partEnd;
}
