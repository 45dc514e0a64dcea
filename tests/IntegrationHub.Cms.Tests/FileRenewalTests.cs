using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Notary;
using IntegrationHub.Notary.Timestamps;

namespace IntegrationHub.Cms.Tests;

/// <summary>When files are renewed and when not: the first authority's certificate ends two years after the start, the second's two and a half.</summary>
public sealed class FileRenewalTests : IAsyncLifetime
{
    private static readonly byte[] Contract = "100 MWh at 400 CNY"u8.ToArray();
    private readonly BundleFixture fixture = new();
    private readonly HttpClient http = HttpWire.NewClient(TimeSpan.FromSeconds(10));
    private TrustSimulatorServer first = null!;
    private TrustSimulatorServer second = null!;

    public async Task InitializeAsync()
    {
        first = await TrustSimulatorServer.StartAsync(fixture.Pki.Authority, fixture.Pki.Clock, 0, default);
        fixture.Pki.Clock.Now = TestPki.Now.AddMonths(6);
        second = await TrustSimulatorServer.StartAsync(fixture.Pki.Authority, fixture.Pki.Clock, 0, default);
        fixture.Pki.Clock.Now = TestPki.Now;
    }

    public async Task DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
        http.Dispose();
        fixture.Dispose();
    }

    [Fact]
    public async Task What_is_not_due_is_left_as_it_is_unless_it_is_wanted_early()
    {
        var cms = await SignedAsync();
        var outcome = await Renewal().RenewSignatureAsync(cms, new MemoryStream(Contract), early: false, default);
        Assert.Equal((null, null, TestPki.Now.AddYears(2), TestPki.Now.AddYears(2).AddDays(-180)), (outcome.Renewed, outcome.Problem, outcome.Until, outcome.DueAt));

        fixture.Pki.Clock.Now = TestPki.Now.AddMonths(7);
        var early = await Renewal().RenewSignatureAsync(cms, new MemoryStream(Contract), early: true, default);
        Assert.Equal((null, TestPki.Now.AddMonths(30)), (early.Problem, early.Until!.Value));
        Assert.NotNull(early.Renewed);
    }

    [Fact]
    public async Task When_it_is_due_the_authority_that_runs_longer_renews_it()
    {
        var cms = await SignedAsync();
        fixture.Pki.Clock.Now = TestPki.Now.AddMonths(20);
        var outcome = await Renewal().RenewSignatureAsync(cms, new MemoryStream(Contract), early: false, default);
        Assert.Equal((null, TestPki.Now.AddMonths(30)), (outcome.Problem, outcome.Until!.Value));
        var verdict = new CmsVerifier(CmsPolicy.Trusting(fixture.Pki.Trust, fixture.Pki.Trust)).VerifyDetached(outcome.Renewed, Contract, TestPki.Now.AddMonths(29));
        Assert.Equal(TestPki.Now, Assert.Single(verdict.Signers).ProvenTime);
    }

    [Fact]
    public async Task Where_nobody_runs_longer_it_stays_and_the_problem_says_so()
    {
        var cms = await SignedAsync();
        fixture.Pki.Clock.Now = TestPki.Now.AddMonths(7);
        var renewed = (await Renewal().RenewSignatureAsync(cms, new MemoryStream(Contract), early: true, default)).Renewed!;
        var again = await Renewal().RenewSignatureAsync(renewed, new MemoryStream(Contract), early: true, default);
        Assert.Null(again.Renewed);
        Assert.Contains("no longer than what it should renew", again.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_aged_out_is_not_renewed_and_what_has_no_timestamp_is_told_how_to_get_one()
    {
        var cms = await SignedAsync();
        fixture.Pki.Clock.Now = TestPki.Now.AddMonths(26);
        var aged = await Renewal().RenewSignatureAsync(cms, new MemoryStream(Contract), early: true, default);
        Assert.Contains("timestamp.aged", aged.Problem, StringComparison.Ordinal);
        fixture.Pki.Clock.Now = TestPki.Now;
        var bare = fixture.Key.Cades().SignDetached(Contract, TestPki.Now, []);
        var none = await Renewal().RenewSignatureAsync(bare, new MemoryStream(Contract), early: true, default);
        Assert.Contains("timestamps attach", none.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_no_authority_answers_the_file_stays_what_it_is()
    {
        first.SetFault("tsa-first", TrustFault.Unavailable);
        second.SetFault("tsa-second", TrustFault.Garbage);
        var bundle = await fixture.BundleAsync();
        var outcome = await Renewal().RenewBundleAsync(new MemoryStream(bundle), early: true, default);
        Assert.Null(outcome.Renewed);
        Assert.Contains("answered 503", outcome.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_SHA_256_nears_its_end_what_it_made_is_renewed_with_SHA_512()
    {
        var policy = AgeingPolicy.Default with { Ends = new Dictionary<string, DateTimeOffset> { [AgeingPolicy.Sha256] = TestPki.Now.AddMonths(9) } };
        fixture.Pki.Clock.Now = TestPki.Now.AddMonths(7);
        var bundle = await fixture.BundleAsync();
        var outcome = await Renewal(policy).RenewBundleAsync(new MemoryStream(bundle), early: false, default);
        Assert.True(outcome.Problem is null, outcome.Problem);
        var manifest = BundleFixture.Open(outcome.Renewed!).Find(f => f.Name == "META-INF/ASiCArchiveManifest001.xml");
        Assert.Contains("xmlenc#sha512", System.Text.Encoding.UTF8.GetString(manifest!.Content), StringComparison.Ordinal);
        Assert.True(fixture.Verify(outcome.Renewed!, at: TestPki.Now.AddMonths(8)).Accepted);
    }

    private FileRenewal Renewal(AgeingPolicy? policy = null) => new(Client(), null, policy ?? AgeingPolicy.Default, fixture.Pki.Clock);

    private TimestampClient Client() => new(
        [new("first", new Uri(first.Address, "tsa/first"), fixture.Pki.Trust), new("second", new Uri(second.Address, "tsa/second"), fixture.Pki.Trust)],
        null, new HttpWire(http), fixture.Pki.Clock);

    private async Task<byte[]> SignedAsync()
    {
        var signed = fixture.Key.Cades().SignDetached(Contract, TestPki.Now, []);
        var stamped = await Client().StampAsync(CmsTimestamps.SignatureValueOf(signed), default);
        Assert.Equal("first", stamped.Authority);
        return CmsTimestamps.Attach(signed, stamped.Token!);
    }
}
