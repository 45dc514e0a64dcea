using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Keys;
using IntegrationHub.Wire.Tests.Support;
using IntegrationHub.Wire.Tests.Verbs;

namespace IntegrationHub.Wire.Tests.Drills;

/// <summary>Certificates that are revoked while the hub runs, and sources that cannot be reached, over the wire.</summary>
public sealed class RevocationDrills(TrustSite site) : IClassFixture<TrustSite>
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_revoked_signer_is_refused_from_the_next_message_on_with_a_reason_of_its_own(bool ocsp, bool list)
    {
        if (await site.BeginAsync("", ocsp, list) is not { } market)
        {
            return;
        }

        var before = ocsp ? "BEFORE-OCSP" : "BEFORE-CRL";
        // Where only a responder tells, the first message makes the hub ask about its signer.
        await Wait.UntilAsync(async () => (await market.Partner.PutAsync(market.Prices(before))).Says("A01"), "The partner's certificate did not become known as good.");

        await site.RevokeAsync(site.CenterSigning);
        var refused = await market.Partner.PutAsync(market.Prices(before + "-NOT"));

        var fault = Assert.IsType<PartnerAnswer.Fault>(refused.Answer);
        Assert.Equal(("PUT-006", false), (fault.Code, fault.Transient));
        Assert.Contains("SIGNATURE_CERTIFICATE_REVOKED", fault.ToString(), StringComparison.Ordinal);
        var newest = (await site.Store.Reader.SearchAsync(Exchange.RetailerId.Default, new ExchangeFilter(Direction: Direction.In, Max: 1), CancellationToken.None))[0];
        Assert.Equal(("Refused", "SIGNATURE_CERTIFICATE_REVOKED"), (newest.State, newest.Rejections[0].Code));
        Assert.Contains("KeyCompromise", newest.Rejections[0].Text, StringComparison.Ordinal);

        // What was accepted before stays accepted: a revocation counts from when it takes effect.
        Assert.Equal("Accepted", Assert.Single(await site.Store.ExchangesAsync(before, Direction.In), one => one.State == "Accepted").State);
    }

    [Fact]
    public async Task A_caller_whose_TLS_certificate_is_revoked_is_turned_away_with_its_body_unread()
    {
        if (await site.BeginAsync() is not { } market)
        {
            return;
        }

        var events = await site.Store.EventsAsync("caller.refused");
        await site.RevokeAsync(site.CenterTls);
        var answer = await market.Partner.PutAsync(market.Prices("STOLEN"));

        Assert.Contains("401", Assert.IsType<PartnerAnswer.NotDelivered>(answer.Answer).Text, StringComparison.Ordinal);
        Assert.Empty(await site.Store.ExchangesAsync("STOLEN", Direction.In));
        await Wait.UntilAsync(async () => await site.Store.EventsAsync("caller.refused") > events, "The refusal left no event.");
    }

    [Fact]
    public async Task While_nothing_can_be_reached_the_strict_policy_refuses_for_the_time_being_and_goes_on_by_itself()
    {
        if (await site.BeginAsync(faults: [("ocsp", TrustFault.Unavailable), ("crl", TrustFault.Unavailable)]) is not { } market)
        {
            return;
        }

        var refused = await market.Partner.PutAsync(market.Prices("DOUBT"));
        var fault = Assert.IsType<PartnerAnswer.Fault>(refused.Answer);
        Assert.Equal(("HAND-022", true), (fault.Code, fault.Transient));
        Assert.Contains("SIGNATURE_REVOCATION_UNKNOWN", fault.ToString(), StringComparison.Ordinal);
        Assert.All(site.Revocation.States, state => Assert.NotNull(state.FailingSince));

        site.Services.SetFault("crl", TrustFault.None);
        await Wait.UntilAsync(async () => (await market.Partner.PutAsync(market.Prices("DOUBT"))).Says("A01"), "The hub did not go on.");
    }

    [Fact]
    public async Task The_lenient_policy_accepts_and_writes_down_that_it_assumed()
    {
        if (await site.BeginAsync("whenUnknown: accept", faults: [("ocsp", TrustFault.Unavailable), ("crl", TrustFault.Garbage)]) is not { } market)
        {
            return;
        }

        var events = await site.Store.EventsAsync("signature.revocation-assumed");
        Assert.True((await market.Partner.PutAsync(market.Prices("ASSUMED"))).Says("A01"));
        Assert.True(await site.Store.EventsAsync("signature.revocation-assumed") > events);
    }

    [Theory]
    [InlineData("whenStale: accept", true)]
    [InlineData("longestStale: 30m", false)]
    [InlineData("whenStale: refuse", false)]
    public async Task Data_past_its_next_update_counts_as_long_as_the_policy_says(string policy, bool accepted)
    {
        // The simulated stale list ended an hour ago.
        if (await site.BeginAsync(policy, ocsp: false, faults: ("crl", TrustFault.Stale)) is not { } market)
        {
            return;
        }

        var events = await site.Store.EventsAsync("signature.revocation-assumed");
        var answer = await market.Partner.PutAsync(market.Prices("STALE-" + policy.Replace(": ", "-", StringComparison.Ordinal)));

        Assert.Equal((accepted, !accepted), (answer.Says("A01"), answer.Answer is PartnerAnswer.Fault { Code: "HAND-022" }));
        Assert.Equal(accepted ? 1 : 0, await site.Store.EventsAsync("signature.revocation-assumed") - events);
    }

    [Fact]
    public async Task Revocation_data_goes_into_the_bundle_and_an_auditor_with_newer_data_sees_what_was_revoked_since()
    {
        if (await site.BeginAsync() is not { } market)
        {
            return;
        }

        Assert.True((await market.Partner.PutAsync(market.Prices("PROOF"))).Says("A01"));
        var id = (await site.Store.ExchangesAsync("PROOF", Direction.In))[0].Id;
        var data = market.HubFolder.FullPath;
        var (terminal, bundle, authority) = (new Terminal(data), Path.Combine(data, "proof.asice"), Path.Combine(data, "pki", "ca.pem"));
        await Wait.UntilAsync(async () => (await terminal.RunAsync("evidence", "export", id.ToString(), "--out", bundle)).Code == 0, "No bundle could be exported.");

        var key = (await terminal.RunAsync("ledger", "key")).Out.Trim();
        var verified = await terminal.RunAsync("verify", bundle, "--trust", authority, "--log-key", key);
        Assert.True(verified.Code == 0, verified.Out);
        Assert.Contains("Proven: The signer's certificate was not revoked at", verified.Out, StringComparison.Ordinal);
        Assert.Contains("its signer was not revoked at", verified.Out, StringComparison.Ordinal);
        Assert.Contains($"Proven: Exchange {id}: acknowledgement 1 answers it; ledger entry ", verified.Out, StringComparison.Ordinal);

        var ours = CertificateFiles.Read(Path.Combine(data, "pki", "hub", "signing.pem")).Value[0];
        await site.RevokeAsync(ours);
        await Wait.UntilAsync(
            async () => (await terminal.RunAsync("verify", bundle, "--trust", authority, "--log-key", key, "--revocation", Path.Combine(data, "revocation"), "--json")).Out
                .Contains("signature.certificate_revoked", StringComparison.Ordinal),
            "The revocation of the hub's own certificate was not seen with newer data.");
        Assert.Equal(0, (await terminal.RunAsync("verify", bundle, "--trust", authority, "--log-key", key)).Code);
        Assert.Contains("OWN_CERTIFICATE_REVOKED", (await terminal.RunAsync("status")).Out, StringComparison.Ordinal);

        // Nothing is signed with it any more; what was exchanged is still handed over, with a warning.
        var contract = Path.Combine(data, "contract.txt");
        await File.WriteAllTextAsync(contract, "100 MWh");
        var signed = await terminal.RunAsync("sign", contract);
        Assert.Equal(1, signed.Code);
        Assert.Contains("our signing certificate is of no use", signed.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(contract + ".p7s"));
        var late = await terminal.RunAsync("evidence", "export", id.ToString(), "--out", Path.Combine(data, "late.asice"));
        Assert.Equal(0, late.Code);
        Assert.Contains("was revoked at", late.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_tells_how_each_source_does()
    {
        if (await site.BeginAsync(faults: ("ocsp", TrustFault.Unavailable)) is not { } market)
        {
            return;
        }

        var terminal = new Terminal(market.HubFolder.FullPath);
        var sources = (await terminal.RunAsync("status", "--json")).Json.GetProperty("revocation").EnumerateArray().ToDictionary(source => source.GetProperty("kind").GetString()!);
        Assert.Equal("fresh", sources["crl"].GetProperty("state").GetString());
        Assert.Equal("missing", sources["ocsp"].GetProperty("state").GetString());
        Assert.Contains("503", sources["ocsp"].GetProperty("problem").GetString(), StringComparison.Ordinal);
        var page = (await terminal.RunAsync("status")).Out;
        Assert.Contains("[REVOCATION_MISSING]", page, StringComparison.Ordinal);
        Assert.Contains("unreachable since", page, StringComparison.Ordinal);
    }
}
