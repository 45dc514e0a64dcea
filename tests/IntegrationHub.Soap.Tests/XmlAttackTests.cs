using System.IO.Compression;
using System.Net;
using System.Text;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Soap.Tests.Support;

namespace IntegrationHub.Soap.Tests;

/// <summary>Hostile XML over the wire: every case is refused with a stable code, and the service goes on.</summary>
public sealed class XmlAttackTests
{
    private static readonly string List = Requests.List(Requests.Option("Code", "0"));

    public static TheoryData<string, string> Unreadable { get; } = new()
    {
        { "XML_DOCTYPE_REFUSED", "<!DOCTYPE S [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Requests.Envelope(List) },
        { "XML_DOCTYPE_REFUSED", "<!DOCTYPE S [<!ENTITY % x SYSTEM \"http://127.0.0.1/x.dtd\">%x;]>" + Requests.Envelope(List) },
        { "XML_DOCTYPE_REFUSED", "<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;\">]>" + Requests.Envelope(Requests.List("&c;")) },
        { "XML_UNDEFINED_ENTITY", Requests.Envelope(Requests.List(Requests.Option("Code", "&x;"))) },
        { "XML_LIMIT_EXCEEDED", Requests.Envelope(Requests.Put(string.Concat(Enumerable.Repeat("<a xmlns=\"urn:a\">", 10_000)) + string.Concat(Enumerable.Repeat("</a>", 10_000)))) },
        { "XML_LIMIT_EXCEEDED", Requests.Envelope("<a " + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"a{i}=\"\" ")) + "/>") },
        { "XML_ENCODING_REFUSED", "<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + Requests.Envelope(List) },
        { "XML_ENCODING_REFUSED", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + Requests.Envelope(List) },
        { "XML_BAD_CHARACTER_REFERENCE", Requests.Envelope(Requests.List(Requests.Option("Code", "&#0;"))) },
        { "XML_ILLEGAL_CHARACTER", Requests.Envelope(Requests.List(Requests.Option("Code", "1\u0000"))) },
        { "XML_MISMATCHED_TAG", "<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"><S:Body></S:Envelope></S:Body>" },
        { "XML_BAD_ROOT", Requests.Envelope(List) + Requests.Envelope(List) },
        { "XML_UNEXPECTED_END", Requests.Envelope(List)[..^20] },
        { "SOAP_NOT_AN_ENVELOPE", List },
        { "SOAP_NOT_AN_ENVELOPE", "<Envelope><Body/></Envelope>" },
        { "BODY_EMPTY", "" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_is_no_soap_message_is_400_with_a_stable_code_and_is_kept_as_evidence(string code, string body)
    {
        await using var hub = await TestHub.StartAsync();
        var answer = await hub.PostAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(code, answer.Text, StringComparison.Ordinal);
        var (incoming, _) = Assert.Single(hub.Reception.Received);
        Assert.Equal(Encoding.UTF8.GetBytes(body), incoming.Body.ToArray());
        Assert.Equal(HttpStatusCode.OK, (await hub.CallAsync(List)).Status);
    }

    [Fact]
    public async Task Overlong_utf8_is_refused()
    {
        await using var hub = await TestHub.StartAsync();
        var body = Encoding.UTF8.GetBytes(Requests.Envelope(Requests.List(Requests.Option("Code", "0@"))));
        var answer = await hub.PostAsync([.. body.SelectMany(b => b == (byte)'@' ? new byte[] { 0xC0, 0xAF } : [b])]);
        Assert.Contains("XML_ILLEGAL_CHARACTER", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_charset_that_contradicts_the_bytes_is_refused_and_utf16_with_its_mark_is_read()
    {
        await using var hub = await TestHub.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await hub.PostAsync(Requests.Envelope(List), "application/soap+xml; charset=utf-7")).Status);
        var utf16 = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Requests.Envelope(List))).ToArray();
        Assert.Equal(HttpStatusCode.OK, (await hub.PostAsync(utf16, "application/soap+xml; charset=utf-16")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await hub.PostAsync(utf16, "application/soap+xml; charset=utf-8")).Status);
    }

    [Fact]
    public async Task Instructions_and_an_oversized_header_are_refused()
    {
        await using var hub = await TestHub.StartAsync();
        Assert.Equal("HAND-004", (await hub.PostAsync("<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"><?x y?><S:Body>" + List + "</S:Body></S:Envelope>")).FaultCode);
        Assert.Equal("HAND-004", (await hub.PostAsync(Requests.Envelope(List, "<S:Header><a xmlns=\"urn:a\">" + new string('x', 1_000_000) + "</a></S:Header>"))).FaultCode);
    }

    [Fact]
    public async Task Too_many_options_and_too_long_options_are_refused()
    {
        await using var hub = await TestHub.StartAsync();
        Assert.Equal("HAND-002", (await hub.CallAsync(Requests.List([.. Enumerable.Repeat(Requests.Option("MsgType", "A"), 1_000)]))).FaultCode);
        Assert.Equal("HAND-002", (await hub.CallAsync(Requests.List(Requests.Option("Owner", new string('x', 100_000))))).FaultCode);
    }

    [Fact]
    public async Task A_comment_does_not_cut_a_value()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.CallAsync(Requests.List(Requests.Option("Code", "1<!-- -->2")));
        Assert.Equal(12, hub.Mailbox.LastQuery!.AfterCode);
    }

    [Theory]
    [InlineData(40 * 1024 * 1024, 200, "PUT-018")]
    [InlineData(3 * 1024 * 1024, 10_000, "PUT-018")]
    [InlineData(900 * 1024, 1, "")]
    public async Task A_gzip_bomb_is_refused_and_a_small_well_compressed_document_is_not(int size, int ratio, string code)
    {
        await using var hub = await TestHub.StartAsync(new PartyLimits { MaxDocumentBytes = size < 10_000_000 ? 2 * 1024 * 1024 : 64 * 1024 * 1024, MaxCompressionRatio = ratio });
        var gzip = new MemoryStream();
        using (var stream = new GZipStream(gzip, CompressionLevel.SmallestSize, true)) stream.Write(new byte[size]);
        var answer = await hub.CallAsync(Requests.Compressed(Convert.ToBase64String(gzip.ToArray())));
        Assert.Equal(code, answer.Message.Kind == MessageKind.Fault ? answer.FaultCode : "");
    }

    [Fact]
    public async Task A_gzip_that_is_cut_off_is_refused()
    {
        await using var hub = await TestHub.StartAsync();
        var gzip = new MemoryStream();
        using (var stream = new GZipStream(gzip, CompressionLevel.Optimal, true)) stream.Write(Encoding.UTF8.GetBytes(Requests.Schedule));
        Assert.Equal("PUT-011", (await hub.CallAsync(Requests.Compressed(Convert.ToBase64String(gzip.ToArray()[..^9])))).FaultCode);
    }
}
