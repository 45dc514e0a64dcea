using System.Text;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Tests.Xml;

/// <summary>Writes the tokens of a document as one readable line, so that a test states input and outcome.</summary>
internal static class ReaderDump
{
    public static string Of(string document, XmlLimits? limits = null) => Of(Encoding.UTF8.GetBytes(document), limits);

    public static string Of(byte[] document, XmlLimits? limits = null)
    {
        using var xml = new Utf8XmlReader(document, limits);
        var text = new StringBuilder();
        while (xml.Read())
        {
            switch (xml.Kind)
            {
                case XmlTokenKind.StartElement:
                    text.Append('<').Append(Name(xml.NamespaceUri, xml.LocalName));
                    for (int i = 0; i < xml.AttributeCount; i++)
                    {
                        var a = xml.Attribute(i);
                        text.Append(' ').Append(Name(a.IsNamespaceDeclaration ? default : a.NamespaceUri, a.IsNamespaceDeclaration ? a.Name : a.LocalName));
                        text.Append('=').Append(a.ValueText);
                    }
                    text.Append('>');
                    break;
                case XmlTokenKind.EndElement:
                    text.Append("</").Append(Encoding.UTF8.GetString(xml.LocalName)).Append('>');
                    break;
                case XmlTokenKind.Text:
                    text.Append(XmlText.ToText(xml.RawText));
                    break;
                default:
                    text.Append('[').Append(xml.Kind).Append(' ');
                    if (xml.Kind == XmlTokenKind.ProcessingInstruction) text.Append(Encoding.UTF8.GetString(xml.LocalName)).Append(' ');
                    text.Append(Encoding.UTF8.GetString(xml.RawText)).Append(']');
                    break;
            }
        }
        return xml.Error is { } error ? "error " + error.Id : text.ToString();
    }

    public static XmlError? ErrorOf(byte[] document, XmlLimits? limits = null)
    {
        using var xml = new Utf8XmlReader(document, limits);
        while (xml.Read())
        {
        }
        return xml.Error;
    }

    private static string Name(ReadOnlySpan<byte> uri, ReadOnlySpan<byte> local) =>
        uri.IsEmpty ? Encoding.UTF8.GetString(local) : $"{{{Encoding.UTF8.GetString(uri)}}}{Encoding.UTF8.GetString(local)}";
}
