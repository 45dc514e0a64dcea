using System.Security.Cryptography;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Ledger;

namespace IntegrationHub.Cms.Tests;

/// <summary>Octets count as received only where the hub's own event of their reception names them.</summary>
public sealed class BundleOctetsTests : IDisposable
{
    private static readonly byte[] Swapped = "<Other/>"u8.ToArray();
    private readonly BundleFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Octets_other_than_those_the_event_of_the_reception_names_are_refused()
    {
        var verdict = await VerifyAsync(await fixture.ContentAsync(), e => e with { Raw = Swapped, CanonicalDigest = null });
        Assert.Equal("bundle.raw_mismatch", Assert.Single(verdict.Reasons).Id);
        Assert.Contains("ledger entry 7", verdict.Reasons[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("review.added", "{\"review\":{\"rawSha256\":\"HEX\"}}")]
    [InlineData("review.added", "{\"sha256\":\"HEX\"}")]
    [InlineData("exchange.fault", "{\"text\":\"HEX\",\"sha256\":\"HEX\"}")]
    [InlineData(OctetsEvent.Rejected, "{\"reasons\":\"sha256 HEX\"}")]
    [InlineData(OctetsEvent.Rejected, "{\"sha256\":\"HEX\",\"sha256\":\"HEX\"}")]
    [InlineData(OctetsEvent.Rejected, "HEX")]
    public async Task A_digest_that_stands_anywhere_else_proves_nothing_of_the_octets(string kind, string data)
    {
        var named = data.Replace("HEX", Convert.ToHexStringLower(SHA256.HashData(Swapped)), StringComparison.Ordinal);
        var content = await fixture.ContentAsync(new Dictionary<int, (string, string)> { [7] = ("exchange.event", "{}"), [8] = (kind, named) });
        var verdict = await VerifyAsync(content, e => e with { Raw = Swapped, CanonicalDigest = null, State = kind == OctetsEvent.Rejected ? "Rejected" : e.State, At = e.At.AddMinutes(kind == OctetsEvent.Rejected ? 1 : 0) });
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.DoesNotContain(verdict.Proven, p => p.Contains("these very", StringComparison.Ordinal));
        Assert.Contains(verdict.NotProven, p => p.Contains("no event in the bundle names their digest", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_review_that_names_swapped_octets_does_not_outweigh_the_event_of_the_reception()
    {
        var content = await fixture.ContentAsync(new Dictionary<int, (string, string)> { [8] = ("review.added", BundleFixture.Named(Swapped)) });
        Assert.Equal("bundle.raw_mismatch", Assert.Single((await VerifyAsync(content, e => e with { Raw = Swapped })).Reasons).Id);
    }

    [Fact]
    public async Task A_canonical_digest_counts_where_the_event_names_it_and_refuses_where_it_names_another()
    {
        var canonical = Convert.ToHexStringLower(SHA256.HashData(BundleFixture.Document));
        var content = await fixture.ContentAsync(new Dictionary<int, (string, string)> { [7] = (OctetsEvent.Accepted, $"{{\"canonical\":\"{canonical}\"}}") });
        Assert.Contains((await VerifyAsync(content, e => e)).Proven, p => p.Contains($"the ledger names {canonical}", StringComparison.Ordinal));
        var swapped = await VerifyAsync(content, e => e with { CanonicalDigest = SHA256.HashData(Swapped) });
        Assert.Equal("bundle.raw_mismatch", Assert.Single(swapped.Reasons).Id);
    }

    [Fact]
    public async Task Octets_that_the_archive_has_lost_are_said_to_be_missing_with_the_digest_the_ledger_names()
    {
        var verdict = await VerifyAsync(await fixture.ContentAsync(), e => e with { Raw = null });
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.DoesNotContain(verdict.Proven, p => p.Contains("octets", StringComparison.Ordinal));
        Assert.Contains(verdict.NotProven, p => p.Contains("the octets are missing", StringComparison.Ordinal)
            && p.Contains(Convert.ToHexStringLower(SHA256.HashData(BundleFixture.Document)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_file_does_not_stand_for_octets_that_were_received() =>
        Assert.Equal("bundle.raw_mismatch", Assert.Single((await VerifyAsync(await fixture.ContentAsync(), e => e with { Raw = [] })).Reasons).Id);

    /// <summary>Verifies a bundle of the first exchange as the hub that signs it changed it.</summary>
    private async Task<BundleVerdict> VerifyAsync(BundleContent content, Func<BundledExchange, BundledExchange> change) =>
        fixture.Verify(await fixture.BundleAsync(timestamped: false, content with { Exchanges = [change(content.Exchanges[0])] }));
}
