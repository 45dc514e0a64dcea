using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>What the pages of persons show and do, as calls.</summary>
[Collection(PortalCollection.Name)]
public sealed class PersonCallTests(PortalSite site)
{
    [Fact]
    public async Task A_role_of_core_users_waits_for_another_administrator_who_sends_what_he_read()
    {
        using var admin = await PersonCaller.SignedInAsync(site, Role.SecurityAdministrator);
        using var second = await PersonCaller.SignedInAsync(site, PortalSite.SecondAdministrator);
        var person = await site.AnotherOfCoreAsync();
        var path = $"/people/{person.Name}";

        Assert.Equal(HttpStatusCode.Accepted, (await ConfirmedAsync(admin, path + "/roles", new { roles = new[] { "bidder", "board" }, why = "elected" })).StatusCode);
        var asked = (await second.ReadAsync(path)).GetProperty("asked");
        Assert.Equal(("user:" + admin.Person.Name, "elected"), (asked.GetProperty("askedBy").GetString(), asked.GetProperty("why").GetString()));
        Assert.NotEqual(JsonValueKind.Null, (await second.ReadAsync("/people")).EnumerateArray().Single(one => one.GetProperty("name").GetString() == person.Name).GetProperty("asked").ValueKind);
        await PersonCaller.RefusedAsync(await ConfirmedAsync(admin, path + "/roles/agree", new { roles = new[] { "bidder", "board" } }), HttpStatusCode.Forbidden, "PEOPLE_FOUR_EYES");
        await PersonCaller.RefusedAsync(await ConfirmedAsync(second, path + "/roles/agree", new { roles = new[] { "bidder", "signatory" } }), HttpStatusCode.Conflict, "PEOPLE_CHANGED");

        Assert.Equal(HttpStatusCode.NoContent, (await ConfirmedAsync(second, path + "/roles/agree", new { roles = new[] { "board", "bidder" } })).StatusCode);
        Assert.Equal(["bidder", "board"], (await admin.ReadAsync(path)).GetProperty("roles").EnumerateArray().Select(static role => role.GetString()!).Order(StringComparer.Ordinal));
        await PersonCaller.RefusedAsync(await ConfirmedAsync(second, path + "/roles/agree", new { roles = new[] { "board" } }), HttpStatusCode.NotFound, "ROLE_REQUEST_UNKNOWN");

        Assert.Equal(HttpStatusCode.Accepted, (await ConfirmedAsync(admin, path + "/roles", new { roles = new[] { "signatory" }, why = "signs" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await ConfirmedAsync(second, path + "/roles/withdraw", new { why = "no" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await ConfirmedAsync(admin, path + "/roles", new { roles = new[] { "board" }, why = "bids no more" })).StatusCode);
        await PersonCaller.RefusedAsync(await ConfirmedAsync(admin, path + "/roles", new { roles = new[] { "audit-administrator", "board" }, why = "both" }), HttpStatusCode.UnprocessableEntity, "DUTIES_NOT_SEPARATE");
    }

    [Fact]
    public async Task A_certificate_is_judged_then_bound_and_taken_away_which_ends_the_sessions()
    {
        using var admin = await PersonCaller.SignedInAsync(site, Role.SecurityAdministrator);
        var person = await site.AnotherOfCoreAsync();
        var path = $"/people/{person.Name}/certificate";
        using var certificate = site.CertificateFor(person);
        var pem = certificate.ExportCertificatePem();

        await PersonCaller.RefusedAsync(await admin.PostAsync(path + "/check", new { certificate = "none" }), HttpStatusCode.UnprocessableEntity, "CERTIFICATE_UNREADABLE");
        await PersonCaller.RefusedAsync(
            await admin.PostAsync(path + "/check", new { certificate = Convert.ToBase64String(PortalClient.CertificateOf(site, admin.Person).RawData) }), HttpStatusCode.UnprocessableEntity, "CERTIFICATE_TAKEN");
        var seen = await PersonCaller.JsonAsync(await admin.PostAsync(path + "/check", new { certificate = Convert.ToBase64String(certificate.RawData) }));
        Assert.Equal((certificate.Subject, certificate.GetCertHashString(HashAlgorithmName.SHA256)), (seen.GetProperty("subject").GetString(), seen.GetProperty("thumbprint").GetString()));
        Assert.Equal(JsonValueKind.Null, (await admin.ReadAsync($"/people/{person.Name}")).GetProperty("certificate").ValueKind);

        Assert.Equal(HttpStatusCode.NoContent, (await ConfirmedAsync(admin, path, new { certificate = pem, why = "first one" })).StatusCode);
        Assert.Equal(certificate.Issuer, (await admin.ReadAsync($"/people/{person.Name}")).GetProperty("certificate").GetProperty("shown").GetProperty("issuer").GetString());
        using var core = await PersonCaller.SignedInAsync(site, person);
        Assert.Equal(HttpStatusCode.OK, (await core.GetAsync("/account")).StatusCode);
        Assert.NotEqual(JsonValueKind.Null, (await admin.ReadAsync($"/people/{person.Name}")).GetProperty("lastSignInAt").ValueKind);
        // Phone and certificate by one would be a way in by one.
        await PersonCaller.RefusedAsync(await ConfirmedAsync(admin, $"/people/{person.Name}/phone", new { phone = "+8613712000001", why = "both" }), HttpStatusCode.Forbidden, "PEOPLE_FOUR_EYES");

        Assert.Equal(HttpStatusCode.NoContent, (await ConfirmedAsync(admin, path + "/unbind", new { why = "card lost" })).StatusCode);
        await PersonCaller.RefusedAsync(await core.GetAsync("/account"), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        Assert.Contains(await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "user.certificate-unbound", 50, default), item => item.Actor == "user:" + admin.Person.Name && item.Data.Contains("card lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_phone_is_changed_without_its_number_in_the_ledger_and_every_session_ends()
    {
        using var admin = await PersonCaller.SignedInAsync(site, Role.SecurityAdministrator);
        using var staff = await PersonCaller.SignedInAsync(site, Role.Staff);
        var path = $"/people/{staff.Person.Name}";
        await PersonCaller.RefusedAsync(await ConfirmedAsync(admin, path + "/phone", new { phone = "138", why = "new" }), HttpStatusCode.UnprocessableEntity, "ACCOUNT_PHONE");
        await PersonCaller.RefusedAsync(await ConfirmedAsync(admin, path + "/phone", new { phone = "+8613712000011", why = "" }), HttpStatusCode.UnprocessableEntity, "PEOPLE_REASON");

        Assert.Equal(HttpStatusCode.NoContent, (await ConfirmedAsync(admin, path + "/phone", new { phone = "+8613712000011", why = "new phone" })).StatusCode);

        await PersonCaller.RefusedAsync(await staff.GetAsync("/account"), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        Assert.Equal("…011", (await admin.ReadAsync(path)).GetProperty("phoneHint").GetString());
        Assert.DoesNotContain("13712000011", await (await admin.GetAsync(path)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("changed the phone", site.MessageFor(staff.Person), StringComparison.Ordinal);
        using var again = await PersonCaller.SignedInAsync(site, Role.Staff);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsync($"/people/{again.Person.Name}/sessions/end")).StatusCode);
        await PersonCaller.RefusedAsync(await again.GetAsync("/account"), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        await PersonCaller.RefusedAsync(await admin.PostAsync("/people/nobody.here/sessions/end"), HttpStatusCode.NotFound, "ACCOUNT_UNKNOWN");
        await PersonCaller.RefusedAsync(await admin.GetAsync("/people/nobody.here"), HttpStatusCode.NotFound, "ACCOUNT_UNKNOWN");
    }

    [Fact]
    public async Task Whom_one_added_another_lets_in_as_he_read_the_person()
    {
        using var admin = await PersonCaller.SignedInAsync(site, Role.SecurityAdministrator);
        using var second = await PersonCaller.SignedInAsync(site, PortalSite.SecondAdministrator);
        Assert.Equal(HttpStatusCode.OK, (await ConfirmedAsync(
            admin, "/people", new { name = "call.added", @class = "staff", roles = new[] { "sales" }, displayName = "周二", phone = "+8613712000021", personNumber = "S-721", why = "began" })).StatusCode);
        var read = await second.ReadAsync("/people/call.added");
        Assert.Equal("user:" + admin.Person.Name, read.GetProperty("waitsAfter").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await ConfirmedAsync(admin, "/people/call.added/phone", new { phone = "+8613712000022", why = "mistyped" })).StatusCode);

        await PersonCaller.RefusedAsync(await ConfirmedAsync(second, "/people/call.added/enable", new { version = read.GetProperty("version").GetInt64(), why = "seen" }), HttpStatusCode.Conflict, "PEOPLE_CHANGED");
        var now = (await second.ReadAsync("/people/call.added")).GetProperty("version").GetInt64();
        Assert.Equal(HttpStatusCode.NoContent, (await ConfirmedAsync(second, "/people/call.added/enable", new { version = now, why = "seen" })).StatusCode);
        Assert.Null((await site.Get<AccountAdministration>().FindAsync("call.added", default))!.Account.SetBy);
    }

    [Theory]
    [InlineData(Role.SystemAdministrator)]
    [InlineData(Role.AuditAdministrator)]
    [InlineData(Role.Staff)]
    public async Task Only_the_security_administrator_calls_so_and_never_for_himself(Role role)
    {
        using var other = await PersonCaller.SignedInAsync(site, role);
        foreach (var (act, body) in Acts)
            await PersonCaller.RefusedAsync(await other.PostAsync($"/people/li.na/{act}", body), HttpStatusCode.Forbidden, "PERMISSION_MISSING");

        if (role != Role.Staff)
            return;

        using var admin = await PersonCaller.SignedInAsync(site, Role.SecurityAdministrator);
        foreach (var (act, body) in Acts.Where(static one => !one.Act.EndsWith("agree", StringComparison.Ordinal) && one.Act != "certificate"))
            await PersonCaller.RefusedAsync(await ConfirmedAsync(admin, $"/people/{admin.Person.Name}/{act}", body), HttpStatusCode.Forbidden, "PEOPLE_SELF");
    }

    private static readonly (string Act, object Body)[] Acts =
    [
        ("disable", new { why = "x" }), ("enable", new { version = 1, why = "x" }), ("reset", new { why = "x" }), ("phone", new { phone = "+8613712000031", why = "x" }), ("roles", new { roles = new[] { "bidder" }, why = "x" }),
        ("roles/agree", new { roles = new[] { "bidder" } }), ("roles/withdraw", new { why = "x" }), ("certificate", new { certificate = "x", why = "x" }), ("certificate/unbind", new { why = "x" }),
    ];

    private async Task<HttpResponseMessage> ConfirmedAsync(PersonCaller caller, string path, object body)
    {
        await site.ForgetCodesAsync(caller.Person);
        return await caller.ConfirmedAsync(path, body);
    }
}
