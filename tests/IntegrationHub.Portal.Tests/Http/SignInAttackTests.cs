using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Who tries to come in without every factor, with another's, or around the forms.</summary>
[Collection(PortalCollection.Name)]
public sealed class SignInAttackTests(PortalSite site)
{
    private static readonly DemoPerson Staff = PortalSite.Person(Role.Staff);
    private static readonly DemoPerson Bidder = PortalSite.Person(Role.Bidder);
    private static readonly DemoPerson Auditor = PortalSite.Person(Role.Auditor);

    [Theory]
    [InlineData(Role.Staff)]
    [InlineData(Role.Bidder)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.SecurityAdministrator)]
    public async Task Every_person_comes_in_with_all_factors(Role role)
    {
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(role));

        Assert.Contains(PortalSite.Person(role).DisplayName, await client.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_alone_opens_no_page()
    {
        using var client = PortalClient.At(site.Core, PortalClient.CertificateOf(site, Bidder));

        foreach (var path in new[] { "/", "/exchanges", $"/exchanges/{site.Exchanges["bid"]}/message", "/ledger" })
            Assert.StartsWith("/sign-in", (await client.GetAsync(path)).Location(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_and_password_without_code_open_no_page()
    {
        using var client = PortalClient.At(site.Core, PortalClient.CertificateOf(site, Bidder));
        Assert.Equal("/sign-in/code", (await client.PostAsync("/sign-in", "/sign-in", ("name", Bidder.Name), ("password", DemoPeople.Password))).Location());

        Assert.StartsWith("/sign-in", (await client.GetAsync($"/exchanges/{site.Exchanges["bid"]}/message")).Location(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_certificate_the_core_door_shows_no_form_and_takes_none()
    {
        using var client = PortalClient.At(site.Core);
        Assert.DoesNotContain("name=\"password\"", await client.ReadAsync("/sign-in"), StringComparison.Ordinal);

        var answer = await client.PostAsync("/sign-in", "/sign-in", ("name", Bidder.Name), ("password", DemoPeople.Password));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith("/sign-in", (await client.GetAsync("/")).Location(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_users_certificate_with_my_password_is_refused()
    {
        using var client = PortalClient.At(site.Core, PortalClient.CertificateOf(site, Auditor));

        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/sign-in", "/sign-in", ("name", Bidder.Name), ("password", DemoPeople.Password))).StatusCode);
    }

    [Fact]
    public async Task A_certificate_in_a_header_is_no_certificate()
    {
        using var client = PortalClient.At(site.Core);
        var text = Convert.ToBase64String(PortalClient.CertificateOf(site, Bidder).RawData);

        var answer = await client.GetAsync("/sign-in", ("X-Client-Cert", text), ("X-ARR-ClientCert", text), ("X-SSL-CERT", text), ("ssl-client-cert", text), ("X-Forwarded-Client-Cert", text));

        Assert.DoesNotContain("name=\"password\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_and_known_names_get_the_same_answer()
    {
        using var known = PortalClient.At(site.Staff);
        using var unknown = PortalClient.At(site.Staff);
        using var core = PortalClient.At(site.Staff);

        var first = await known.PostAsync("/sign-in", "/sign-in", ("name", "zhang.wei"), ("password", "wrong password here"));
        var second = await unknown.PostAsync("/sign-in", "/sign-in", ("name", "no.such.person"), ("password", "wrong password here"));
        var third = await core.PostAsync("/sign-in", "/sign-in", ("name", Bidder.Name), ("password", DemoPeople.Password));

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], [first.StatusCode, second.StatusCode, third.StatusCode]);
        Assert.Equal(await SaidAsync(first), await SaidAsync(second));
        Assert.Equal(await SaidAsync(first), await SaidAsync(third));
    }

    [Fact]
    public async Task A_session_cookie_is_worth_nothing_without_its_certificate_and_at_another_door()
    {
        using var client = await PortalClient.SignedInAsync(site, Bidder);
        var cookie = client.Cookies.GetCookies(site.Core).Single(one => one.Name == "__Host-ihub-core").Value;
        using var thief = PortalClient.At(site.Core, PortalClient.CertificateOf(site, Auditor));
        using var elsewhere = PortalClient.At(site.Staff);

        Assert.StartsWith("/sign-in", (await elsewhere.GetAsync("/", ("Cookie", $"__Host-ihub-core={cookie}; __Host-ihub-staff={cookie}"))).Location(), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await thief.GetAsync("/", ("Cookie", $"__Host-ihub-core={cookie}"))).Location(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_planted_cookie_does_not_become_a_session()
    {
        using var client = PortalClient.At(site.Staff);
        var planted = Identity.Sessions.SessionToken.Make().ToString();
        client.Cookies.Add(site.Staff, new Cookie("__Host-ihub-staff", planted) { Secure = true });

        await client.PostAsync("/sign-in", "/sign-in", ("name", Staff.Name), ("password", DemoPeople.Password));
        await client.PostAsync("/sign-in/code", "/sign-in/code", ("code", site.CodeFor(Staff)));

        using var attacker = PortalClient.At(site.Staff);
        Assert.StartsWith("/sign-in", (await attacker.GetAsync("/", ("Cookie", $"__Host-ihub-staff={planted}"))).Location(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_or_from_elsewhere_is_refused()
    {
        using var client = await PortalClient.SignedInAsync(site, Staff);
        var token = await client.TokenOfAsync("/account");

        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/sign-out")).StatusCode);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("form-token", token)]);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(HttpMethod.Post, "/sign-out", form, ("Origin", "https://evil.example"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_in_the_store()
    {
        using var client = await PortalClient.SignedInAsync(site, Staff);
        var cookie = client.Cookies.GetCookies(site.Staff).Single(one => one.Name == "__Host-ihub-staff").Value;

        await client.PostAsync("/account", "/sign-out");

        using var again = PortalClient.At(site.Staff);
        Assert.StartsWith("/sign-in", (await again.GetAsync("/", ("Cookie", $"__Host-ihub-staff={cookie}"))).Location(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_to_one_door_is_not_used_for_the_other()
    {
        var staff = site.Staff.Authority;

        Assert.StartsWith("HTTP/1.1 421", await StatusAsync(serverName: site.Staff.Host, host: site.Core.Authority), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 421", await StatusAsync(serverName: "core.localhost", host: staff), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await StatusAsync(serverName: site.Staff.Host, host: staff), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task Nobody_is_sent_elsewhere_after_signing_in(string target)
    {
        using var client = PortalClient.At(site.Staff);
        var query = "?return=" + Uri.EscapeDataString(target);
        await client.PostAsync("/sign-in", "/sign-in" + query, ("name", Staff.Name), ("password", DemoPeople.Password));

        Assert.Equal("/", (await client.PostAsync("/sign-in/code", "/sign-in/code" + query, ("code", site.CodeFor(Staff)))).Location());
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        using var client = PortalClient.At(site.Staff);

        foreach (var path in new[] { "/sign-in", "/", "/nowhere", "/assets/none.css" })
        {
            var answer = await client.GetAsync(path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("max-age", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Cookies_belong_to_their_host_and_no_script_reads_them()
    {
        using var client = PortalClient.At(site.Staff);
        var answer = await client.PostAsync("/sign-in", "/sign-in", ("name", Staff.Name), ("password", DemoPeople.Password));

        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task Signing_in_and_looking_are_in_the_ledger_and_hold_no_phone_number()
    {
        using var client = await PortalClient.SignedInAsync(site, Auditor);
        await client.ReadAsync($"/exchanges/{site.Exchanges["accepted"]}");
        await client.ReadAsync("/exchanges?mrid=PRICES-1");
        await client.ReadAsync("/packages");

        var events = await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "", 1000, default);

        Assert.Contains(events, item => item.Kind == "user.signed-in" && item.Actor == "user:" + Auditor.Name);
        Assert.Contains(events, item => item.Kind == "look.exchange" && item.ExchangeId == site.Exchanges["accepted"] && item.Actor == "user:" + Auditor.Name);
        Assert.Contains(events, item => item.Kind == "look.exchanges" && item.Data.Contains("PRICES-1", StringComparison.Ordinal));
        Assert.Contains(events, item => item.Kind == "look.packages" && item.Actor == "user:" + Auditor.Name);
        Assert.DoesNotContain(events, item => item.Data.Contains("+86", StringComparison.Ordinal));
    }

    /// <summary>By hand: a client library would name in the handshake what the request names.</summary>
    private async Task<string> StatusAsync(string serverName, string host)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, site.Staff.Port);
        await using var tls = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, static (_, certificate, _, _) => certificate is not null);
        await tls.AuthenticateAsClientAsync(serverName);
        await tls.WriteAsync(Encoding.ASCII.GetBytes($"GET /sign-in HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(tls);
        return await reader.ReadLineAsync() ?? "";
    }

    private static async Task<string> SaidAsync(HttpResponseMessage answer)
    {
        var page = await answer.Content.ReadAsStringAsync();
        return System.Text.RegularExpressions.Regex.Replace(page, "value=\"[^\"]*\"", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
    }
}
