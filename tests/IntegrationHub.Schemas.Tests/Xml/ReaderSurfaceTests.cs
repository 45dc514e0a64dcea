using System.Text;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Tests.Xml;

public sealed class ReaderSurfaceTests
{
    [Fact]
    public void An_error_tells_offset_line_column_and_remedy()
    {
        var error = ReaderDump.ErrorOf(Encoding.UTF8.GetBytes("<a>\r\n<b/>\r<c/>\né<d></e></a>"));

        Assert.NotNull(error);
        Assert.Equal((XmlErrorCode.MismatchedTag, 4L, 5L), (error.Code, error.Line, error.Column));
        Assert.Equal(20, error.Offset);
        Assert.Contains("</e>", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void The_bytes_of_a_whole_element_are_found_by_its_offsets()
    {
        byte[] bytes = "<a>x<b c='1'> <d/></b>y</a>"u8.ToArray();
        using var xml = new Utf8XmlReader(bytes);
        while (xml.Read() && !xml.IsStart("b"u8, default))
        {
        }
        int start = xml.TokenStart;

        Assert.True(xml.Skip());
        Assert.Equal("<b c='1'> <d/></b>", Encoding.UTF8.GetString(bytes.AsSpan(start, xml.TokenEnd - start)));
        Assert.Equal(2, xml.Depth);
    }

    [Fact]
    public void A_fragment_is_read_with_the_bindings_around_it()
    {
        byte[] bytes = "<s:a xmlns:s='S' xmlns='D' xmlns:q='Q'><b xmlns:q='R' q:x='1'/></s:a>"u8.ToArray();
        using var outer = new Utf8XmlReader(bytes);
        outer.Read();
        var context = outer.CaptureNamespaces();
        outer.Read();
        int start = outer.TokenStart;
        outer.Skip();

        using var inner = new Utf8XmlReader(bytes.AsSpan(start, outer.TokenEnd - start), context);
        Assert.True(inner.Read());
        Assert.Equal("D", Encoding.UTF8.GetString(inner.NamespaceUri));
        Assert.True(inner.TryGetAttribute("x"u8, "R"u8, out var x) && x.ValueEquals("1"u8));
        Assert.True(inner.TryLookupNamespace("s"u8, out var s) && s.SequenceEqual("S"u8));
        Assert.True(inner.Read() && inner.Kind == XmlTokenKind.EndElement);
        Assert.False(inner.Read());
        Assert.Null(inner.Error);
    }

    [Fact]
    public void The_text_of_an_element_ignores_comments_and_joins_its_pieces()
    {
        using var xml = new Utf8XmlReader("<a><b>12<!-- -->3<![CDATA[&4]]>&#53;\r\n</b><c><d/></c></a>"u8);
        xml.Read();
        xml.Read();
        Assert.True(xml.TryReadElementText(out var text));
        Assert.Equal("123&45\n", Encoding.UTF8.GetString(text));
        xml.Read();
        Assert.False(xml.TryReadElementText(out _));
        Assert.Null(xml.Error);
    }

    [Fact]
    public void Depth_and_empty_elements_are_told()
    {
        using var xml = new Utf8XmlReader("<a><b/></a>"u8);
        var seen = new List<(XmlTokenKind, int, bool)>();
        while (xml.Read()) seen.Add((xml.Kind, xml.Depth, xml.IsEmptyElement));
        Assert.Equal(
            [
                (XmlTokenKind.StartElement, 1, false), (XmlTokenKind.StartElement, 2, true),
                (XmlTokenKind.EndElement, 2, true), (XmlTokenKind.EndElement, 1, false),
            ], seen);
    }

    [Fact]
    public void Limits_are_inclusive()
    {
        var limits = new XmlLimits { MaxDepth = 2, MaxAttributes = 2, MaxNameBytes = 3, MaxTokenBytes = 16, MaxBytes = 60 };
        Assert.Equal("<a><bcd e=1 f=2></bcd></a>", ReaderDump.Of("<a><bcd e='1' f='2'/></a>", limits with { MaxTokenBytes = 19 }));
        Assert.Equal("error xml.limit_exceeded", ReaderDump.Of("<a><b><c/></b></a>", limits));
        Assert.Equal("error xml.limit_exceeded", ReaderDump.Of("<a b='' c='' d=''/>", limits));
        Assert.Equal("error xml.limit_exceeded", ReaderDump.Of("<abcd/>", limits));
        Assert.Equal("error xml.limit_exceeded", ReaderDump.Of("<a>12345678901234567</a>", limits));
        Assert.Equal("<a>1234567890123456</a>", ReaderDump.Of("<a>1234567890123456</a>", limits));
        Assert.Equal("error xml.limit_exceeded", ReaderDump.Of("<a>" + new string(' ', 60) + "</a>", limits));
    }

    [Fact]
    public void Deep_nesting_and_many_attributes_are_refused_by_default()
    {
        Assert.Equal("error xml.limit_exceeded", ReaderDump.Of(string.Concat(Enumerable.Repeat("<a>", 10_000))));
        string attributes = string.Concat(Enumerable.Range(0, 10_000).Select(i => $" a{i}=''"));
        Assert.Equal("error xml.limit_exceeded", ReaderDump.Of($"<a{attributes}/>"));
    }

    [Fact]
    public void Reading_allocates_nothing_once_warm()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("<a xmlns='u'>" + string.Concat(Enumerable.Repeat("<b x='1&amp;'>t&lt;</b><c/>", 1000)) + "</a>");
        Assert.Equal(3001, Count(bytes));

        long before = GC.GetAllocatedBytesForCurrentThread();
        Count(bytes);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static int Count(byte[] bytes)
        {
            using var xml = new Utf8XmlReader(bytes);
            int count = 0;
            while (xml.Read()) count += xml.Kind is XmlTokenKind.StartElement or XmlTokenKind.Text ? 1 : 0;
            return count;
        }
    }
}
