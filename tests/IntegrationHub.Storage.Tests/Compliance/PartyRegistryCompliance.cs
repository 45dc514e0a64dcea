using IntegrationHub.Exchange.Parties;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="IPartyRegistry"/> does. Each test has a registry of its own.</summary>
public abstract class PartyRegistryCompliance
{
    private static readonly string CertificateA = new('A', 64);
    private static readonly string CertificateB = new('B', 64);

    protected abstract IPartyRegistry Registry { get; }

    [Fact]
    public async Task A_saved_party_is_found_by_name_code_and_certificate_with_everything_it_was_given()
    {
        var party = Samples.Party("pool", "10XPOOL-------A", CertificateA.ToLowerInvariant()) with
        {
            AllowedProfiles = ["Schedule 5.2"], Represents = [new CodedId("10XOTHER------B", "A02")], AcknowledgementVersion = AcknowledgementVersion.V7_0,
            Limits = new PartyLimits { MaxListEntries = 7, MaxClockSkew = TimeSpan.FromMinutes(5) }, PullEverySeconds = 30,
        };

        Assert.Empty(await Save(party));
        await Registry.ReloadAsync(CancellationToken.None);

        var found = Registry.Current.FindByName("pool");
        Assert.NotNull(found);
        Assert.Same(found, Registry.Current.FindByCertificate(CertificateA));
        Assert.Same(found, Registry.Current.FindByCode(party.Code));
        Assert.Equal(party.Limits, found.Limits);
        Assert.Equal(party.Endpoints, found.Endpoints);
        Assert.Equal((30, AcknowledgementVersion.V7_0, "Schedule 5.2"), (found.PullEverySeconds, found.AcknowledgementVersion, found.AllowedProfiles[0]));
        Assert.True(found.SpeaksFor(new CodedId("10XOTHER------B", "A02")));
    }

    [Fact]
    public async Task Saving_under_the_same_name_replaces_and_keeps_the_id()
    {
        Assert.Empty(await Save(Samples.Party("pool", "10XPOOL-------A", CertificateA)));
        var id = Registry.Current.FindByName("pool")!.Id;

        Assert.Empty(await Save(Samples.Party("pool", "10XPOOL-------C", CertificateB)));

        Assert.Equal(id, Assert.Single(Registry.Current.Parties).Id);
        Assert.Null(Registry.Current.FindByCertificate(CertificateA));
        Assert.NotNull(Registry.Current.FindByCertificate(CertificateB));
    }

    [Fact]
    public async Task Everything_wrong_is_reported_together_and_nothing_is_stored()
    {
        Assert.Empty(await Save(Samples.Party("pool", "10XPOOL-------A", CertificateA)));
        var wrong = Samples.Party("Not a name", "10XPOOL-------A", CertificateA, "short") with { Endpoints = [new PartyEndpoint("a", new Uri("http://127.0.0.1/"), 1)] };

        var reasons = await Save(wrong);

        Assert.Equal(
            ["PARTY_CERTIFICATE", "PARTY_CERTIFICATE_TAKEN", "PARTY_CODE_TAKEN", "PARTY_ENDPOINTS", "PARTY_ENDPOINTS", "PARTY_NAME"],
            reasons.Select(static reason => reason.Code).Order(StringComparer.Ordinal));
        Assert.All(reasons, static reason => Assert.NotEmpty(reason.Remedy));
        Assert.Single(Registry.Current.Parties);
    }

    [Fact]
    public async Task Two_parties_saved_at_once_with_one_certificate_make_one()
    {
        await Registry.ReloadAsync(CancellationToken.None);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            Task.Run(async () => await Save(Samples.Party($"p{number}-x", $"10XP{number}", CertificateA)))));

        Assert.Single(outcomes, static reasons => reasons.Count == 0);
        await Registry.ReloadAsync(CancellationToken.None);
        Assert.Single(Registry.Current.Parties);
    }

    [Fact]
    public async Task Who_we_are_is_no_party_and_our_code_cannot_be_taken()
    {
        Assert.Empty(await Registry.SaveSelfAsync(Samples.Party("us", "10XUS---------A") with { Connection = PartyConnection.None }, "test", CancellationToken.None));
        Assert.Empty(await Registry.SaveSelfAsync(Samples.Party("we", "10XWE---------A") with { Connection = PartyConnection.None }, "test", CancellationToken.None));

        Assert.Equal("10XWE---------A", Registry.Current.Self.Code.Value);
        Assert.Empty(Registry.Current.Parties);
        Assert.Equal("PARTY_CODE_TAKEN", Assert.Single(await Save(Samples.Party("thief", "10XWE---------A", CertificateA))).Code);
    }

    private ValueTask<IReadOnlyList<IntegrationHub.Exchange.Rejection>> Save(Party party) => Registry.SaveAsync(party, "test", CancellationToken.None);
}
