using System.Text;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Bench.Fuzzing;

/// <summary>
/// Changes a document the way people, programs and attackers do. Knows elements, attributes and texts of what it changes; the
/// same seed gives the same documents.
/// </summary>
/// <param name="random">The source of all choices.</param>
public sealed class XmlMutator(Random random)
{
    private static readonly string[] Values =
    [
        "", " ", "A01", "A02", " A01", "A01 ", "ZZZ", "a01", "1", "0", "-1", "+1", "01", "1.0", "1.", ".5", ".", "-", "999999", "1000000",
        "12345678901234567", "123456789012345678", "0.00000000000000001", "-0", "1e3", "INF", "NaN", "true", "PT15M", "P1D", "PT", "P", "-PT1H", "PT1.5S",
        "P1Y2M3DT4H5M6S", "2024-02-29T00:00:00Z", "2023-02-29T00:00:00Z", "2024-02-29T23:59Z", "2024-02-30T00:00Z", "0000-01-01T00:00Z", "2024-01-01T24:00Z",
        "2024-01-01T00:00:00+01:00", "2024-12-31T23:59:59.5Z", "2024-01-01", "12:00:00", "24:00:00", "10YCB-GERMANY--8", "10X1001A1001A39WX",
        "äöü", "電力電力", "x\ny", "x\ty", "a  b", "&amp;", "&lt;", "&#65;01", "A&#48;1", "&#x20;A01", "<![CDATA[A01]]>", "A<!-- -->01", "A01<?p?>",
        "12345678901234567890123456789012345", "123456789012345678901234567890123456", "&#13;", "\r\n", "]]", "]] >",
    ];

    private static readonly string[] Insertions =
    [
        " ", "\n\t ", "<!-- c -->", "<?p d?>", "x", "<![CDATA[ ]]>", "<![CDATA[]]>", "<![CDATA[x]]>", "&#32;", "&#x9;", "<x/>", "<x xmlns=\"\"/>", "<x xmlns=\"urn:other\"/>",
        "\u00a0", "\uFFFE", "\u0001", "&nbsp;", "&", "<", ">", "]]>", "<!DOCTYPE a>", "<?xml version=\"1.0\"?>", "\uFEFF", "-->", "\0", "\u0085",
    ];

    private static readonly string[] Attributes =
    [
        " codingScheme=\"A01\"", " codingScheme='A01'", " codingScheme=\"ZZZ\"", " codingScheme=\" A01 \"", " unit=\"MAW\"", " x=\"1\"", " xml:lang=\"en\"",
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"", " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"false\"",
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a b\"",
        " xmlns:q=\"urn:q\"", " q:a=\"1\"", " xmlns=\"\"", " xmlns=\"urn:other\"", " codingScheme=\"&#65;01\"", " codingScheme=\"A01\n\"", " a=\"<\"", " a=b", " xmlns:p=\"\"",
    ];

    private byte[] _document = [];
    private List<Span> _elements = [];

    private readonly record struct Span(int Start, int OpenEnd, int CloseStart, int End, int NameLength, int Depth);

    /// <summary>A changed copy: one to three changes.</summary>
    public byte[] Mutate(byte[] document)
    {
        byte[] result = document;
        int changes = 1 + random.Next(3);
        for (int i = 0; i < changes; i++)
        {
            _document = result;
            _elements = Elements(result);
            if (_elements.Count == 0) return Bytes(result);
            result = MutateOnce();
        }
        return result;
    }

