using System.Buffers;
using System.Text;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>The document element of stored bytes, cut out so that it can stand inside a message.</summary>
/// <param name="Bytes">From the start of its start tag to the end of its end tag, UTF-8.</param>
/// <param name="Name">Local name, which is the noun.</param>
/// <param name="Namespace">Namespace of the element.</param>
public sealed record DocumentElement(ReadOnlyMemory<byte> Bytes, string Name, string Namespace)
{
    /// <exception cref="ArgumentException">The bytes are no XML document.</exception>
    public static DocumentElement Of(ReadOnlyMemory<byte> document) =>
        TryFind(document) ?? throw new ArgumentException("The bytes are no XML document.", nameof(document));

    /// <summary><c>null</c> when the bytes are no XML document.</summary>
    public static DocumentElement? TryFind(ReadOnlyMemory<byte> document)
    {
        var input = Utf8Input.Open(document);
        if (input.Error is not null) return null;
        var xml = new Utf8XmlReader(input.Bytes.Span, transcoded: input.Transcoded);
        try
        {
            while (xml.Read() && xml.Kind != XmlTokenKind.StartElement)
            {
            }
            if (xml.Error is not null || xml.Kind != XmlTokenKind.StartElement) return null;
            int start = xml.TokenStart;
            var name = Encoding.UTF8.GetString(xml.LocalName);
            var uri = Encoding.UTF8.GetString(xml.NamespaceUri);
            int afterName = xml.TokenStart + 1 + xml.Name.Length;
            bool declaresDefault = Declares(xml, default), unnamespaced = false;
            do
            {
                unnamespaced |= xml.Kind == XmlTokenKind.StartElement && xml.NamespaceUri.IsEmpty;
                if (xml.Kind == XmlTokenKind.EndElement && xml.Depth == 1) break;
            }
            while (xml.Read());
            if (xml.Error is not null) return null;
            int end = xml.TokenEnd;
            while (xml.Read())
            {
                // Only what is well-formed to its end is a document.
            }
            if (xml.Error is not null) return null;
            return new DocumentElement(
                unnamespaced && !declaresDefault ? Undeclared(input.Bytes, start, afterName, end) : input.Bytes[start..end], name, uri);
        }
        finally
        {
            xml.Dispose();
        }
    }

    /// <summary>
    /// The same element with the bindings it inherits declared on itself, so that it can stand alone; unchanged where it inherits none.
    /// </summary>
    public static ReadOnlyMemory<byte> Standalone(ReadOnlyMemory<byte> element, XmlNamespaceContext inherited)
    {
        var xml = new Utf8XmlReader(element.Span, inherited);
        try
        {
            if (!xml.Read() || xml.Kind != XmlTokenKind.StartElement) return element;
            var output = new ArrayBufferWriter<byte>(element.Length + 256);
            int insertAt = xml.TokenStart + 1 + xml.Name.Length;
            output.Write(element.Span[..insertAt]);
            for (int i = 0; i < inherited.Count; i++)
            {
                if (Belongs(inherited.Uri(i)) && !Declares(xml, inherited.Prefix(i))) Declare(output, inherited.Prefix(i), inherited.Uri(i));
            }
            if (output.WrittenCount == insertAt) return element;
            output.Write(element.Span[insertAt..]);
            return output.WrittenMemory;
        }
        finally
        {
            xml.Dispose();
        }
    }

    /// <summary>Elements without namespace must not fall into the default namespace of the message they are put into.</summary>
    private static byte[] Undeclared(ReadOnlyMemory<byte> document, int start, int afterName, int end) =>
        [.. document.Span[start..afterName], .. " xmlns=\"\""u8, .. document.Span[afterName..end]];

    /// <summary>The envelope's and the message's own namespaces are not the document's.</summary>
    private static bool Belongs(ReadOnlySpan<byte> uri) =>
        !uri.SequenceEqual(SoapNames.Envelope11) && !uri.SequenceEqual(SoapNames.Envelope12) && !uri.SequenceEqual(SoapNames.Message);

    private static bool Declares(in Utf8XmlReader xml, ReadOnlySpan<byte> prefix)
    {
        for (int i = 0; i < xml.AttributeCount; i++)
        {
            var attribute = xml.Attribute(i);
            if (attribute.IsNamespaceDeclaration && attribute.DeclaredPrefix.SequenceEqual(prefix)) return true;
        }
        return false;
    }

    private static void Declare(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> uri)
    {
        output.Write(prefix.IsEmpty ? " xmlns"u8 : " xmlns:"u8);
        output.Write(prefix);
        output.Write("=\""u8);
        foreach (byte b in uri)
            output.Write(b switch { (byte)'&' => "&amp;"u8, (byte)'<' => "&lt;"u8, (byte)'"' => "&quot;"u8, _ => [b] });
        output.Write("\""u8);
    }
}
