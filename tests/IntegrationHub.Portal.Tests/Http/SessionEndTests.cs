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
        var (session, idle) = (SessionEnd.TokenOf(client), SessionEnd.DoorOf(site, client).IdleTimeout);

        Assert.True(await site.ChangeSessionAsync(session, row => row.SeenAt = TimeProvider.System.GetUtcNow() - idle + TimeSpan.FromMinutes(1)));
        await SessionEnd.IsOpenAsync(client, session);

        // That was use: the whole time counts anew.
        DateTimeOffset seen = default;
        await site.ChangeSessionAsync(session, row => seen = row.SeenAt);
        Assert.True(seen > TimeProvider.System.GetUtcNow().AddMinutes(-1));

        await site.ChangeSessionAsync(session, row => row.SeenAt = TimeProvider.System.GetUtcNow() - idle);
        await SessionEnd.IsOverAsync(site, client, session, "Idle");
    }

    [Theory]
    [InlineData(Role.Bidder)]
    [InlineData(Role.Staff)]
    public async Task A_session_ends_after_its_length_however_much_it_is_used(Role role)
    {
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(role));
        var session = SessionEnd.TokenOf(client);
        TimeSpan length = default;
        await site.ChangeSessionAsync(session, row => length = row.ExpiresAt - row.BegunAt);
        Assert.Equal(SessionEnd.DoorOf(site, client).SessionLength, length);

        await site.ChangeSessionAsync(session, row => row.ExpiresAt = TimeProvider.System.GetUtcNow().AddMinutes(1));
        await SessionEnd.IsOpenAsync(client, session);
        await site.ChangeSessionAsync(session, row => row.ExpiresAt = TimeProvider.System.GetUtcNow());
        await SessionEnd.IsOverAsync(site, client, session, "Expired");
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
        var session = SessionEnd.TokenOf(client);
        await SessionEnd.IsOpenAsync(client, session);

        site.Revoke(bidder);
        for (var i = 0; i < 120 && (await client.GetAsync("/bids")).IsSuccessStatusCode; i++)
            await Task.Delay(TimeSpan.FromMilliseconds(500));

        await SessionEnd.IsOverAsync(site, client, session, "revoked");
        Assert.DoesNotContain("name=\"password\"", await client.ReadAsync("/sign-in"), StringComparison.Ordinal);
        Assert.NotEqual("/sign-in/code", (await client.PostAsync("/sign-in", "/sign-in", ("name", bidder.Name), ("password", DemoPeople.Password))).Location());
        await SessionEnd.IsOpenAsync(other, SessionEnd.TokenOf(other));
    }
}

/// <summary>Whether a session opens pages and calls.</summary>
internal static class SessionEnd
{
    public static string TokenOf(PortalClient client) => client.Cookies.GetCookies(client.Door).Single(static one => one.Name is "__Host-ihub-core" or "__Host-ihub-staff").Value;

    public static Host.Configuration.Sections.PortalDoorOptions DoorOf(PortalSite site, PortalClient client) => client.Door == site.Core ? site.Options.Portal.Core : site.Options.Portal.Staff;

    public static async Task IsOpenAsync(PortalClient client, string session)
    {
        foreach (var path in new[] { "/", "/api/v1/account" })
            Assert.Equal((path, System.Net.HttpStatusCode.OK), (path, (await client.GetAsync(path, ("Authorization", "Session " + session))).StatusCode));
    }

    /// <summary>Pages lead to signing in, calls are refused, and the ledger says why.</summary>
    public static async Task IsOverAsync(PortalSite site, PortalClient client, string session, string why)
    {
        Assert.StartsWith("/sign-in", (await client.GetAsync("/tasks")).Location(), StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/account", ("Authorization", "Session " + session))).StatusCode);
        var ended = (await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "session.ended", 20, default)).First(one => one.Actor == "user:" + client.Person!.Name);
        Assert.Contains(why, ended.Data, StringComparison.Ordinal);
    }
}
