using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>The security administrator looks after persons on their pages: every act is confirmed, has its reason, and what lets somebody in needs two.</summary>
[Collection(PortalCollection.Name)]
public sealed partial class PersonPageTests(PortalSite site)
{
    private AccountAdministration Accounts => site.Get<AccountAdministration>();

    [Fact]
    public async Task A_person_is_added_by_one_shown_the_password_once_and_let_in_by_another()
    {
        using var admin = await AdminAsync();
        using var second = await SecondAsync();
        var phone = "+8613711000001";
        (string, string)[] fields =
        [
            ("name", "Page.Added"), ("display", "周一"), ("person", "S-711"), ("phone", phone), ("class", "Staff"), ("role", "Head"), ("role", "Sales"), ("role", "Bidder"), ("lead", "Sales"), ("reason", "began in May"),
        ];
        var answer = await ConfirmAsync(admin, "/people", "/people", fields, shown => Assert.All(["page.added", "周一", "S-711", phone, "head of department", "began in May"], word => Assert.Contains(word, shown, StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var password = Password().Match(await answer.Content.ReadAsStringAsync()).Value;
        Assert.NotEqual("", password);
        Assert.DoesNotContain(password, await admin.ReadAsync("/people/page.added"), StringComparison.Ordinal);
        var account = (await Accounts.FindAsync("page.added", default))!.Account;
        Assert.Equal((UserClass.Staff, true, "user:" + admin.Person!.Name, "S-711"), (account.Class, account.IsDisabled, account.SetBy, account.PersonNumber));
        // A role of another class that was ticked before the class was chosen counts for nothing.
        Assert.Equal([Role.Sales, Role.Head], account.Roles.Order());
        Assert.Equal([Department.Sales], account.Leads);
        Assert.Contains("began in May", (await EventAsync("user.added", "page.added", admin)).Data, StringComparison.Ordinal);

        // Whoever added does not let in; the other does, with everything before his eyes, and sees it on the list.
        Assert.DoesNotContain("/people/page.added/enable", await admin.ReadAsync("/people/page.added"), StringComparison.Ordinal);
        await RefusedAsync(admin, "page.added", "enable", "PEOPLE_FOUR_EYES", ("reason", "me too"));
        Assert.Contains("href=\"/people/page.added\"", (await second.ReadAsync("/people")).Split("id=\"waiting\"")[1].Split("</section>")[0], StringComparison.Ordinal);
        Assert.Contains("href=\"/people/page.added\"", await second.ReadAsync("/"), StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/people/page.added\"", await admin.ReadAsync("/"), StringComparison.Ordinal);
        await DoneAsync(second, "page.added", "enable", "enable", shown => Assert.Contains("head of department", shown, StringComparison.Ordinal), ("reason", "seen the contract of work"));
        Assert.Null((await Accounts.FindAsync("page.added", default))!.Account.DisabledAt);
        await EventAsync("user.enabled", "page.added", second);
    }

    [Fact]
    public async Task What_is_wrong_with_a_person_to_be_is_said_at_its_fields_before_anything_is_confirmed()
    {
        using var admin = await AdminAsync();
        var answer = await admin.PostAsync("/people", "/people", ("name", "X"), ("display", ""), ("person", "?"), ("phone", "138"), ("class", "Core"), ("role", "Staff"), ("reason", ""));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.All(["ACCOUNT_NAME", "ACCOUNT_DISPLAY_NAME", "ACCOUNT_PHONE", "PERSON_NUMBER", "ROLE_MISSING", "PEOPLE_REASON"], code => Assert.Contains(code, page, StringComparison.Ordinal));
        Assert.Matches("id=\"add-phone\"[^>]*value=\"138\"", page);

        var duties = await admin.PostAsync(
            "/people", "/people", ("name", "two.duties"), ("display", "二"), ("person", "S-712"), ("phone", "+8613711000002"), ("class", "Core"), ("role", "SystemAdministrator"), ("role", "AuditAdministrator"), ("reason", "new"));
        Assert.Contains("DUTIES_NOT_SEPARATE", await duties.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var taken = await admin.PostAsync("/people", "/people", ("name", "li.na"), ("display", "二"), ("person", "S-712"), ("phone", "+8613711000002"), ("class", "Core"), ("role", "Bidder"), ("reason", "new"));
        Assert.Contains("ACCOUNT_EXISTS", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(await Accounts.FindAsync("two.duties", default));
    }

    [Fact]
    public async Task Switching_off_ends_the_sessions_and_the_page_says_what_a_person_has()
    {
        using var admin = await AdminAsync();
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        var name = staff.Person!.Name;
        var page = await admin.ReadAsync($"/people/{name}");
        Assert.Contains(staff.Person.Phone[^3..], page, StringComparison.Ordinal);
        Assert.DoesNotContain(staff.Person.Phone, page, StringComparison.Ordinal);
        Assert.DoesNotContain($"/people/{name}/certificate", page, StringComparison.Ordinal);

        await RefusedAsync(admin, name, "disable", "PEOPLE_REASON", ("reason", " "));
        Assert.Equal(HttpStatusCode.OK, (await staff.GetAsync("/account")).StatusCode);
        await DoneAsync(admin, name, "disable", "disable", null, ("reason", "left the company"));
        Assert.StartsWith("/sign-in", (await staff.GetAsync("/account")).Location(), StringComparison.Ordinal);
        Assert.Contains("left the company", (await EventAsync("user.disabled", name, admin)).Data, StringComparison.Ordinal);
        // Nobody gave it a way in meanwhile: one is enough to let the person in again.
        await DoneAsync(admin, name, "enable", "enable", null, ("reason", "came back"));
    }

    [Fact]
    public async Task A_new_phone_ends_the_sessions_and_tells_the_former_number()
    {
        using var admin = await AdminAsync();
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        var name = staff.Person!.Name;
        await RefusedAsync(admin, name, "phone", "ACCOUNT_PHONE", ("phone", "1380000"), ("reason", "new phone"));
        // All of it at once.
        await RefusedAsync(admin, name, "phone", "ACCOUNT_PHONE", ("phone", "1380000"), ("reason", ""));
        await RefusedAsync(admin, name, "phone", "PEOPLE_REASON", ("phone", "1380000"), ("reason", ""));
        await RefusedAsync(admin, name, "phone", "PEOPLE_REASON", ("phone", "+8613711000010"), ("reason", ""));
        Assert.Equal(HttpStatusCode.OK, (await staff.GetAsync("/account")).StatusCode);

        await DoneAsync(admin, name, "phone", "phone", shown => Assert.Contains("+8613711000010", shown, StringComparison.Ordinal), ("phone", "+8613711000010"), ("reason", "new phone"));

        Assert.StartsWith("/sign-in", (await staff.GetAsync("/account")).Location(), StringComparison.Ordinal);
        Assert.Contains("changed the phone", site.MessageFor(staff.Person), StringComparison.Ordinal);
        Assert.Equal("+8613711000010", (await Accounts.FindAsync(name, default))!.Account.Phone);
        var told = await EventAsync("user.phone-changed", name, admin);
        Assert.DoesNotContain("711000010", told.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_of_staff_are_given_by_one_and_end_the_sessions()
    {
        using var admin = await AdminAsync();
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        var name = staff.Person!.Name;
        await RefusedAsync(admin, name, "roles", "ROLE_MISSING", ("reason", "moved"));
        await RefusedAsync(admin, name, "roles", "HEAD_WITHOUT_DEPARTMENT", ("role", "Head"), ("reason", "moved"));

        await DoneAsync(admin, name, "roles", "roles", shown => Assert.Contains("legal", shown, StringComparison.Ordinal), ("role", "Legal"), ("reason", "moved"));

        Assert.Equal([Role.Legal], (await Accounts.FindAsync(name, default))!.Account.Roles);
        Assert.StartsWith("/sign-in", (await staff.GetAsync("/account")).Location(), StringComparison.Ordinal);
        Assert.Contains("moved", (await EventAsync("user.roles", name, admin)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_of_core_users_is_given_when_another_administrator_agrees_to_what_was_asked_for()
    {
        using var admin = await AdminAsync();
        using var second = await SecondAsync();
        var name = (await site.AnotherOfCoreAsync()).Name;
        await RefusedAsync(admin, name, "roles", "DUTIES_NOT_SEPARATE", ("role", "Bidder"), ("role", "SystemAdministrator"), ("reason", "more to do"));

        await DoneAsync(admin, name, "roles", "asked", null, ("role", "Bidder"), ("role", "TradingLead"), ("reason", "leads the desk now"));
        Assert.Equal([Role.Bidder], (await Accounts.FindAsync(name, default))!.Account.Roles);
        await RefusedAsync(admin, name, "roles/agree", "PEOPLE_FOUR_EYES");

        await DoneAsync(second, name, "roles/agree", "agree", shown => Assert.All(["trading lead", "leads the desk now", admin.Person!.Name], word => Assert.Contains(word, shown, StringComparison.Ordinal)));
        Assert.Equal([Role.Bidder, Role.TradingLead], (await Accounts.FindAsync(name, default))!.Account.Roles.Order());
        Assert.Contains("user:" + admin.Person!.Name, (await EventAsync("user.roles", name, second)).Data, StringComparison.Ordinal);
        await RefusedAsync(second, name, "roles/agree", "ROLE_REQUEST_UNKNOWN");

        // What is taken away needs one alone, and what was asked for can be declined.
        await DoneAsync(admin, name, "roles", "roles", null, ("role", "TradingLead"), ("reason", "bids no more"));
        await DoneAsync(admin, name, "roles", "asked", null, ("role", "TradingLead"), ("role", "Signatory"), ("reason", "signs"));
        await DoneAsync(second, name, "roles/withdraw", "withdraw", null, ("reason", "not yet"));
        await RefusedAsync(second, name, "roles/agree", "ROLE_REQUEST_UNKNOWN");
        await EventAsync("user.roles-withdrawn", name, second);
    }

    [Fact]
    public async Task A_certificate_is_shown_before_it_is_bound_and_only_one_that_counts_is()
    {
        using var admin = await AdminAsync();
        using var second = await SecondAsync();
        var person = await site.AnotherOfCoreAsync();
        using var certificate = site.CertificateFor(person);
        var (path, thumbprint) = ($"/people/{person.Name}/certificate", certificate.GetCertHashString(HashAlgorithmName.SHA256));

        foreach (var (file, code) in new[] { ("nothing"u8.ToArray(), "CERTIFICATE_UNREADABLE"), (Own().RawData, "CERTIFICATE_REFUSED"), (PortalClient.CertificateOf(site, admin.Person!).RawData, "CERTIFICATE_TAKEN") })
        {
            var refused = await admin.SendAsync(HttpMethod.Post, path, await FileAsync(admin, person.Name, file, "first one"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(code, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var bound = await admin.ConfirmAsync(
            site, path, await FileAsync(admin, person.Name, Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()), "first one"),
            shown => Assert.All([certificate.Subject, certificate.Issuer, thumbprint], word => Assert.Contains(word, shown, StringComparison.Ordinal)));
        Assert.Equal($"/people/{person.Name}?done=certificate", bound.Location());
        Assert.Contains(thumbprint, await admin.ReadAsync($"/people/{person.Name}"), StringComparison.Ordinal);
        Assert.Contains("first one", (await EventAsync("user.certificate-bound", person.Name, admin)).Data, StringComparison.Ordinal);

        // With it the person comes in; whoever bound it does not give the phone as well, and the other takes it away, which ends the session.
        using var core = await PortalClient.SignedInAsync(site, person);
        await RefusedAsync(admin, person.Name, "phone", "PEOPLE_FOUR_EYES", ("phone", "+8613711000020"), ("reason", "and the phone"));
        await DoneAsync(second, person.Name, "certificate/unbind", "unbind", null, ("reason", "card lost"));
        Assert.StartsWith("/sign-in", (await core.GetAsync("/account")).Location(), StringComparison.Ordinal);
        await EventAsync("user.certificate-unbound", person.Name, second);
        await RefusedAsync(second, person.Name, "certificate/unbind", "CERTIFICATE_NONE", ("reason", "again"));
    }

    [Fact]
    public async Task A_new_password_is_shown_once_and_the_account_is_off_until_another_switches_it_on()
    {
        using var admin = await AdminAsync();
        using var second = await SecondAsync();
        var person = await site.AnotherOfStaffAsync();
        var answer = await ConfirmAsync(admin, $"/people/{person.Name}", $"/people/{person.Name}/reset", [("version", await VersionAsync(admin, person.Name)), ("reason", "forgot it")], null);
        var password = Password().Match(await answer.Content.ReadAsStringAsync()).Value;

        Assert.NotEqual("", password);
        Assert.True((await Accounts.FindAsync(person.Name, default))!.Account.IsDisabled);
        await RefusedAsync(admin, person.Name, "enable", "PEOPLE_FOUR_EYES", ("reason", "me"));
        // What was changed while somebody looked is not what he lets in.
        var seen = await VersionAsync(second, person.Name);
        await DoneAsync(admin, person.Name, "phone", "phone", null, ("phone", "+8613711000030"), ("reason", "and a phone"));
        var old = await second.PostAsync($"/people/{person.Name}", $"/people/{person.Name}/enable", ("version", seen), ("reason", "looked"));
        Assert.Contains("PEOPLE_CHANGED", await old.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await DoneAsync(second, person.Name, "enable", "enable", shown => Assert.Contains("…030", shown, StringComparison.Ordinal), ("reason", "looked"));
        using var client = PortalClient.AtDoorOf(site, person with { Phone = "+8613711000030" });
        Assert.Equal("/sign-in/code", (await client.PostAsync("/sign-in", "/sign-in", ("name", person.Name), ("password", password))).Location());
    }

    [Fact]
    public async Task Nobody_changes_himself_and_nobody_else_gets_there()
    {
        using var admin = await AdminAsync();
        var own = admin.Person!.Name;
        foreach (var (path, fields) in new (string, (string, string)[])[]
        {
            ("roles", [("role", "AuditAdministrator")]), ("phone", [("phone", "+8613711000040")]), ("reset", []), ("disable", []), ("certificate/unbind", []),
        })
            await RefusedAsync(admin, own, path, "PEOPLE_SELF", [("reason", "mine"), .. fields]);

        Assert.DoesNotContain($"/people/{own}/roles\"", await admin.ReadAsync($"/people/{own}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/people/nobody.here")).StatusCode);
        foreach (var role in new[] { Role.SystemAdministrator, Role.AuditAdministrator, Role.Auditor, Role.Staff })
        {
            using var other = await PortalClient.SignedInAsync(site, PortalSite.Person(role));
            Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync($"/people/{own}")).StatusCode);
            foreach (var act in new[] { "disable", "enable", "reset", "phone", "roles", "roles/agree", "roles/withdraw", "certificate", "certificate/unbind", "sessions/end" })
                Assert.Equal((act, HttpStatusCode.Forbidden), (act, (await other.PostAsync("/account", $"/people/{own}/{act}", ("reason", "x"))).StatusCode));

            Assert.Equal(HttpStatusCode.Forbidden, (await other.PostAsync("/account", "/people", ("name", "x"))).StatusCode);
        }
    }

    [Fact]
    public async Task All_sessions_of_a_person_end_at_once()
    {
        using var admin = await AdminAsync();
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        var name = staff.Person!.Name;
        Assert.Equal($"/people/{name}?done=sessions", (await admin.PostAsync($"/people/{name}", $"/people/{name}/sessions/end")).Location());
        Assert.StartsWith("/sign-in", (await staff.GetAsync("/account")).Location(), StringComparison.Ordinal);
    }

    private Task<PortalClient> AdminAsync() => PortalClient.SignedInAsync(site, PortalSite.Person(Role.SecurityAdministrator));

    private async Task<PortalClient> SecondAsync() => await PortalClient.SignedInAsync(site, PortalSite.SecondAdministrator);

    private async Task<HttpResponseMessage> ConfirmAsync(PortalClient client, string page, string path, IEnumerable<(string Name, string Value)> fields, Action<string>? shown)
    {
        var token = await client.TokenOfAsync(page);
        return await client.ConfirmAsync(site, path, new FormUrlEncodedContent(fields.Append(("form-token", token)).Select(static field => KeyValuePair.Create(field.Item1, field.Item2))), shown);
    }

    /// <summary>An act that is done; its page says so.</summary>
    private async Task DoneAsync(PortalClient client, string name, string path, string done, Action<string>? shown, params (string Name, string Value)[] fields)
    {
        var answer = await ConfirmAsync(client, $"/people/{name}", $"/people/{name}/{path}", [.. fields, ("version", await VersionAsync(client, name))], shown);
        Assert.Equal($"/people/{name}?done={done}", answer.Location());
        Assert.Contains("role=\"status\"", await client.ReadAsync(answer.Location()!), StringComparison.Ordinal);
    }

    /// <summary>An act that is refused before anything is confirmed.</summary>
    private async Task RefusedAsync(PortalClient client, string name, string path, string code, params (string Name, string Value)[] fields)
    {
        var answer = await client.PostAsync($"/people/{name}", $"/people/{name}/{path}", [.. fields, ("version", await VersionAsync(client, name))]);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.UnprocessableEntity && page.Contains(code, StringComparison.Ordinal) && !page.Contains("confirm-password", StringComparison.Ordinal), $"{name} {path} {code}: {(int)answer.StatusCode} {page}");
    }

    private async Task<string> VersionAsync(PortalClient client, string name) =>
        Version().Match(await client.ReadAsync($"/people/{name}")) is { Success: true } match ? match.Groups["number"].Value : (await Accounts.FindAsync(name, default))!.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<MultipartFormDataContent> FileAsync(PortalClient client, string name, byte[] file, string reason)
    {
        var octets = new ByteArrayContent(file);
        octets.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var page = await client.ReadAsync($"/people/{name}");
        return new MultipartFormDataContent
        {
            { octets, "file", "person.pem" }, { new StringContent(reason), "reason" }, { new StringContent(Version().Match(page).Groups["number"].Value), "version" }, { new StringContent(await client.TokenOfAsync($"/people/{name}")), "form-token" },
        };
    }

    private static X509Certificate2 Own()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=somebody", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private async Task<ExchangeEvent> EventAsync(string kind, string name, PortalClient by) => (await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, kind, 200, default))
        .First(item => item.Kind == kind && item.Actor == "user:" + by.Person!.Name && JsonDocument.Parse(item.Data).RootElement.GetProperty("user").GetString() == name);

    [GeneratedRegex("name=\"version\" value=\"(?<number>[0-9]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();

    [GeneratedRegex("(?<=<p class=\"mono\">)[a-z0-9]{5}(-[a-z0-9]{5}){3}(?=</p>)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Password();
}