    private byte[] MutateOnce()
    {
        var e = _elements[random.Next(_elements.Count)];
        var leaf = Leaf();
        switch (random.Next(20))
        {
            case 0: return Replace(e.Start, e.End, []);
            case 1: return Replace(e.End, e.End, _document[e.Start..e.End]);
            case 2: return Swap(e);
            case 3: return Rename(e, Pick(["x", "mRID", "Point", "TimeSeries", "Period", "Reason", "code", "position", "quantity", "type", "x:y", "1a", "é"]));
            case 4 or 5 or 6: return Replace(leaf.OpenEnd, leaf.CloseStart, Pick(Values));
            case 7: return Replace(leaf.OpenEnd, leaf.CloseStart, [.. Encoding.UTF8.GetBytes("<![CDATA["), .. _document[leaf.OpenEnd..leaf.CloseStart], .. "]]>"u8]);
            case 8: return Reference(leaf);
            case 9 or 10: return Replace(e.OpenEnd, e.OpenEnd, Pick(Insertions));
            case 11: return Replace(e.End, e.End, Pick(Insertions));
            case 12: return Replace(e.Start + 1 + e.NameLength, e.Start + 1 + e.NameLength, Pick(Attributes));
            case 13: return DropAttributes(e);
            case 14: return EmptyTag(leaf);
            case 15: return random.Next(2) == 0 ? Prefix() : SecondPrefix();
            case 16: return Bytes(_document);
            case 17: return Text(_document, "\n", "\r\n");
            case 18: return Encode();
            default: return Move(e);
        }
    }

    private Span Leaf()
    {
        for (int attempt = 0; attempt < 20; attempt++)
        {
            var e = _elements[random.Next(_elements.Count)];
            if (e.CloseStart > e.OpenEnd && _document.AsSpan(e.OpenEnd, e.CloseStart - e.OpenEnd).IndexOf((byte)'<') < 0) return e;
        }
        return _elements[^1];
    }

    private byte[] Swap(Span e)
    {
        foreach (var next in _elements)
        {
            if (next.Depth != e.Depth || next.Start < e.End || _document.AsSpan(e.End, next.Start - e.End).IndexOf((byte)'<') >= 0) continue;
            return [.. _document[..e.Start], .. _document[next.Start..next.End], .. _document[e.End..next.Start], .. _document[e.Start..e.End], .. _document[next.End..]];
        }
        return Replace(e.Start, e.End, []);
    }

    private byte[] Move(Span e)
    {
        var to = _elements[random.Next(_elements.Count)];
        byte[] moved = _document[e.Start..e.End];
        return to.Start >= e.End ? [.. _document[..e.Start], .. _document[e.End..to.Start], .. moved, .. _document[to.Start..]]
            : to.Start < e.Start ? [.. _document[..to.Start], .. moved, .. _document[to.Start..e.Start], .. _document[e.End..]]
            : Replace(e.Start, e.Start, moved);
    }

    private byte[] Rename(Span e, byte[] name)
    {
        if (e.End == e.OpenEnd) return [.. _document[..(e.Start + 1)], .. name, .. _document[(e.Start + 1 + e.NameLength)..]];
        byte[] tail = _document[(e.CloseStart + 2 + e.NameLength)..];
        return [.. _document[..(e.Start + 1)], .. name, .. _document[(e.Start + 1 + e.NameLength)..(e.CloseStart + 2)], .. random.Next(10) == 0 ? _document[(e.Start + 1)..(e.Start + 1 + e.NameLength)] : name, .. tail];
    }

    private byte[] Reference(Span leaf)
    {
        if (leaf.CloseStart <= leaf.OpenEnd) return _document;
        int at = random.Next(leaf.OpenEnd, leaf.CloseStart);
        byte b = _document[at];
        return b >= 0x80 || b == (byte)'<' ? _document : Replace(at, at + 1, Encoding.ASCII.GetBytes(random.Next(2) == 0 ? $"&#{b};" : $"&#x{b:X};"));
    }

    private byte[] DropAttributes(Span e)
    {
        int end = e.OpenEnd - (_document[e.OpenEnd - 2] == (byte)'/' ? 2 : 1);
        return e.Depth == 1 ? _document : Replace(e.Start + 1 + e.NameLength, Math.Max(end, e.Start + 1 + e.NameLength), []);
    }

    private byte[] EmptyTag(Span e) => e.End == e.OpenEnd ? _document : Replace(e.OpenEnd - 1, e.End, "/>"u8.ToArray());

