using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Exchange.Reception.Documents;

/// <summary>A document's bytes as UTF-8, either cut out of a message (with the bindings around it) or whole (a file, a decompressed payload).</summary>
public readonly record struct ReadableDocument
{
    private ReadableDocument(ReadOnlyMemory<byte> bytes, XmlNamespaceContext? around)
    {
        Bytes = bytes;
        Around = around;
    }

    /// <summary>UTF-8.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Bindings in scope around it; <c>null</c> when it stands alone.</summary>
    public XmlNamespaceContext? Around { get; }

    /// <summary>An element of a message.</summary>
    public static ReadableDocument Slice(ReadOnlyMemory<byte> element, XmlNamespaceContext around) => new(element, around);

    /// <summary>A whole document in any encoding that is read.</summary>
    /// <param name="document">The bytes.</param>
    /// <param name="error">Why its encoding is refused, or <c>null</c>.</param>
    public static ReadableDocument Whole(ReadOnlyMemory<byte> document, out XmlError? error)
    {
        var input = Utf8Input.Open(document);
        error = input.Error;
        return new(input.Transcoded ? WithoutDeclaration(input.Bytes) : input.Bytes, null);
    }

    /// <summary>A reader at its beginning; the caller disposes it.</summary>
    public Utf8XmlReader Read() => Around is { } around ? new Utf8XmlReader(Bytes.Span, around) : new Utf8XmlReader(Bytes.Span);

    /// <summary>The digest that makes documents the same, or <c>null</c> with the error when the bytes are no XML.</summary>
    public byte[]? Digest(out XmlError? error) =>
        Around is { } around ? CanonicalDigest.Of(Bytes, around, out error) : CanonicalDigest.Of(Bytes, out error);

    /// <summary>After transcoding the declaration names an encoding that the bytes are no longer in.</summary>
    private static ReadOnlyMemory<byte> WithoutDeclaration(ReadOnlyMemory<byte> bytes)
    {
        var end = bytes.Span.StartsWith("<?xml"u8) ? bytes.Span.IndexOf("?>"u8) : -1;
        return end < 0 ? bytes : bytes[(end + 2)..];
    }
}
