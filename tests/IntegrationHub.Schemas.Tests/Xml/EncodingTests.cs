using System.Text;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Tests.Xml;

public sealed class EncodingTests
{
    [Theory]
    [InlineData("UTF-8", null)]
    [InlineData("UTF-8", "utf-8")]
    [InlineData("US-ASCII", "us-ascii")]
    [InlineData("ISO-8859-1", null)]
    [InlineData("ISO-8859-1", "iso-8859-1")]
    public void Read_encodings_give_the_same_characters(string declared, string? charset)
    {
        string text = declared == "US-ASCII" ? "abc" : "äbc";
        byte[] bytes = Encoding.GetEncoding(declared).GetBytes($"<?xml version='1.0' encoding='{declared}'?><a>{text}</a>");

        var input = Utf8Input.Open(bytes, charset);

        Assert.Null(input.Error);
        Assert.Equal(text, TextOf(input));
    }

    [Theory]
    [InlineData(false, "UTF-16")]
    [InlineData(true, "UTF-16")]
    [InlineData(false, "UTF-16LE")]
    [InlineData(true, null)]
    public void Utf16_is_read_with_its_mark(bool bigEndian, string? declared)
    {
        var encoding = new UnicodeEncoding(bigEndian, true);
        string declaration = declared is null ? "" : $"<?xml version='1.0' encoding='{declared}'?>";
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(declaration + "<a>電力\U0001F600</a>")];

        Assert.Equal("電力\U0001F600", TextOf(Utf8Input.Open(bytes)));
        Assert.Equal(XmlErrorCode.EncodingRefused, Utf8Input.Open(bytes.AsMemory(2)).Error?.Code);
        Assert.Equal(XmlErrorCode.EncodingRefused, Utf8Input.Open(bytes, "utf-8").Error?.Code);
    }

    [Theory]
    [InlineData("<?xml version='1.0' encoding='windows-1252'?><a/>", null)]
    [InlineData("<?xml version='1.0' encoding='UTF-7'?><a/>", null)]
    [InlineData("<?xml version='1.0' encoding='UTF-16'?><a/>", null)]
    [InlineData("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "utf-8")]
    [InlineData("<?xml version='1.0' encoding='UTF-8'?><a/>", "iso-8859-1")]
    [InlineData("\uFEFF<?xml version='1.0' encoding='ISO-8859-1'?><a/>", null)]
    [InlineData("\uFEFF<a/>", "us-ascii")]
    [InlineData("<a/>", "gb2312")]
    [InlineData("<a/>", "utf-16")]
    [InlineData("+/v8-<a/>", null)]
    public void Other_encodings_and_contradictions_are_refused(string document, string? charset) =>
        Assert.Equal(XmlErrorCode.EncodingRefused, Utf8Input.Open(Encoding.UTF8.GetBytes(document), charset).Error?.Code);

    [Fact]
    public void Bytes_that_break_their_encoding_are_refused()
    {
        Assert.Equal(XmlErrorCode.IllegalCharacter, Utf8Input.Open(new byte[] { (byte)'<', 0xE9 }, "us-ascii").Error?.Code);
        Assert.Equal(XmlErrorCode.IllegalCharacter, Utf8Input.Open(new byte[] { 0xFF, 0xFE, 0x00, 0xD8, 0x3C, 0x00 }).Error?.Code);
        Assert.Equal(XmlErrorCode.EncodingRefused, Utf8Input.Open(new byte[] { 0, 0, 0xFE, 0xFF, 0, 0, 0, 0x3C }).Error?.Code);
    }

    private static string TextOf(Utf8Input input)
    {
        using var xml = new Utf8XmlReader(input.Bytes.Span, transcoded: input.Transcoded);
        while (xml.Read())
            if (xml.Kind == XmlTokenKind.Text) return XmlText.ToText(xml.RawText);
        return "error " + xml.Error?.Id;
    }
}