    // The whole document under a prefix, as many senders write it.
    private byte[] Prefix()
    {
        string text = Encoding.UTF8.GetString(_document);
        int at = text.IndexOf(" xmlns=\"", StringComparison.Ordinal);
        if (at < 0 || text.Contains("<p:", StringComparison.Ordinal) || text.Contains("<![", StringComparison.Ordinal)) return _document;
        var result = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            result.Append(text[i]);
            if (text[i] != '<' || i + 1 >= text.Length || text[i + 1] is '!' or '?') continue;
            if (text[i + 1] == '/') result.Append(text[++i]);
            result.Append("p:");
        }
        return Encoding.UTF8.GetBytes(result.ToString().Replace(" xmlns=\"", " xmlns:p=\"", StringComparison.Ordinal));
    }

    // Two prefixes for one namespace, and tags that mix them.
    private byte[] SecondPrefix()
    {
        string text = Encoding.UTF8.GetString(_document);
        int at = text.IndexOf(" xmlns=\"", StringComparison.Ordinal);
        if (at < 0 || text.Contains("xmlns:q=", StringComparison.Ordinal)) return _document;
        string uri = text[(at + 8)..text.IndexOf('"', at + 8)];
        var e = _elements[random.Next(_elements.Count)];
        byte[] declared = Replace(e.Start + 1, e.Start + 1 + 0, e.Depth > 1 ? "q:"u8.ToArray() : []);
        if (e.Depth > 1 && e.End > e.OpenEnd && random.Next(3) > 0) declared = [.. declared[..(e.CloseStart + 4)], .. "q:"u8, .. declared[(e.CloseStart + 4)..]];
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(declared).Replace(" xmlns=\"", $" xmlns:q=\"{uri}\" xmlns=\"", StringComparison.Ordinal));
    }

    private byte[] Encode()
    {
        string text = Encoding.UTF8.GetString(_document);
        string body = text.StartsWith("<?xml", StringComparison.Ordinal) ? text[(text.IndexOf("?>", StringComparison.Ordinal) + 2)..] : text;
        return random.Next(4) switch
        {
            0 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(body)],
            1 => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + body)],
            2 => Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='ISO-8859-1'?>" + body),
            _ => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(body)],
        };
    }

    private byte[] Bytes(byte[] document)
    {
        if (document.Length == 0) return document;
        byte[] copy = [.. document];
        switch (random.Next(3))
        {
            case 0:
                copy[random.Next(copy.Length)] = (byte)random.Next(256);
                return copy;
            case 1:
                return copy[..random.Next(copy.Length)];
            default:
                int at = random.Next(copy.Length);
                return [.. copy[..at], (byte)random.Next(256), .. copy[at..]];
        }
    }

    private static byte[] Text(byte[] document, string from, string to) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(document).Replace("\r\n", "\n", StringComparison.Ordinal).Replace(from, to, StringComparison.Ordinal));

    private byte[] Pick(string[] from) => Encoding.UTF8.GetBytes(from[random.Next(from.Length)]);

    private byte[] Replace(int start, int end, byte[] with) => [.. _document[..start], .. with, .. _document[end..]];

    private static List<Span> Elements(byte[] document)
    {
        var done = new List<Span>();
        var open = new Stack<Span>();
        using var xml = new Utf8XmlReader(document, transcoded: true);
        while (xml.Read())
        {
            if (xml.Kind == XmlTokenKind.StartElement) open.Push(new Span(xml.TokenStart, xml.TokenEnd, xml.TokenEnd, xml.TokenEnd, xml.Name.Length, xml.Depth));
            else if (xml.Kind == XmlTokenKind.EndElement) done.Add(open.Pop() with { CloseStart = xml.TokenStart, End = xml.TokenEnd });
        }
        done.Sort((left, right) => left.Start.CompareTo(right.Start));
        return done;
    }
}
