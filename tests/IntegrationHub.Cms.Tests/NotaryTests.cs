using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Notary;
using IntegrationHub.Notary.Revocation;
using IntegrationHub.Notary.Timestamps;

namespace IntegrationHub.Cms.Tests;

/// <summary>The clients against the simulated services, over HTTP, with every fault the simulator knows.</summary>
public sealed class NotaryTests : IAsyncLifetime
{
    private static readonly byte[] Data = "a signature value"u8.ToArray();
    private readonly TestPki pki = new();
    private readonly HttpClient http = HttpWire.NewClient(TimeSpan.FromSeconds(10));
    private TrustSimulatorServer server = null!;

    public async Task InitializeAsync() => server = await TrustSimulatorServer.StartAsync(pki.Authority, pki.Clock, 0, default);

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        http.Dispose();
        pki.Dispose();
    }

    [Fact]
    public async Task A_timestamp_comes_from_the_first_authority()
    {
        var outcome = await Client().StampAsync(Data, default);
        Assert.Equal(("one", TestPki.Now), (outcome.Authority, outcome.Facts!.Time));
        Assert.Empty(outcome.Problems);
    }

    [Theory]
    [InlineData(TrustFault.Unavailable, "timestamp.unavailable")]
    [InlineData(TrustFault.Silent, "timestamp.unavailable")]
    [InlineData(TrustFault.Cut, "timestamp.unavailable")]
    [InlineData(TrustFault.Garbage, "timestamp.refused")]
    [InlineData(TrustFault.Rejects, "timestamp.refused")]
    [InlineData(TrustFault.WrongImprint, "timestamp.imprint_mismatch")]
    [InlineData(TrustFault.WrongNonce, "timestamp.nonce_mismatch")]
    [InlineData(TrustFault.WrongPurpose, "timestamp.refused")]
    public async Task A_faulty_authority_is_passed_over_for_the_next_and_rests(TrustFault fault, string reason)
    {
        server.SetFault("tsa-one", fault);
        var client = Client();
        var outcome = await client.StampAsync(Data, default);
        Assert.Equal("two", outcome.Authority);
        Assert.Equal(reason, Assert.Single(outcome.Problems).Id);
        Assert.Empty((await client.StampAsync(Data, default)).Problems);
        server.SetFault("tsa-one", TrustFault.None);
        pki.Clock.Now += TimeSpan.FromSeconds(6);
        Assert.Equal("one", (await client.StampAsync(Data, default)).Authority);
    }

    [Fact]
    public async Task When_every_authority_is_away_there_is_no_token_but_a_reason_for_each()
    {
        server.SetFault("tsa-one", TrustFault.Unavailable);
        server.SetFault("tsa-two", TrustFault.Unavailable);
        var outcome = await Client().StampAsync(Data, default);
        Assert.Null(outcome.Token);
        Assert.Equal(2, outcome.Problems.Count);
    }

    [Fact]
    public async Task A_service_that_nobody_trusts_gives_no_token()
    {
        using var other = new TestPki("Other CA");
        var outcome = await new TimestampClient([new("one", new Uri(server.Address, "tsa/one"), other.Trust)], null, new HttpWire(http), pki.Clock).StampAsync(Data, default);
        Assert.Equal("timestamp.authority_untrusted", Assert.Single(outcome.Problems).Id);
    }

    [Fact]
    public async Task Revocation_is_asked_by_OCSP_kept_and_not_asked_again_while_fresh()
    {
        using var key = pki.Issue();
        var client = Revocation(list: false);
        Assert.Equal(RevocationState.Unknown, client.StateOf(key.Certificate, pki.Authority, TestPki.Now));
        Assert.Empty(await client.RefreshAsync(default));
        Assert.Equal(RevocationState.Good, client.StateOf(key.Certificate, pki.Authority, TestPki.Now));

        server.Revoke(key.Certificate, TestPki.Now, X509RevocationReason.KeyCompromise);
        Assert.Empty(await client.RefreshAsync(default));
        Assert.Equal(RevocationState.Good, client.StateOf(key.Certificate, pki.Authority, TestPki.Now));
        pki.Clock.Now += TimeSpan.FromMinutes(31);
        Assert.Empty(await client.RefreshAsync(default));
        Assert.Equal(RevocationState.Revoked, client.StateOf(key.Certificate, pki.Authority, TestPki.Now));
        Assert.Equal(1, client.RevocationOf(key.Certificate)!.Reason);
    }

    [Theory]
    [InlineData(TrustFault.Unavailable)]
    [InlineData(TrustFault.Garbage)]
    [InlineData(TrustFault.Cut)]
    [InlineData(TrustFault.WrongNonce)]
    [InlineData(TrustFault.WrongPurpose)]
    [InlineData(TrustFault.Stale)]
    [InlineData(TrustFault.Unknown)]
    public async Task The_list_stands_in_for_a_faulty_responder(TrustFault fault)
    {
        using var key = pki.Issue();
        server.SetFault("ocsp", fault);
        var client = Revocation();
        client.Watch(key.Certificate);
        Assert.Single(await client.RefreshAsync(default));
        Assert.Equal(RevocationState.Good, client.StateOf(key.Certificate, pki.Authority, TestPki.Now));
        var (ocsp, list) = (client.States.Single(s => s.Kind == "ocsp"), client.States.Single(s => s.Kind == "crl"));
        Assert.Equal((TestPki.Now, null), (ocsp.FailingSince, ocsp.FreshUntil));
        Assert.Equal((null, TestPki.Now.AddDays(1)), (list.FailingSince, list.FreshUntil));
    }

    [Fact]
    public async Task When_neither_can_be_reached_the_words_say_so_and_what_was_known_stays()
    {
        using var key = pki.Issue();
        var client = Revocation();
        client.Watch(key.Certificate);
        Assert.Empty(await client.RefreshAsync(default));
        server.SetFault("ocsp", TrustFault.Unavailable);
        server.SetFault("crl", TrustFault.Stale);
        pki.Clock.Now += TimeSpan.FromMinutes(61);
        var words = string.Join(' ', await client.RefreshAsync(default));
        Assert.Contains("answered 503", words, StringComparison.Ordinal);
        Assert.Contains("out of date", words, StringComparison.Ordinal);
        Assert.Equal(RevocationState.Good, client.StateOf(key.Certificate, pki.Authority, TestPki.Now.AddHours(2)));
        Assert.Equal(RevocationState.Unknown, client.StateOf(key.Certificate, pki.Authority, TestPki.Now.AddDays(2)));

        // What fails is not asked again before its time, and its recovery is told once.
        Assert.Empty(await client.RefreshAsync(default));
        server.SetFault("ocsp", TrustFault.None);
        server.SetFault("crl", TrustFault.None);
        pki.Clock.Now += TimeSpan.FromSeconds(31);
        Assert.All(await client.RefreshAsync(default), word => Assert.Contains("answers again", word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Certificates_of_an_issuer_without_configured_service_are_not_checked_and_nobody_is_asked()
    {
        using var other = new TestPki("Other CA");
        using var key = other.Issue();
        var client = Revocation(list: false);
        Assert.Equal(RevocationState.NotChecked, client.StateOf(key.Certificate, other.Authority, TestPki.Now));
        await client.RefreshAsync(default);
        Assert.Empty(client.States);
    }

    [Fact]
    public async Task Faults_and_revocations_can_be_ordered_over_HTTP_as_the_drills_do()
    {
        using var key = pki.Issue();
        using var ordered = await http.PostAsync(new Uri(server.Address, "faults/tsa-one/Unavailable"), null);
        using var revoked = await http.PostAsync(new Uri(server.Address, "revoke?reason=KeyCompromise"), new StringContent(key.Certificate.ExportCertificatePem()));
        Assert.True(ordered.IsSuccessStatusCode && revoked.IsSuccessStatusCode);
        Assert.Equal("two", (await Client().StampAsync(Data, default)).Authority);
        var client = Revocation();
        await client.RefreshAsync(default);
        Assert.Equal(RevocationState.Revoked, client.StateOf(key.Certificate, pki.Authority, TestPki.Now));
    }

    private TimestampClient Client() => new(
        [new("one", new Uri(server.Address, "tsa/one"), pki.Trust), new("two", new Uri(server.Address, "tsa/two"), pki.Trust)], null, new HttpWire(http), pki.Clock);

    private RevocationClient Revocation(bool list = true) => new(
        [new(pki.Authority, new Uri(server.Address, "ocsp"), list ? new Uri(server.Address, "crl") : null)],
        new RevocationPolicy(), new RevocationPlan(TimeSpan.FromHours(1), TimeSpan.FromSeconds(30)), null, new HttpWire(http), pki.Clock);
}
