using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Cms.Tests;

/// <summary>Whose signature a bundle carries: a partner's certificate comes from the same authority as the hub's.</summary>
public sealed class BundleSignerTests : IDisposable
{
    private readonly BundleFixture fixture = new();
    private readonly SigningKey partner;

    public BundleSignerTests() => partner = fixture.Pki.Issue("partner");

    public void Dispose()
    {
        partner.Dispose();
        fixture.Dispose();
    }

    [Fact]
    public async Task The_ledger_names_the_hubs_certificate()
    {
        var verdict = fixture.Verify(await fixture.BundleAsync());
        Assert.Contains(verdict.Proven, p => p.StartsWith("The signer is the hub: ledger entry 3 (key.signing.in-use)", StringComparison.Ordinal));
        Assert.DoesNotContain(verdict.NotProven, p => p.Contains("is the hub", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bundle_that_a_partner_signed_anew_is_refused_by_the_ledgers_own_words()
    {
        var verdict = fixture.Verify(SignedByPartner(await fixture.ContentAsync()));
        Assert.Equal("bundle.signer_foreign", Assert.Single(verdict.Reasons).Id);
    }

    [Fact]
    public async Task Without_the_entry_that_the_signer_is_the_hub_is_not_proven()
    {
        var verdict = fixture.Verify(SignedByPartner(await fixture.ContentAsync() with { SigningKey = null }));
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.Contains(verdict.NotProven, p => p.StartsWith("That CN=partner is the hub", StringComparison.Ordinal));
        Assert.DoesNotContain(verdict.Proven, p => p.Contains("the hub", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_named_signer_is_the_only_one_accepted()
    {
        var content = await fixture.ContentAsync() with { SigningKey = null };
        var trust = fixture.Trust with { ExpectedSigners = SignerBinding.To(fixture.Key.Certificate) };
        Assert.Equal("bundle.signer_unexpected", Assert.Single(fixture.Verify(SignedByPartner(content), trust).Reasons).Id);
        var verdict = fixture.Verify(await fixture.BundleAsync(content: content), trust);
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.Contains("The signer's certificate is one of those you named.", verdict.Proven);
    }

    [Theory]
    [InlineData("another place")]
    [InlineData("another event")]
    [InlineData("a changed record")]
    public async Task An_entry_that_is_not_in_the_ledger_or_says_nothing_of_keys_refuses(string forged)
    {
        var content = await fixture.ContentAsync();
        var (key, other) = (content.SigningKey!, content.Exchanges[0].History[0]);
        var (changed, reason) = forged switch
        {
            "another place" => (key with { Position = 4 }, "bundle.signing_key_invalid"),
            "another event" => (other, "bundle.signer_foreign"),
            _ => (key with { Leaf = key.Leaf with { Record = other.Leaf.Record } }, "bundle.signing_key_invalid"),
        };
        Assert.Equal(reason, Assert.Single(fixture.Verify(await fixture.BundleAsync(false, content with { SigningKey = changed })).Reasons).Id);
    }

    [Theory]
    [InlineData("{\"sha256\":\"00\"}")]
    [InlineData("{\"subject\":\"CN=hub\"}")]
    [InlineData("nothing")]
    public async Task An_entry_that_names_another_certificate_or_none_refuses(string data)
    {
        var content = await fixture.ContentAsync(new Dictionary<int, (string, string)> { [3] = (SigningKeyEvent.Kind, data) });
        Assert.Equal("bundle.signer_foreign", Assert.Single(fixture.Verify(await fixture.BundleAsync(false, content)).Reasons).Id);
    }

    private byte[] SignedByPartner(BundleContent content)
    {
        using var target = new MemoryStream();
        new BundleWriter(partner.Cades(), []).Prepare(content).WriteTo(target, null);
        return target.ToArray();
    }
}
