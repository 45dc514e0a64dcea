using System.Text;
using System.Text.RegularExpressions;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Tests.Reading.Typed;

/// <summary>The same document in other bytes that mean the same: every way takes another path through the reader.</summary>
internal static partial class Spelling
{
    /// <summary>With a prefix on every element.</summary>
    public static byte[] Prefixed(byte[] document) => Of(Tag().Replace(Text(document), "$1m:").Replace(" xmlns=\"", " xmlns:m=\"", StringComparison.Ordinal));

    /// <summary>As UTF-16 with a byte order mark.</summary>
    public static byte[] Utf16(byte[] document) =>
        [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Text(document).Replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"", StringComparison.Ordinal))];

    /// <summary>With comments, processing instructions and blanks in tags, and no line ends or indentation between elements.</summary>
    public static byte[] Unusual(byte[] document) => Of(Close().Replace(Indentation().Replace(Text(document), "><!-- c --><"), "</$1 ><?pi?>"));

    /// <summary>Behind so much white space that the reader's windows cut it elsewhere.</summary>
    public static byte[] Shifted(byte[] document, int bytes)
    {
        int root = document.AsSpan().IndexOf("?>"u8) + 2;
        byte[] space = new byte[bytes];
        space.AsSpan().Fill((byte)' ');
        return [.. document[..root], .. space, .. document[root..]];
    }

    /// <summary>Cut out of an envelope that declares the prefix.</summary>
    public static (ReadOnlyMemory<byte> Document, XmlNamespaceContext Context) Enveloped(byte[] document)
    {
        string inner = Text(Prefixed(document));
        inner = inner[(inner.IndexOf("?>", StringComparison.Ordinal) + 2)..];
        var declaration = Declaration().Match(inner);
        byte[] envelope = Of($"<e{declaration.Value}>{inner.Remove(declaration.Index, declaration.Length)}</e>");
        using var xml = new Utf8XmlReader(envelope);
        xml.Read();
        var context = xml.CaptureNamespaces();
        while (xml.Read() && xml.Kind != XmlTokenKind.StartElement)
        {
        }

        int start = xml.TokenStart;
        Assert.True(xml.Skip());
        return (envelope.AsMemory(start, xml.TokenEnd - start), context);
    }

    private static string Text(byte[] document) => Encoding.UTF8.GetString(document);

    private static byte[] Of(string document) => Encoding.UTF8.GetBytes(document);

    [GeneratedRegex("(</?)(?=[A-Za-z])")]
    private static partial Regex Tag();

    [GeneratedRegex("</([^>]*)>")]
    private static partial Regex Close();

    [GeneratedRegex(">\n *<(?!/?[A-Za-z]+_MarketDocument)")]
    private static partial Regex Indentation();

    [GeneratedRegex(" xmlns:m=\"[^\"]*\"")]
    private static partial Regex Declaration();
}
