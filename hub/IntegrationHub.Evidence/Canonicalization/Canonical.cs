using System.Buffers;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Canonicalization;

/// <summary>Canonical bytes of a whole document or of one element, where they are wanted as bytes.</summary>
internal static class Canonical
{
    /// <summary>Null when the document is no well-formed XML.</summary>
    public static byte[]? OfDocument(ReadOnlySpan<byte> document, CanonicalForm form)
    {
        var xml = new Utf8XmlReader(document);
        return Write(ref xml, document, form, XmlNamespaceContext.Empty, null);
    }

    /// <summary>An element that stands inside a document: with the namespaces and <c>xml:*</c> attributes in force around it.</summary>
    public static byte[]? OfElement(ReadOnlySpan<byte> element, CanonicalForm form, XmlNamespaceContext around, AncestorAttributes? ancestors)
    {
        var xml = new Utf8XmlReader(element, around);
        return Write(ref xml, element, form, around, ancestors);
    }

    private static byte[]? Write(
        ref Utf8XmlReader xml, ReadOnlySpan<byte> source, CanonicalForm form, XmlNamespaceContext around, AncestorAttributes? ancestors)
    {
        var bytes = new ArrayBufferWriter<byte>(source.Length + 256);
        var canonical = new Canonicalizer(source, form, new BufferSink(bytes), around, ancestors);
        try
        {
            while (xml.Read())
                canonical.Write(in xml);
            if (xml.Error is not null)
                return null;
            canonical.Finish();
            return bytes.WrittenSpan.ToArray();
        }
        finally
        {
            canonical.Dispose();
            xml.Dispose();
        }
    }
}
