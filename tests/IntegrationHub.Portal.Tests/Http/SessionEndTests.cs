using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>A session that nobody uses, that is over or whose certificate was revoked opens no page and no call, at the very next request.</summary>
[Collection(PortalCollection.Name)]
public sealed class SessionEndTests(PortalSite site)
{
    [Theory]
    [InlineData(Role.Bidder)]
    [InlineData(Role.Staff)]
    public async Task A_session_that_nobody_used_for_so_long_is_over(Role role)
    {
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(role));
        var (session, idle) = (await SessionEnd.OfAsync(site, client), SessionEnd.DoorOf(site, client).IdleTimeout);

        await session.ChangeAsync(site, row => row.SeenAt = TimeProvider.System.GetUtcNow() - idle + TimeSpan.FromMinutes(1));
        await session.IsOpenAsync();

        // That was use: the whole time counts anew.
        await session.ChangeAsync(site, static row => Assert.True(row.SeenAt > TimeProvider.System.GetUtcNow().AddMinutes(-1)));

        await session.ChangeAsync(site, row => row.SeenAt = TimeProvider.System.GetUtcNow() - idle);
        await session.IsOverAsync(site, "Idle");
    }

    [Theory]
    [InlineData(Role.Bidder)]
    [InlineData(Role.Staff)]
    public async Task A_session_ends_after_its_length_however_much_it_is_used(Role role)
    {
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(role));
        var session = await SessionEnd.OfAsync(site, client);
        await session.ChangeAsync(site, row => Assert.Equal(SessionEnd.DoorOf(site, client).SessionLength, row.ExpiresAt - row.BegunAt));

        await session.ChangeAsync(site, static row => row.ExpiresAt = TimeProvider.System.GetUtcNow().AddMinutes(1));
        await session.IsOpenAsync();
        await session.ChangeAsync(site, static row => row.ExpiresAt = TimeProvider.System.GetUtcNow());
        await session.IsOverAsync(site, "Expired");
    }
}

/// <summary>The same for certificates, beside an authority that revokes.</summary>
public sealed class RevokedCertificateTests(RevokingSite site) : IClassFixture<RevokingSite>
{
    [Fact]
    public async Task A_revoked_certificate_ends_its_sessions_and_opens_none()
    {
        var (bidder, auditor) = (PortalSite.Person(Role.Bidder), PortalSite.Person(Role.Auditor));
        using var client = await PortalClient.SignedInAsync(site, bidder);
        using var other = await PortalClient.SignedInAsync(site, auditor);
        var (session, auditing) = (await SessionEnd.OfAsync(site, client), await SessionEnd.OfAsync(site, other));
        await session.IsOpenAsync();

        site.Revoke(bidder);
        for (var i = 0; i < 120 && (await client.GetAsync("/bids")).IsSuccessStatusCode; i++)
            await Task.Delay(TimeSpan.FromMilliseconds(500));

        await session.IsOverAsync(site, "revoked");
        Assert.DoesNotContain("name=\"password\"", await client.ReadAsync("/sign-in"), StringComparison.Ordinal);
        Assert.NotEqual("/sign-in/code", (await client.PostAsync("/sign-in", "/sign-in", ("name", bidder.Name), ("password", DemoPeople.Password))).Location());
        await auditing.IsOpenAsync();
    }
}

/// <summary>Whether somebody's sessions open pages and calls: one of each way, and both end by the same rules.</summary>
internal sealed record SessionEnd(PortalClient Client, string Page, string Call)
{
    public static async Task<SessionEnd> OfAsync(PortalSite site, PortalClient client)
    {
        await site.ForgetCodesAsync(client.Person!);
        return new SessionEnd(client, client.Cookies.GetCookies(client.Door).Single(static one => one.Name is "__Host-ihub-core" or "__Host-ihub-staff").Value, await PersonCaller.TokenAsync(site, client, client.Person!));
    }

    public static Host.Configuration.Sections.PortalDoorOptions DoorOf(PortalSite site, PortalClient client) => client.Door == site.Core ? site.Options.Portal.Core : site.Options.Portal.Staff;

    public async Task ChangeAsync(PortalSite site, Action<Storage.Model.SessionRow> change)
    {
        foreach (var token in new[] { Page, Call })
            Assert.True(await site.ChangeSessionAsync(token, change));
    }

    public async Task IsOpenAsync()
    {
        foreach (var path in new[] { "/", "/api/v1/account" })
            Assert.Equal((path, System.Net.HttpStatusCode.OK), (path, (await Client.GetAsync(path, PersonCaller.Session(Call))).StatusCode));
    }

    /// <summary>Pages lead to signing in, calls are refused, and the ledger says why of both.</summary>
    public async Task IsOverAsync(PortalSite site, string why)
    {
        Assert.StartsWith("/sign-in", (await Client.GetAsync("/tasks")).Location(), StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await Client.GetAsync("/api/v1/account", PersonCaller.Session(Call))).StatusCode);
        var ended = (await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "session.ended", 20, default)).Where(one => one.Actor == "user:" + Client.Person!.Name).Take(2).ToList();
        Assert.Equal(2, ended.Count);
        Assert.All(ended, one => Assert.Contains(why, one.Data, StringComparison.Ordinal));
    }
}
