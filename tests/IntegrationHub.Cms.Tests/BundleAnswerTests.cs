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
