using System.Net;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Soap.Tests.Support;

namespace IntegrationHub.Soap.Tests;

/// <summary>Every fault code the service can answer, provoked over the wire.</summary>
public sealed class FaultTests
{
    private const string Start = "<StartTime>2026-11-20T00:00:00Z</StartTime>";
    private const string End = "<EndTime>2026-11-21T00:00:00Z</EndTime>";

    public static TheoryData<string, string> FaultsOfRequests { get; } = new()
    {
        { "HAND-002", "<RequestMessage xmlns=\"http://iec.ch/TC57/2011/schema/message\"><Header><Verb>buy</Verb><Noun>Any</Noun></Header></RequestMessage>" },
        { "HAND-002", "<RequestMessage xmlns=\"http://iec.ch/TC57/2011/schema/message\"><Payload/></RequestMessage>" },
        { "HAND-002", Requests.Message("get", "Any", "<Verb>get</Verb>") },
        { "HAND-002", "<Other xmlns=\"urn:other\"/>" },
        { "HAND-004", "" },
        { "HAND-004", Requests.List() + Requests.List() },
        { "HAND-005", Requests.Message("get", "Schedule_MarketDocument") },
        { "HAND-005", Requests.Message("delete", "Any") },
        { "LST-001", Requests.List(Requests.Option("Code", "-1")) },
        { "LST-002", Requests.List(Requests.Option("Code", "ten")) },
        { "LST-003", Requests.List("<StartTime>2026-11-22T00:00:00Z</StartTime>", End) },
        { "LST-005", Requests.List() },
        { "LST-005", Requests.List(Start) },
        { "LST-009", Requests.List(Start, End, Requests.Option("IntervalType", "Other")) },
        { "LST-010", Requests.List(Start, End, Requests.Option("Code", "1")) },
        { "LST-010", Requests.List(Requests.Option("Code", "1"), Requests.Option("Code", "2")) },
        { "LST-010", Requests.List(Start, Requests.Option("EndTime", "tomorrow")) },
        { "LST-011", Requests.List(Requests.Option("Colour", "red")) },
        { "GET-001", Requests.Get(Requests.Option("Code", "0")) },
        { "GET-002", Requests.Get(Requests.Option("Code", "ten")) },
        { "GET-003", Requests.Get() },
        { "GET-003", Requests.Get(Requests.Option("Code", "1"), Requests.Option("Queue", "NEXT")) },
        { "GET-006", Requests.Get(Requests.Option("Code", "99")) },
        { "GET-011", Requests.Get(Requests.Option("Code", "1"), Requests.Option("MessageVersion", "1")) },
        { "GET-012", Requests.Get(Requests.Option("Colour", "red")) },
        { "GET-013", Requests.Get(Requests.Option("Code", "5")) },
        { "GET-017", Requests.Get(Requests.Option("Queue", "LAST")) },
        { "GET-019", Requests.Get(Requests.Option("MessageIdentification", "S"), Requests.Option("MessageVersion", "0")) },
        { "QRY-001", Requests.Query() },
        { "QRY-002", Requests.Query(Requests.Option("DataType", "weather")) },
        { "QRY-010", Requests.Query(Requests.Option("DataType", "a"), Requests.Option("DataType", "b")) },
        { "PUT-010", Requests.Put(Requests.Schedule + Requests.Schedule) },
        { "PUT-010", Requests.Compressed("AQID", "ZIP") },
        { "PUT-011", Requests.Compressed("no base64 !") },
        { "PUT-011", Requests.Compressed("AQID") },
        { "PUT-013", Requests.Message("create", "Schedule_MarketDocument") },
    };

    public static TheoryData<string, string> FaultsOfReceptions { get; } = new()
    {
        { "PUT-003", RejectionCodes.NounMismatch },
        { "PUT-006", "SIGNATURE_DIGEST_MISMATCH" },
        { "PUT-006", "SIGNATURE_CERTIFICATE_EXPIRED" },
        { "PUT-006", "SIGNATURE_CERTIFICATE_REVOKED" },
        { "HAND-022", "SIGNATURE_REVOCATION_UNKNOWN" },
        { "PUT-007", "SIGNATURE_MISSING" },
        { "PUT-008", "SIGNATURE_SIGNER_NOT_EXPECTED" },
        { "PUT-012", "SCHEMA_ELEMENT_UNEXPECTED" },
        { "PUT-016", RejectionCodes.DailyQuotaExceeded },
        { "PUT-017", RejectionCodes.ClockSkew },
        { "PUT-018", RejectionCodes.DocumentTooLarge },
    };

