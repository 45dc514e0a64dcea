using System.Text;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Exchange.Tests.Doubles;
using IntegrationHub.Schemas.Rules;
using NodaTime;

namespace IntegrationHub.Exchange.Tests.Sending;

public sealed class PreFlightTests
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];
    private static readonly DateTimeOffset Gate = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    private readonly PreFlight _preFlight = new(new TestValidator());

    [Fact]
    public void A_good_document_is_ready_with_its_gate_closure_and_bytes()
    {
        var document = Ours();
        var result = Check(document, Gate.AddSeconds(-1));
        Assert.Empty(result.Rejections);
        Assert.Equal(Gate, result.Document!.GateClosure);
        Assert.Equal(document, Encoding.UTF8.GetString(result.Document.Bytes.Span));
        Assert.Equal("valid", result.Schema!.Result);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void At_the_gate_closure_it_is_too_late(int seconds) =>
        Assert.Equal("GATE_CLOSED", Assert.Single(Check(Ours(), Gate.AddSeconds(seconds)).Rejections).Code);

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var wrong = TestMessages.Schedule(sender: TestParties.Center.Code.Value, receiver: TestParties.Distribution.Code.Value);
        var disabled = TestParties.Center with { Enabled = false, Connection = PartyConnection.None };
        var result = Check(wrong, Gate, disabled);
        Assert.Equal(
            ["PARTY_WITHOUT_CONNECTION", "PARTY_DISABLED", "SENDER_NOT_REPRESENTED", "RECEIVER_INCORRECT", "GATE_CLOSED"],
            result.Rejections.Select(one => one.Code));
        Assert.Null(result.Document);
    }

    [Theory]
    [InlineData("<Schedule_MarketDocument>", "unreadable")]
    [InlineData("<Weather_MarketDocument/>", "unknown")]
    public void What_cannot_be_read_or_recognised_says_so(string document, string result) =>
        Assert.Equal(result, Check(document, Gate.AddHours(-1)).Schema!.Result);

    [Fact]
    public void A_schema_error_is_told_with_its_verdict()
    {
        var result = Check(TestMessages.Schedule(note: "<broken/>"), Gate.AddHours(-1));
        Assert.Equal("invalid", result.Schema!.Result);
        Assert.Equal(2, result.Rejections.Count);
    }

    [Fact]
    public void What_the_partner_does_not_take_is_not_queued()
    {
        var large = Ours(new string(' ', 1024 * 1024));
        var result = _preFlight.Check(
            Encoding.UTF8.GetBytes(large), TestParties.Center, TestParties.Directory, Market(), new PartnerLimits { MaxPayloadMegabytes = 1 }, Gate.AddHours(-1));
        Assert.Equal("DOCUMENT_TOO_LARGE", Assert.Single(result.Rejections).Code);
    }

    private PreFlightResult Check(string document, DateTimeOffset now, Party? party = null) =>
        _preFlight.Check(Encoding.UTF8.GetBytes(document), party ?? TestParties.Center, TestParties.Directory, Market(), PartnerLimits.Unknown, now);

    private static string Ours(string note = "") =>
        TestMessages.Schedule(sender: TestParties.Self.Code.Value, receiver: TestParties.Center.Code.Value, note: note);

    private static MarketContext Market() => new(
        new GateClosureCalendar(Paris, [new GateClosureRule(null, "Schedule_MarketDocument", null, 1, new LocalTime(11, 0), new LocalDate(2026, 1, 1), null, "test")]),
        new RuleContext { MarketZone = Paris });
}
