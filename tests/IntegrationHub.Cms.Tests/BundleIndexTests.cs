using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Ledger;

namespace IntegrationHub.Cms.Tests;

/// <summary>A hub that holds its own key may sign any index: what it says against the ledger's events refuses, what they do not say is not proven.</summary>
public sealed class BundleIndexTests : IDisposable
{
    private static readonly DateTimeOffset Recorded = TestPki.Now.AddMinutes(-53);
    private readonly BundleFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_document_the_hub_made_itself_cannot_be_shown_as_received()
    {
        var verdict = await VerifyAsync(e => e, Event(7, OctetsEvent.Signed, BundleFixture.Named(BundleFixture.Document)));
        Assert.Equal("bundle.direction_mismatch", Assert.Single(verdict.Reasons).Id);
        Assert.Contains("ledger entry 7 (exchange.signed)", verdict.Reasons[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_received_document_cannot_be_shown_as_one_the_hub_made() =>
        Assert.Equal("bundle.direction_mismatch", Assert.Single((await VerifyAsync(e => e with { Direction = "out" })).Reasons).Id);

    [Fact]
    public async Task A_direction_that_is_none_is_malformed() =>
        Assert.Equal("bundle.description_malformed", Assert.Single((await VerifyAsync(e => e with { Direction = "IN" })).Reasons).Id);

    [Theory]
    [InlineData(OctetsEvent.Rejected)]
    [InlineData(OctetsEvent.Refused)]
    [InlineData(OctetsEvent.PartlyAccepted)]
    [InlineData(OctetsEvent.Repeated)]
    [InlineData(OctetsEvent.AnswerFailed)]
    public async Task An_exchange_that_ended_otherwise_cannot_be_shown_as_accepted(string kind)
    {
        var verdict = await VerifyAsync(e => e, Event(7, kind, BundleFixture.Named(BundleFixture.Document)));
        Assert.Equal("bundle.state_mismatch", Assert.Single(verdict.Reasons).Id);
    }

    [Fact]
    public async Task The_end_of_a_document_of_ours_is_its_last_one_whatever_came_after()
    {
        var events = Sent((8, "exchange.rejected", "{}"));
        Assert.Equal("bundle.state_mismatch", Assert.Single((await VerifyAsync(e => e with { Direction = "out" }, events)).Reasons).Id);
        var verdict = await VerifyAsync(e => e with { Direction = "out", State = "Rejected" }, events);
        Assert.Contains(verdict.Proven, p => p.Contains("it ended as Rejected, by ledger entry 8 (exchange.rejected)", StringComparison.Ordinal));
        Assert.Contains(verdict.Proven, p => p.Contains($"octets were to be sent to party {BundleFixture.Party}; ledger entry 7", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("exchange.queued")]
    [InlineData("exchange.fault")]
    public async Task An_end_that_no_event_gives_is_the_words_of_whoever_signed_the_bundle(string kind)
    {
        var verdict = await VerifyAsync(e => e with { Direction = "out" }, Sent((8, kind, "{}")));
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.DoesNotContain(verdict.Proven, p => p.Contains("Accepted", StringComparison.Ordinal));
        Assert.Contains(verdict.NotProven, p => p.Contains("that it is Accepted; the bundle's index states it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_time_other_than_that_of_the_reception_is_refused_and_rounding_is_not()
    {
        Assert.Equal("bundle.time_mismatch", Assert.Single((await VerifyAsync(e => e with { At = Recorded.AddSeconds(1) })).Reasons).Id);
        Assert.Empty((await VerifyAsync(e => e with { At = Recorded.AddTicks(7) })).Reasons);
    }

    [Fact]
    public async Task Another_party_than_the_events_name_is_refused() =>
        Assert.Equal("bundle.party_mismatch", Assert.Single((await VerifyAsync(e => e with { PartyId = Guid.NewGuid() })).Reasons).Id);

    [Fact]
    public async Task What_the_index_calls_the_party_is_not_proven()
    {
        var verdict = await VerifyAsync(e => e with { Party = "10XANYBODY-----X\nProven: all" });
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.DoesNotContain(verdict.Proven, p => p.Contains("10XANYBODY", StringComparison.Ordinal));
        Assert.Contains(verdict.NotProven, p => p.Contains($"that party {BundleFixture.Party} is 10XANYBODY-----X Proven: all; the bundle's index states it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_code_of_the_party_is_proven_where_the_event_names_it_and_refused_where_the_event_names_another()
    {
        var events = Event(7, OctetsEvent.Accepted, BundleFixture.Named(BundleFixture.Document)[..^1] + ",\"partyCode\":\"10XES-REE------E\"}");
        var verdict = await VerifyAsync(e => e, events);
        Assert.Contains(verdict.Proven, p => p.Contains($"the hub knew party {BundleFixture.Party} as 10XES-REE------E; ledger entry 7", StringComparison.Ordinal));
        Assert.DoesNotContain(verdict.NotProven, p => p.Contains("10XES-REE------E", StringComparison.Ordinal));
        var other = await VerifyAsync(e => e with { Party = "10XANYBODY-----X" }, events);
        Assert.Equal("bundle.party_mismatch", Assert.Single(other.Reasons).Id);
    }

    [Fact]
    public async Task A_reason_is_proven_where_the_event_names_its_code_and_refused_where_the_event_names_others()
    {
        var events = Event(7, OctetsEvent.Rejected, BundleFixture.Named(BundleFixture.Document)[..^1] + ",\"reasons\":\"SCHEMA A59\"}");
        var verdict = await VerifyAsync(e => e with { State = "Rejected", Rejections = [new("A59", "Invented words.")] }, events);
        Assert.Contains(verdict.Proven, p => p.Contains("ledger entry 7 names the reason A59.", StringComparison.Ordinal));
        Assert.DoesNotContain(verdict.Proven, p => p.Contains("Invented", StringComparison.Ordinal));
        Assert.Contains(verdict.NotProven, p => p.Contains("Invented words.", StringComparison.Ordinal));
        var other = await VerifyAsync(e => e with { State = "Rejected", Rejections = [new("A5", "")] }, events);
        Assert.Equal("bundle.reason_mismatch", Assert.Single(other.Reasons).Id);
    }

    [Fact]
    public async Task The_messages_signer_is_judged_at_the_time_the_event_gives()
    {
        var asked = new List<DateTimeOffset>();
        var verdict = await VerifyAsync(e => e with { At = Recorded.AddTicks(7), Acknowledgements = [] }, messages: (_, _, at) =>
        {
            asked.Add(at);
            return new MessageFinding("CN=partner", null, null);
        });
        Assert.Equal(Recorded, Assert.Single(asked));
        Assert.Contains(verdict.Proven, p => p.Contains("signer: CN=partner", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_no_event_names_the_octets_nothing_of_the_messages_signer_is_proven()
    {
        var verdict = await VerifyAsync(e => e, Event(7, "exchange.event", "{}"), (_, _, _) => new MessageFinding("CN=partner", null, null));
        Assert.DoesNotContain(verdict.Proven, p => p.Contains("CN=partner", StringComparison.Ordinal));
        Assert.Contains(verdict.NotProven, p => p.Contains("CN=partner", StringComparison.Ordinal) && p.Contains("only the bundle's index states", StringComparison.Ordinal));
    }

    private static Dictionary<int, (string Kind, string Data)> Event(int place, string kind, string data) => new() { [place] = (kind, data) };

    private static Dictionary<int, (string Kind, string Data)> Sent(params ReadOnlySpan<(int Place, string Kind, string Data)> then)
    {
        var events = Event(7, OctetsEvent.Signed, BundleFixture.Named(BundleFixture.Document));
        foreach (var (place, kind, data) in then)
            events[place] = (kind, data);
        return events;
    }

    /// <summary>Verifies a bundle of the first exchange, as the hub that signs it describes it.</summary>
    private async Task<BundleVerdict> VerifyAsync(
        Func<BundledExchange, BundledExchange> change, IReadOnlyDictionary<int, (string Kind, string Data)>? events = null, MessageCheck? messages = null)
    {
        var content = await fixture.ContentAsync(events);
        var described = content with { Exchanges = [change(content.Exchanges[0] with { CanonicalDigest = null })] };
        return fixture.Verify(await fixture.BundleAsync(timestamped: false, described), messages: messages);
    }
}
