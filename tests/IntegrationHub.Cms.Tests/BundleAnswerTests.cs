using System.Security.Cryptography;
using IntegrationHub.Evidence;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Ledger;

namespace IntegrationHub.Cms.Tests;

/// <summary>Answers in a bundle are files beside an exchange: a verdict says who signed each, or that it does not know.</summary>
public sealed class BundleAnswerTests : IDisposable
{
    private readonly BundleFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task The_signer_of_an_acknowledgement_is_named_and_that_it_answers_the_exchange_is_left_to_its_text()
    {
        var asked = new List<DateTimeOffset>();
        var verdict = await VerifyAsync(new MessageFinding("CN=center", "Nothing speaks for it.", null), asked);
        Assert.Equal(TestPki.Now.AddMinutes(-53), Assert.Single(asked));
        Assert.Contains(verdict.Proven, p => p.EndsWith("acknowledgement 1 was signed by CN=center.", StringComparison.Ordinal));
        Assert.Contains(verdict.NotProven, p => p.Contains("that acknowledgement 1 answers it", StringComparison.Ordinal));
        Assert.Contains(verdict.NotProven, p => p.Contains("that the signer of acknowledgement 1 was not revoked. Nothing speaks for it.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_acknowledgement_without_a_signature_that_holds_is_said_to_be_nobodys(bool wrong)
    {
        var verdict = await VerifyAsync(wrong ? new MessageFinding(null, null, new Refusal("SIGNATURE_WRONG", "The digest differs.")) : null, []);
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.DoesNotContain(verdict.Proven, p => p.Contains("acknowledgement", StringComparison.Ordinal));
        Assert.Contains(verdict.NotProven, p => p.Contains("who signed acknowledgement 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_no_event_says_when_it_was_answered_its_signer_is_not_proven()
    {
        var verdict = await VerifyAsync(new MessageFinding("CN=center", null, null), [], new Dictionary<int, (string, string)> { [7] = ("exchange.event", "{}") });
        Assert.DoesNotContain(verdict.Proven, p => p.Contains("CN=center", StringComparison.Ordinal));
        Assert.Contains(verdict.NotProven, p => p.Contains("that the signer of acknowledgement 1 (CN=center) counted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_answer_to_a_document_of_ours_is_judged_at_the_time_of_its_end()
    {
        var asked = new List<DateTimeOffset>();
        var events = new Dictionary<int, (string, string)> { [7] = (OctetsEvent.Signed, BundleFixture.Named(BundleFixture.Document)), [8] = ("exchange.accepted", "{}") };
        var verdict = await VerifyAsync(new MessageFinding("CN=center", null, null), asked, events, e => e with { Direction = "out" });
        Assert.Equal(TestPki.Now.AddMinutes(-52), Assert.Single(asked));
        Assert.Contains(verdict.Proven, p => p.Contains("acknowledgement 1 was signed by CN=center", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_acknowledgement_that_the_event_of_the_reception_names_is_proven_to_answer_it()
    {
        var verdict = await VerifyAsync(new MessageFinding("CN=center", null, null), [], Answered(OctetsEvent.Accepted, Answer));
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.Contains(verdict.Proven, p => p.Contains("acknowledgement 1 answers it; ledger entry 7 (document.accepted)", StringComparison.Ordinal));
        Assert.DoesNotContain(verdict.NotProven, p => p.Contains("answers it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_acknowledgement_of_ours_other_than_the_event_names_is_refused()
    {
        var verdict = await VerifyAsync(new MessageFinding("CN=center", null, null), [], Answered(OctetsEvent.Accepted, "<Other/>"u8));
        Assert.Equal("bundle.answer_mismatch", Assert.Single(verdict.Reasons).Id);
    }

    [Theory]
    [InlineData("exchange.accepted")]
    [InlineData("acknowledgement.repeated")]
    public async Task The_acknowledgement_of_a_document_of_ours_is_bound_by_the_event_that_tells_of_it(string kind)
    {
        var events = new Dictionary<int, (string, string)> { [7] = (OctetsEvent.Signed, BundleFixture.Named(BundleFixture.Document)), [8] = Answered(kind, Answer)[7] };
        var verdict = await VerifyAsync(new MessageFinding("CN=center", null, null), [], events, e => e with { Direction = "out" });
        Assert.Contains(verdict.Proven, p => p.Contains($"acknowledgement 1 answers it; ledger entry 8 ({kind})", StringComparison.Ordinal));
        events[8] = Answered(kind, "<Other/>"u8)[7];
        verdict = await VerifyAsync(new MessageFinding("CN=center", null, null), [], events, e => e with { Direction = "out" });
        Assert.Equal("bundle.answer_mismatch", Assert.Single(verdict.Reasons).Id);
    }

    [Theory]
    [InlineData("review.added")]
    [InlineData("exchange.delivered")]
    public async Task What_other_events_say_of_an_answer_proves_nothing(string kind)
    {
        var events = new Dictionary<int, (string, string)> { [7] = (OctetsEvent.Accepted, BundleFixture.Named(BundleFixture.Document)), [8] = Answered(kind, Answer)[7] };
        var verdict = await VerifyAsync(new MessageFinding("CN=center", null, null), [], kind == "review.added" ? events : Sent(events), e => kind == "review.added" ? e : e with { Direction = "out" });
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.DoesNotContain(verdict.Proven, p => p.Contains("answers it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_the_bundle_lacks_is_said_to_be_missing_with_its_digest()
    {
        var verdict = await VerifyAsync(null, [], Answered(OctetsEvent.Accepted, Answer), e => e with { Acknowledgements = [] });
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.Contains(verdict.NotProven, p => p.Contains(Convert.ToHexStringLower(SHA256.HashData(Answer)), StringComparison.Ordinal) && p.Contains("the bundle does not have it", StringComparison.Ordinal));
    }

    private static ReadOnlySpan<byte> Answer => "<Acknowledgement_MarketDocument/>"u8;

    private static Dictionary<int, (string Kind, string Data)> Answered(string kind, ReadOnlySpan<byte> answer) => new()
    {
        [7] = (kind, BundleFixture.Named(BundleFixture.Document)[..^1] + $",\"{AnswerEvent.Sha256Name}\":\"{Convert.ToHexStringLower(SHA256.HashData(answer))}\"}}"),
    };

    private static Dictionary<int, (string Kind, string Data)> Sent(Dictionary<int, (string Kind, string Data)> events)
    {
        events[7] = (OctetsEvent.Signed, events[7].Data);
        return events;
    }

    /// <summary>Verifies the first exchange, whose one acknowledgement is judged as told; its message itself carries no signature.</summary>
    private async Task<BundleVerdict> VerifyAsync(
        MessageFinding? ofAnswer, List<DateTimeOffset> asked, IReadOnlyDictionary<int, (string Kind, string Data)>? events = null, Func<BundledExchange, BundledExchange>? change = null)
    {
        var content = await fixture.ContentAsync(events);
        var exchange = content.Exchanges[0] with { CanonicalDigest = null };
        var bundle = await fixture.BundleAsync(timestamped: false, content with { Exchanges = [change?.Invoke(exchange) ?? exchange] });
        return fixture.Verify(bundle, messages: (raw, _, at) =>
        {
            if (raw.Span.SequenceEqual(BundleFixture.Document))
                return null;
            asked.Add(at);
            return ofAnswer;
        });
    }
}
