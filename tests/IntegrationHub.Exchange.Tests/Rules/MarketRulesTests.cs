using IntegrationHub.Exchange.Rules;
using IntegrationHub.Exchange.Tests.Doubles;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Rules;
using NodaTime;

namespace IntegrationHub.Exchange.Tests.Rules;

public sealed class MarketRulesTests
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];
    private static readonly DateTimeOffset Gate = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1000, false)]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1000, true)]
    public void At_the_closing_instant_the_gate_is_closed(int millisecondsFromGate, bool refused)
    {
        var found = new GateOpenRule().Check(Input() with { At = Gate.AddMilliseconds(millisecondsFromGate) }).ToArray();
        Assert.Equal(refused ? ["A57"] : [], found.Select(one => one.MarketReason));
    }

    [Theory]
    [InlineData(null, 1, null)]
    [InlineData(null, 5, null)]
    [InlineData(1, 2, null)]
    [InlineData(1, 5, null)]
    [InlineData(3, 2, "A51")]
    public void A_revision_may_leave_a_gap_but_never_go_back(int? highest, int revision, string? reason)
    {
        var found = new RevisionRule().Check(Input(revision) with { HighestRevision = highest }).ToArray();
        Assert.Equal(reason, found.FirstOrDefault()?.MarketReason);
    }

    [Theory]
    [InlineData(null, 1, false)]
    [InlineData(null, 2, true)]
    [InlineData(1, 2, false)]
    [InlineData(1, 3, true)]
    [InlineData(3, 2, false)]
    public void Gaps_are_noticed(int? highest, int revision, bool gap) => Assert.Equal(gap, RevisionRule.LeavesGap(revision, highest));

    [Fact]
    public void A_party_may_send_for_those_it_represents()
    {
        var center = TestParties.Center with { Represents = [TestParties.Distribution.Code] };
        Assert.Empty(new SenderRule().Check(Input(sender: TestParties.Distribution.Code) with { From = center }));
    }

    [Fact]
    public void Of_a_code_that_is_right_in_a_scheme_that_is_not_the_remedy_names_the_scheme()
    {
        var center = TestParties.Center;
        var (scheme, other) = (center.Code.CodingScheme!, center.Code with { CodingScheme = "NSE" });
        Assert.Contains($"codingScheme=\"{scheme}\" instead of \"NSE\"", Assert.Single(new SenderRule().Check(Input(sender: other) with { From = center })).Remedy, StringComparison.Ordinal);
        Assert.Contains($"codingScheme=\"{scheme}\" instead of \"NSE\"", Assert.Single(new ReceiverRule().Check(Input(receiver: other) with { To = center })).Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("codingScheme", Assert.Single(new ReceiverRule().Check(Input(receiver: TestParties.Distribution.Code) with { To = center })).Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Schedule 5.2", null)]
    [InlineData("ReserveBid 7.2", "A05")]
    public void A_party_with_a_list_of_profiles_sends_no_others(string allowed, string? reason)
    {
        var found = new AllowedProfileRule().Check(Input() with { From = TestParties.Center with { AllowedProfiles = [allowed] } }).ToArray();
        Assert.Equal(reason, found.FirstOrDefault()?.MarketReason);
    }

    [Fact]
    public void A_published_document_may_name_no_receiver() =>
        Assert.Empty(new ReceiverRule().Check(Input(withReceiver: false)));

    [Fact]
    public void All_errors_are_reported_together()
    {
        var input = Input(revision: 1, receiver: TestParties.Distribution.Code) with
        {
            At = Gate,
            HighestRevision = 2,
            From = TestParties.Center with { AllowedProfiles = ["ReserveBid 7.2"] },
        };
        var found = MarketRules.Check(input, new RuleContext { MarketZone = Paris });
        Assert.Equal(["A53", "A05", "A51", "A57"], found.Select(one => one.MarketReason));
        Assert.All(found, one => Assert.NotEmpty(one.Remedy));
    }

    [Fact]
    public void What_a_document_rule_finds_becomes_a_rejection_with_a_stable_code()
    {
        var interval = new TimeInterval(Gate, Gate.AddHours(1));
        var finding = new RuleFinding("position-missing", "A49", RuleLevel.Interval, "TimeSeries[1]/Period[1]", "3 positions", "4 positions") { SeriesMRid = "ts-1", Interval = interval };
        var rejection = MarketRules.FromFinding(finding);
        Assert.Equal(("RULE_POSITION_MISSING", "A49", RejectionLevel.Interval, "ts-1"), (rejection.Code, rejection.MarketReason, rejection.Level, rejection.SeriesMRid));
        Assert.Equal(interval, rejection.Interval);
    }

    [Fact]
    public void A_finding_about_a_series_without_a_name_is_about_the_document() =>
        Assert.Equal(RejectionLevel.Document, MarketRules.FromFinding(new RuleFinding("x", "A49", RuleLevel.Series, "", "a", "b")).Level);

    private static MarketRuleInput Input(int revision = 1, CodedId? sender = null, CodedId? receiver = null, bool withReceiver = true) => new()
    {
        Document = new MarketDocument
        {
            Profile = new ProfileId("Schedule 5.2", "Schedule_MarketDocument", TestMessages.ScheduleNamespace),
            MRid = "sched-1",
            Revision = revision,
            Type = "A01",
            Sender = sender ?? TestParties.Center.Code,
            Receiver = withReceiver ? receiver ?? TestParties.Self.Code : null,
            Period = new TimeInterval(new(2026, 11, 22, 23, 0, 0, TimeSpan.Zero), new(2026, 11, 23, 23, 0, 0, TimeSpan.Zero)),
        },
        From = TestParties.Center,
        To = TestParties.Self,
        Counterparty = TestParties.Center.Id,
        Directory = TestParties.Directory,
        At = Gate.AddHours(-1),
        Gates = new GateClosureCalendar(
            Paris, [new GateClosureRule(null, "Schedule_MarketDocument", null, 1, new LocalTime(11, 0), new LocalDate(2026, 1, 1), null, "test")]),
    };
}
