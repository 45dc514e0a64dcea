using System.Text;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Xml;
using Xunit.Abstractions;

namespace IntegrationHub.Schemas.Tests.Reading;

public sealed class ReadingTests(ITestOutputHelper output)
{
    [Fact]
    public void A_document_is_read_while_it_is_validated()
    {
        var document = Read(Fixture.Document(points: "<Point><position>1</position><quantity>1.50</quantity></Point><Point><position>2</position><quantity>-0.25</quantity></Point>"));

        Assert.Equal("D1", document.MRid);
        Assert.Equal("A01", document.Type);
        Assert.Equal(new CodedId("10X1001A1001A39W", "A01"), document.Sender);
        Assert.Equal(1, document.Revision);
        var series = Assert.Single(document.Series);
        Assert.Equal(("TimeSeries", 1), (series.ElementName, series.Ordinal));
        var period = Assert.Single(series.Periods);
        Assert.Equal("PT15M", period.Resolution);
        Assert.Equal([1, 2], period.Positions.ToArray());
        Assert.Equal([1.50m, -0.25m], period.Quantities.ToArray());
        Assert.True(period.Prices.IsEmpty);
    }

    [Fact]
    public void The_same_document_in_other_words_reads_the_same()
    {
        var plain = Read(Fixture.Document());
        foreach (string other in new[]
        {
            Fixture.Document().Replace("<", "<p:", StringComparison.Ordinal).Replace("<p:/", "</p:", StringComparison.Ordinal).Replace("xmlns=", "xmlns:p=", StringComparison.Ordinal),
            Fixture.Document(mRid: "<![CDATA[D]]>&#49;", points: "<Point>\n<!-- --><position> 1 </position><quantity>\n1.5</quantity></Point>"),
            Fixture.Document().Replace("\n", "\r\n", StringComparison.Ordinal),
        })
        {
            var read = Read(other);
            Assert.Equal((plain.MRid, plain.Type, plain.Sender), (read.MRid, read.Type, read.Sender));
            Assert.Equal(plain.Series[0].Periods[0].Quantities.ToArray(), read.Series[0].Periods[0].Quantities.ToArray());
        }
    }

    [Fact]
    public void An_invalid_document_gives_no_document() =>
        Assert.Null(DocumentValidator.Read(Encoding.UTF8.GetBytes(Fixture.Document(type: "Z99")), null, Fixture.Catalog.Profiles[0]).Document);

    [Fact]
    public void A_document_inside_an_envelope_is_read_by_its_bytes_with_the_bindings_around_it()
    {
        string inner = Fixture.Document().Replace("<", "<m:", StringComparison.Ordinal).Replace("<m:/", "</m:", StringComparison.Ordinal).Replace($" xmlns=\"{Fixture.Namespace}\"", "", StringComparison.Ordinal);
        byte[] envelope = Encoding.UTF8.GetBytes($"<e xmlns:m='{Fixture.Namespace}'>{inner}</e>");
        using var xml = new Utf8XmlReader(envelope);
        xml.Read();
        xml.Read();
        var context = xml.CaptureNamespaces();
        int start = xml.TokenStart;
        Assert.True(xml.Skip());

        var read = DocumentValidator.Read(envelope.AsMemory(start, xml.TokenEnd - start), context, Fixture.Catalog.Profiles[0]);

        Assert.Empty(read.Validation.Errors);
        Assert.Equal("D1", read.Document!.MRid);
    }

    [Fact]
    public void A_hundred_thousand_points_are_columns_and_not_objects()
    {
        string points = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<Point><position>{(i % 99) + 1}</position><quantity>{i}.5</quantity></Point>"));
        byte[] bytes = Encoding.UTF8.GetBytes(Fixture.Document(points: points));
        Assert.Equal(100_000, DocumentValidator.Read(bytes, null, Fixture.Catalog.Profiles[0]).Document!.Series[0].Periods[0].Quantities.Length);

        long before = GC.GetAllocatedBytesForCurrentThread();
        var document = DocumentValidator.Read(bytes, null, Fixture.Catalog.Profiles[0]).Document!;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(99_999.5m, document.Series[0].Periods[0].Quantities.Span[^1]);
        // Two columns of 4 and 16 bytes a point, growing by the pool: far below one object a point.
        Assert.InRange(allocated, 2_000_000, 12_000_000);
    }

    [Fact]
    public void Real_documents_give_header_series_and_points()
    {
        if (Oracle.IsMissing(output)) return;
        int points = 0, documents = 0;
        foreach (string file in Directory.GetFiles(Path.Combine(Oracle.Folder!, "samples"), "*.xml", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            if (Oracle.Official.Recognise(bytes) is not { } profile) continue;
            var read = DocumentValidator.Read(bytes, null, profile);
            Assert.Equal(read.Validation.IsValid, read.Document is not null);
            if (read.Document is not { } document) continue;
            documents++;
            Assert.NotEmpty(document.MRid);
            points += document.Series.Sum(series => series.Periods.Sum(period => period.Positions.Length));
        }
        Assert.True(documents > 50 && points > 500, $"{documents} documents, {points} points");
    }

    private static MarketDocument Read(string document)
    {
        var read = DocumentValidator.Read(Encoding.UTF8.GetBytes(document), null, Fixture.Catalog.Profiles[0]);
        Assert.Empty(read.Validation.Errors);
        return read.Document!;
    }
}
