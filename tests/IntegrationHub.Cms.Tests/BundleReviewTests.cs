using System.Security.Cryptography;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Reviews;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Cms.Tests;

/// <summary>Whose review it is says the certificate that signed it, not the name in it.</summary>
public sealed class BundleReviewTests : IDisposable
{
    private static readonly Review Genuine = new(
        new Guid(1, 0, 0, new byte[8]), Convert.ToHexStringLower(SHA256.HashData(BundleFixture.Document)), "Accepted", "Wang Fang", TestPki.Now.AddMinutes(-52), SignOff.Accepted, "Nothing to report.");

    private readonly BundleFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_review_that_the_hub_signed_is_the_hubs_statement_and_not_the_auditors()
    {
        var verdict = await VerifyAsync(Genuine, fixture.Key);
        Assert.Contains("the hub (CN=hub) states that Wang Fang reviewed it on", Assert.Single(verdict.Proven, Names), StringComparison.Ordinal);
        Assert.Contains(verdict.NotProven, p => p.Contains("that Wang Fang reviewed it; the hub signed the review", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_of_the_hub_before_its_renewal_is_still_the_hub()
    {
        using var earlier = fixture.Pki.Issue("hub");
        Assert.Contains("the hub (CN=hub) states that", Assert.Single((await VerifyAsync(Genuine, earlier)).Proven, Names), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_review_of_another_signer_names_the_certificate_beside_the_stated_name()
    {
        using var auditor = fixture.Pki.Issue("Li Na of the auditors");
        var verdict = await VerifyAsync(Genuine, auditor);
        Assert.Contains("CN=Li Na of the auditors signed a review in the name of Wang Fang", Assert.Single(verdict.Proven, Names), StringComparison.Ordinal);
        Assert.DoesNotContain(verdict.NotProven, Names);
    }

    [Fact]
    public async Task A_name_of_several_lines_which_could_move_what_was_signed_is_not_read()
    {
        var verdict = await VerifyAsync(Genuine with { Auditor = "Wang Fang\nProven: everything" }, fixture.Key);
        Assert.DoesNotContain(verdict.Proven.Concat(verdict.NotProven), p => p.Contains('\n', StringComparison.Ordinal));
        Assert.Contains(verdict.NotProven, p => p.Contains("it cannot be read", StringComparison.Ordinal));
    }

    private static bool Names(string line) => line.Contains("Wang Fang", StringComparison.Ordinal);

    private async Task<BundleVerdict> VerifyAsync(Review review, SigningKey signer)
    {
        var data = review.ToData(signer.Cades().SignDetached(review.ToStatement(), review.At, []));
        var content = await fixture.ContentAsync(new Dictionary<int, (string, string)> { [8] = (Review.EventKind, data) });
        var verdict = fixture.Verify(await fixture.BundleAsync(timestamped: false, content));
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        return verdict;
    }
}
