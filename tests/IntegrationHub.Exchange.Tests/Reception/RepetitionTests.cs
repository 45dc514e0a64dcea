using System.Text;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Exchange.Tests.Doubles;
using IntegrationHub.Schemas.Rules;
using NodaTime;

namespace IntegrationHub.Exchange.Tests.Reception;

public sealed class RepetitionTests
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];
    private readonly ReceptionRig _rig = new();

    [Fact]
    public async Task A_retry_with_a_new_timestamp_and_signature_gets_the_first_acknowledgement_in_a_fresh_answer()
    {
        var first = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule()));
        var again = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(), _rig.Clock.Now.AddMinutes(1)));

        Assert.Equal(InboundState.Repeated, again.State);
        Assert.True(again.Positive);
        Assert.Equal(first.Exchange.Id, again.Exchange.FirstExchangeId);
        Assert.Equal(first.Acknowledgement.ToArray(), again.Acknowledgement.ToArray());
        Assert.NotEqual(first.Answer!.Value.ToArray(), again.Answer!.Value.ToArray());
        Assert.Equal(1, _rig.Store.Registered);
        Assert.Single(_rig.Store.Notified);
    }

    [Fact]
    public async Task Compressed_and_plain_are_the_same_document()
    {
        await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule()));
        Assert.Equal(InboundState.Repeated, (await _rig.PutAsync(TestMessages.Compressed(TestMessages.Schedule()))).State);
    }

    [Fact]
    public async Task A_year_later_after_gate_closure_and_with_a_skewed_timestamp_the_same_bytes_get_the_same_acknowledgement()
    {
        var rig = new ReceptionRig(TestParties.Center with { Limits = new() { MaxClockSkew = TimeSpan.FromMinutes(5) } });
        var message = TestMessages.Signed(TestMessages.Schedule());
        var first = await rig.PutAsync(message);
        rig.Market = ClosingOnTheDayBefore();

        var later = await rig.PutAsync(message, rig.Clock.Now.AddYears(1));

        Assert.Equal(InboundState.Repeated, later.State);
        Assert.Equal(first.Acknowledgement.ToArray(), later.Acknowledgement.ToArray());
    }

    [Fact]
    public async Task A_repetition_of_a_rejected_document_is_rejected_with_the_same_words()
    {
        _rig.Market = ClosingOnTheDayBefore();
        var late = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        var first = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule()), late);
        Assert.Equal(InboundState.Rejected, first.State);

        _rig.Market = new MarketContext(GateClosureCalendar.Open(Paris), new RuleContext { MarketZone = Paris });
        var again = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule()), late);
        Assert.Equal(InboundState.Repeated, again.State);
        Assert.False(again.Positive);
        Assert.Equal(first.Acknowledgement.ToArray(), again.Acknowledgement.ToArray());
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused_with_A51_and_the_first_stays()
    {
        await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule()));
        var other = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(end: "2026-11-24T23:00Z")));

        Assert.Equal(InboundState.Refused, other.State);
        Assert.Contains("<code>A51</code>", Text(other.Acknowledgement), StringComparison.Ordinal);
        Assert.Equal(InboundState.Repeated, (await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule()))).State);
    }

    [Fact]
    public async Task Whoever_loses_the_race_to_the_commit_behaves_like_a_repetition()
    {
        ReceptionResult? winner = null;
        _rig.Store.BeforeCommit = async _ => winner = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(), _rig.Clock.Now.AddSeconds(1)));

        var loser = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule()));

        Assert.Equal(InboundState.Accepted, winner!.State);
        Assert.Equal(InboundState.Repeated, loser.State);
        Assert.Equal(winner.Acknowledgement.ToArray(), loser.Acknowledgement.ToArray());
        Assert.Single(_rig.Store.Notified);
    }

    [Fact]
    public async Task Whoever_loses_the_race_with_other_content_is_refused_with_A51()
    {
        _rig.Store.BeforeCommit = async _ => await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(end: "2026-11-24T23:00Z")));
        var loser = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule()));
        Assert.Equal("DOCUMENT_ID_WITH_OTHER_CONTENT", Assert.Single(loser.Exchange.Rejections).Code);
    }

    [Fact]
    public async Task Sixty_four_at_once_make_exactly_one()
    {
        var messages = Enumerable.Range(0, 64).Select(i => TestMessages.Signed(TestMessages.Schedule(), _rig.Clock.Now.AddMilliseconds(i))).ToArray();
        var results = await Task.WhenAll(messages.Select(message => Task.Run(() => _rig.PutAsync(message))));

        Assert.Single(results, result => result.State == InboundState.Accepted);
        Assert.Equal(63, results.Count(result => result.State == InboundState.Repeated));
        Assert.Single(results.Select(result => Text(result.Acknowledgement)).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, _rig.Store.Registered);
    }

    [Fact]
    public async Task A_later_revision_is_a_document_of_its_own_a_gap_is_noted_and_a_regress_is_rejected_with_A51()
    {
        Assert.Equal(InboundState.Accepted, (await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(revision: 1)))).State);
        Assert.Equal(InboundState.Accepted, (await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(revision: 4)))).State);
        Assert.Contains(_rig.Store.Events, one => one.Kind == "document.revision-gap");

        var regress = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(revision: 3)));
        Assert.Equal(InboundState.Rejected, regress.State);
        Assert.Contains("<code>A51</code>", Text(regress.Acknowledgement), StringComparison.Ordinal);
    }

    /// <summary>11:00 in Paris on the day before delivery.</summary>
    private static MarketContext ClosingOnTheDayBefore() => new(
        new GateClosureCalendar(Paris, [new GateClosureRule(null, "Schedule_MarketDocument", null, 1, new LocalTime(11, 0), new LocalDate(2026, 1, 1), null, "test")]),
        new RuleContext { MarketZone = Paris });

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