    /// <summary>Provoked by tests of their own below, or by something no request can cause.</summary>
    private static readonly string[] ProvokedElsewhere = ["LST-007", "LST-020", "GET-010", "QRY-013", "PUT-016"];

    [Theory]
    [MemberData(nameof(FaultsOfRequests))]
    public async Task A_wrong_request_is_answered_with_its_code(string code, string body)
    {
        await using var hub = await TestHub.StartAsync();
        hub.Mailbox.Entries.Add((hub.Party.Id, hub.Add(4, "<a/>"u8.ToArray()) with { Code = 5, DocumentArchiveId = Guid.Empty }));
        foreach (var version in new[] { SoapVersion.Soap12, SoapVersion.Soap11 })
        {
            var answer = await hub.CallAsync(body, version);
            Assert.True(answer.MediaType is "application/soap+xml" or "text/xml", answer.Text);
            Assert.Equal(code, answer.FaultCode);
            Assert.Equal(version, answer.Message.Version);
            var sender = FaultCodes.Find(code)!.FromSender;
            Assert.Equal(sender, answer.Message.Fault!.FromSender);
            Assert.Equal(version == SoapVersion.Soap12 && sender ? HttpStatusCode.BadRequest : HttpStatusCode.InternalServerError, answer.Status);
        }
    }

    [Theory]
    [MemberData(nameof(FaultsOfReceptions))]
    public async Task What_the_reception_refuses_is_answered_with_its_code_and_the_hubs_own(string code, string rejection)
    {
        await using var hub = await TestHub.StartAsync();
        hub.Reception.Refusal = new Rejection(rejection, null, "text", "where", "remedy");
        var answer = await hub.CallAsync(Requests.Put(Requests.Schedule));
        Assert.Equal(code, answer.FaultCode);
        Assert.Contains(rejection, answer.Message.Reply!.Errors[0].Details, StringComparison.Ordinal);
    }

    [Fact]
    public void No_answered_code_is_without_a_test()
    {
        var tested = FaultsOfRequests.Concat(FaultsOfReceptions).Select(row => (string)((object[])row)[0]).Concat(ProvokedElsewhere).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], FaultCodes.Answered.Select(code => code.Code).Where(code => !tested.Contains(code)));
    }

    [Fact]
    public async Task A_header_block_is_refused()
    {
        await using var hub = await TestHub.StartAsync();
        var answer = await hub.PostAsync(Requests.Envelope(Requests.List(Requests.Option("Code", "0")), "<S:Header><a xmlns=\"urn:a\"/></S:Header>"));
        Assert.Equal("HAND-004", answer.FaultCode);
    }

    [Fact]
    public async Task An_interval_with_too_many_entries_is_refused()
    {
        await using var hub = await TestHub.StartAsync(new PartyLimits { MaxListEntries = 1 });
        hub.Add(1, "<a/>"u8.ToArray());
        hub.Add(2, "<a/>"u8.ToArray());
        Assert.Equal("LST-007", (await hub.CallAsync(Requests.List(Start, End))).FaultCode);
    }

    [Theory]
    [InlineData("LST-020", "get", "MessageList")]
    [InlineData("GET-010", "get", "Any")]
    [InlineData("QRY-013", "get", "QueryData")]
    [InlineData("PUT-016", "create", "Schedule_MarketDocument")]
    public async Task One_request_more_than_agreed_waits_and_other_operations_do_not(string code, string verb, string noun)
    {
        var time = new ManualTime();
        await using var hub = await TestHub.StartAsync(new PartyLimits { MaxRequestsPerMinute = 2 }, time: time);
        for (int i = 0; i < 2; i++) Assert.NotEqual(code, Code(await hub.CallAsync(Requests.Message(verb, noun))));
        var refused = await hub.CallAsync(Requests.Message(verb, noun));
        Assert.Equal(code, refused.FaultCode);
        Assert.Equal(TimeSpan.FromSeconds(60), refused.RetryAfter);
        Assert.NotEqual(code, Code(await hub.CallAsync(verb == "create" ? Requests.List() : Requests.Put(""))));
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.NotEqual(code, Code(await hub.CallAsync(Requests.Message(verb, noun))));

        static string Code(TestAnswer answer) => answer.Message.Kind == MessageKind.Fault ? answer.FaultCode : "";
    }
}
