using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Canonicalization;

/// <summary>
/// What makes two documents the same: SHA-256 over the exclusive canonical form (without comments) of the document element.
/// The envelope around it, white space inside tags, the order of attributes, the spelling of characters and the place of
/// namespace declarations make no difference; any other byte does.
/// </summary>
/// <remarks>Pure and thread-safe; one pass, memory independent of the document's size.</remarks>
public static class CanonicalDigest
{
    /// <summary>32.</summary>
    public const int Length = 32;

    /// <summary>The digest of a whole document. What stands outside its root element does not count.</summary>
    /// <returns>32 bytes, or null with the reader's error when the bytes are no XML that this hub reads.</returns>
    public static byte[]? Of(ReadOnlyMemory<byte> document, out XmlError? error, XmlLimits? limits = null)
    {
        var xml = new Utf8XmlReader(document.Span, limits);
        return Of(ref xml, document.Span, XmlNamespaceContext.Empty, out error);
    }

    /// <summary>The digest of an element cut out of a message, with the namespaces in scope around it.</summary>
    /// <param name="element">From the start of its start tag to the end of its end tag.</param>
    /// <param name="inherited">The reader's <see cref="Utf8XmlReader.CaptureNamespaces"/> at the parent or at the element itself.</param>
    /// <param name="error">The reader's error when the result is null.</param>
    /// <param name="limits">What it may cost to read.</param>
    /// <returns>32 bytes, or null when the bytes are no well-formed element.</returns>
    public static byte[]? Of(ReadOnlyMemory<byte> element, XmlNamespaceContext inherited, out XmlError? error, XmlLimits? limits = null)
    {
        var xml = new Utf8XmlReader(element.Span, inherited, limits);
        return Of(ref xml, element.Span, inherited, out error);
    }

    private static byte[]? Of(ref Utf8XmlReader xml, ReadOnlySpan<byte> source, XmlNamespaceContext around, out XmlError? error)
    {
        var watch = new DigestWatch(around);
        try
        {
            error = PlainWalk.Run(ref xml, source, ref watch);
            return watch.Digest;
        }
        finally
        {
            watch.Dispose();
            xml.Dispose();
        }
    }
}
