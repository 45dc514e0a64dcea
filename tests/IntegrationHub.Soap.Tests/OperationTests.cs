using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using IntegrationHub.Adapters.Soap.Client;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Soap.Tests.Support;

namespace IntegrationHub.Soap.Tests;

/// <summary>The four operations over the wire, in both SOAP versions.</summary>
public sealed class OperationTests
{
    private static readonly byte[] Document = Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Requests.Schedule + "\n");

    [Theory]
    [InlineData(SoapVersion.Soap11, "text/xml")]
    [InlineData(SoapVersion.Soap12, "application/soap+xml")]
    public async Task An_answer_comes_in_the_version_that_was_asked(SoapVersion version, string mediaType)
    {
        await using var hub = await TestHub.StartAsync();
        var answer = await hub.CallAsync(Requests.List(Requests.Option("Code", "0")), version);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(mediaType, answer.MediaType);
        Assert.Equal(version, answer.Message.Version);
    }

    [Theory]
    [InlineData("application/soap+xml; charset=utf-8; action=\"#request\"")]
    [InlineData("application/soap+xml;action=\"\"")]
    [InlineData("application/soap+xml")]
    public async Task The_action_is_not_looked_at(string contentType)
    {
        await using var hub = await TestHub.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await hub.PostAsync(Requests.Envelope(Requests.List(Requests.Option("Code", "0"))), contentType)).Status);
    }

    [Fact]
    public async Task An_empty_list_still_has_its_payload_element()
    {
        await using var hub = await TestHub.StartAsync();
        var answer = await hub.CallAsync(Requests.List(Requests.Option("Code", "0")));
        Assert.Equal("MessageList", answer.Message.Payload.RootElement);
        Assert.Empty(ListAnswer.Read(answer.Body, out _)!.Entries);
    }

    [Fact]
    public async Task A_list_by_code_comes_in_pages()
    {
        await using var hub = await TestHub.StartAsync(new PartyLimits { MaxListEntries = 2 });
        for (int code = 1; code <= 5; code++) hub.Add(code, Document, "S-" + code);
        long last = 0;
        var seen = new List<long>();
        while (ListAnswer.Read((await hub.CallAsync(Requests.List(Requests.Option("Code", last.ToString(CultureInfo.InvariantCulture))))).Body, out _)!.Entries is { Count: > 0 } page)
        {
            Assert.True(page.Count <= 2);
            seen.AddRange(page.Select(e => e.Code));
            last = page[^1].Code;
        }
        Assert.Equal([1, 2, 3, 4, 5], seen);
    }

    [Fact]
    public async Task All_filters_of_a_list_reach_the_mailbox()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.CallAsync(Requests.List(
            "<StartTime>2026-11-20T01:00:00+01:00</StartTime>", Requests.Option("EndTime", "2026-11-21T00:00:00"), Requests.Option("IntervalType", "Server"),
            Requests.Option("MsgType", "A"), Requests.Option("MsgType", "B"), Requests.Option("Owner", "O"), Requests.Option("MessageIdentification", "S*")));
        var query = hub.Mailbox.LastQuery!;
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), query.Interval!.Value.Start);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), query.Interval.Value.End);
        Assert.Equal(IntervalType.Server, query.IntervalType);
        Assert.Equal(["A", "B"], query.Types);
        Assert.Equal("O", query.Owner);
        Assert.Equal("S*", query.IdentificationPattern);
    }

    [Fact]
    public async Task Another_partys_document_is_not_there()
    {
        await using var hub = await TestHub.StartAsync();
        var entry = hub.Add(7, Document);
        hub.Mailbox.Entries[0] = (new PartyId(Guid.CreateVersion7()), entry);
        Assert.Equal("GET-006", (await hub.CallAsync(Requests.Get(Requests.Option("Code", "7")))).FaultCode);
    }

    [Theory]
    [InlineData("<Option><name>Code</name><value>7</value></Option>")]
    [InlineData("<Option><name>MessageIdentification</name><value>SCHED-1</value></Option>")]
    [InlineData("<Option><name>MessageIdentification</name><value>SCHED-1</value></Option><Option><name>MessageVersion</name><value>3</value></Option>")]
    [InlineData("<Option><name>Queue</name><value>NEXT</value></Option>")]
    public async Task A_document_is_got_unchanged_and_signed(string options)
    {
        await using var hub = await TestHub.StartAsync();
        hub.Add(7, Document, version: 3);
        var answer = await hub.CallAsync(Requests.Get(options));
        Assert.Equal("Schedule_MarketDocument", answer.Message.Header.Noun);
        Assert.Equal(Requests.Schedule, Encoding.UTF8.GetString(answer.Message.Payload.Element.Span));
        var policy = new SignaturePolicy { Trust = new TrustAnchors([TestHub.ServerCertificate]) };
        Assert.True(new MessageVerifier().Verify(answer.Message.Message, policy, TimeProvider.System.GetUtcNow()).Accepted);
    }

    [Fact]
    public async Task A_large_document_is_got_compressed_and_a_file_as_binary()
    {
        await using var hub = await TestHub.StartAsync(configure: options => options.CompressAboveBytes = 10);
        hub.Add(1, Document);
        hub.Add(2, [1, 2, 3], "report.pdf", null, "BINARY");
        var compressed = Open(await hub.CallAsync(Requests.Get(Requests.Option("Code", "1"))));
        Assert.Equal((PayloadKind.CompressedDocument, Requests.Schedule), (compressed.Payload, Encoding.UTF8.GetString(compressed.Document.Span)));
        var binary = Open(await hub.CallAsync(Requests.Get(Requests.Option("Code", "2"))));
        Assert.Equal((PayloadKind.Binary, "report.pdf"), (binary.Payload, binary.FileName));
        Assert.Equal([1, 2, 3], binary.Document.ToArray());
    }

    [Fact]
    public async Task A_document_that_is_archived_in_its_envelope_comes_out_alone_with_the_prefixes_it_needs()
    {
        await using var hub = await TestHub.StartAsync();
        hub.Add(1, Encoding.UTF8.GetBytes(
            "<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"><S:Body><m:RequestMessage xmlns:m=\"http://iec.ch/TC57/2011/schema/message\" xmlns:d=\"urn:d\">"
            + "<m:Header><m:Verb>create</m:Verb><m:Noun>Doc</m:Noun></m:Header><m:Payload><d:Doc><d:a/></d:Doc></m:Payload></m:RequestMessage></S:Body></S:Envelope>"));
        var answer = await hub.CallAsync(Requests.Get(Requests.Option("Code", "1")));
        Assert.Equal("<d:Doc xmlns:d=\"urn:d\"><d:a/></d:Doc>", Encoding.UTF8.GetString(answer.Message.Payload.Element.Span));
    }

    [Fact]
    public async Task The_queue_advances_after_each_complete_answer()
    {
        await using var hub = await TestHub.StartAsync();
        hub.Add(3, Document, "A");
        hub.Add(4, Document, "B");
        Assert.Equal(HttpStatusCode.OK, (await hub.CallAsync(Requests.Get(Requests.Option("Queue", "NEXT")))).Status);
        await QueueReachesAsync(hub, 3);
        Assert.Equal(HttpStatusCode.OK, (await hub.CallAsync(Requests.Get(Requests.Option("Queue", "NEXT")))).Status);
        await QueueReachesAsync(hub, 4);
        Assert.Equal("GET-006", (await hub.CallAsync(Requests.Get(Requests.Option("Queue", "NEXT")))).FaultCode);
    }

    /// <summary>The queue moves once the answer is out, so the caller may see its answer a moment earlier.</summary>
    private static async Task QueueReachesAsync(TestHub hub, long code)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (hub.Mailbox.QueueAt != code)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), deadline.Token);
        }
    }

    [Fact]
    public async Task A_broken_answer_is_handed_out_again()
    {
        await using var hub = await TestHub.StartAsync(configure: options => options.CompressAboveBytes = 0);
        var large = Encoding.UTF8.GetBytes("<Big>" + new string('x', 48 * 1024 * 1024) + "</Big>");
        hub.Add(9, large, "BIG");
        var body = EnvelopeWriter.Wrap(SoapVersion.Soap12, Encoding.UTF8.GetBytes(Requests.Get(Requests.Option("Queue", "NEXT"))));
        using (var connection = await hub.ConnectAsync())
        {
            await connection.WriteAsync(Encoding.ASCII.GetBytes($"POST /ServiceEME HTTP/1.1\r\nHost: x\r\nContent-Type: application/soap+xml\r\nContent-Length: {body.Length}\r\n\r\n"));
            await connection.WriteAsync(body);
            Assert.True(await connection.ReadAsync(new byte[1024]) > 0);
        }
        var again = await hub.CallAsync(Requests.Get(Requests.Option("Queue", "NEXT")));
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal("Big", again.Message.Header.Noun);
        await QueueReachesAsync(hub, 9);
        Assert.Equal([9], hub.Fetched.Codes);
    }

    [Fact]
    public async Task Put_hands_on_plain_compressed_and_binary_documents()
    {
        await using var hub = await TestHub.StartAsync();
        var gzip = new MemoryStream();
        using (var stream = new GZipStream(gzip, CompressionMode.Compress, true)) stream.Write(Document);
        var plain = await hub.CallAsync(Requests.Put(Requests.Schedule));
        var compressed = await hub.CallAsync(Requests.Compressed(Convert.ToBase64String(gzip.ToArray(), Base64FormattingOptions.InsertLineBreaks)));
        var binary = await hub.CallAsync(Requests.Compressed("AQID", "BINARY"));
        Assert.Equal("Acknowledgement_MarketDocument", plain.Message.Header.Noun);
        Assert.Equal(TestReception.Acknowledgement, Encoding.UTF8.GetString(plain.Message.Payload.Element.Span));
        Assert.Equal("OK", compressed.Message.Reply!.Result);
        Assert.Equal("", binary.Message.Header.Noun);
        var received = hub.Reception.Received.ToArray();
        Assert.Equal(Requests.Schedule, Encoding.UTF8.GetString(received[0].Document));
        Assert.Equal(Document, received[1].Document);
        Assert.Equal([1, 2, 3], received[2].Document);
    }

    [Fact]
    public async Task What_the_composer_signs_is_what_the_service_takes_in()
    {
        await using var hub = await TestHub.StartAsync();
        hub.Reception.Trust = new TrustAnchors([TestHub.PartyCertificate]);
        var message = RequestWriter.Put(Document, new OwnHeader(TimeProvider.System.GetUtcNow(), "id-1"));
        var signed = new MessageSigner().Sign(message, SigningKey.FromCertificate(TestHub.PartyCertificate));
        Assert.Equal("OK", (await hub.PostAsync(EnvelopeWriter.Wrap(SoapVersion.Soap12, signed))).Message.Reply!.Result);
        Assert.Equal("PUT-007", (await hub.PostAsync(EnvelopeWriter.Wrap(SoapVersion.Soap12, message.Span))).FaultCode);
    }

    [Fact]
    public async Task Query_tells_types_time_and_the_limits_of_the_party()
    {
        await using var hub = await TestHub.StartAsync(new PartyLimits { MaxListEntries = 42, MaxRequestsPerMinute = 100 });
        var types = QueryAnswer.Read((await hub.CallAsync(Requests.Query(Requests.Option("DataType", "listOfDataTypes")))).Body, out _)!;
        Assert.Equal(["listOfDataTypes", "serverTimestamp", "parameterLimits"], types.Parameters.Select(p => p.Key));
        var time = QueryAnswer.Read((await hub.CallAsync(Requests.Query(Requests.Option("DataType", "serverTimestamp")))).Body, out _)!;
        Assert.True(XsDateTime.TryParse(time.Parameters[0].Value, out _));
        var limits = QueryAnswer.Read((await hub.CallAsync(Requests.Query(Requests.Option("DataType", "parameterLimits")))).Body, out _)!;
        Assert.Contains(new("MaxNumMessagesInListResponse", "42"), limits.Parameters);
        Assert.Contains(new("MaxPutRequestPerMinute", "100"), limits.Parameters);
    }

    private static OpenedMessage Open(TestAnswer answer) =>
        Assert.IsType<OpenResult.Opened>(new EnvelopeOpener().Open(answer.Body, new PartyLimits())).Message;
}
