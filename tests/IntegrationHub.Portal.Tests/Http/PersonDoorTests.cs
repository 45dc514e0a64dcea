using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>The HTTP API at the doors of persons: the factors, permissions and confirmations of the pages, by a token in a header.</summary>
[Collection(PortalCollection.Name)]
public sealed partial class PersonDoorTests(PortalSite site)
{
    /// <summary>Pages with a call that shows the same, by plain addresses.</summary>
    private static readonly (string Page, string Call)[] Same =
    [
        ("/account", "/account"), ("/account/absences", "/absences"), ("/exchanges", "/exchanges"), ("/exchanges", "/exchanges/counts"), ("/members", "/members"), ("/ledger", "/ledger"), ("/ledger", "/ledger/checkpoints"),
        ("/ledger", "/ledger/events"), ("/reviews", "/reviews"), ("/operations", "/operations"), ("/operations", "/operations/node"), ("/operations", "/operations/nodes"), ("/operations", "/operations/queues"), ("/operations", "/operations/jobs"), ("/people", "/people"), ("/service-accounts", "/service-accounts"),
        ("/break-glass", "/break-glass"), ("/tasks", "/tasks"), ("/processes", "/instances"), ("/processes", "/incidents"), ("/processes", "/definitions"), ("/contracts", "/contracts"), ("/customers", "/customers"),
        ("/customers/contacts?customer=Somebody", "/customers/contacts?customer=Somebody"), ("/customers/contacts?customer=Somebody", "/subscriptions?customer=Somebody"), ("/packages", "/packages"), ("/bids", "/bids"), ("/bids", "/market-events"), ("/settlements", "/settlements"), ("/articles", "/articles"), ("/requests", "/customer-requests"), ("/indicators", "/indicators"), ("/contracts/new", "/templates"), ("/contracts/delivery", "/deliveries"), ("/operations/notices", "/operations/notices"),
    ];

    public static TheoryData<Role> Roles() => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_role_reads_by_calls_what_it_reads_on_pages_and_nothing_else(Role role)
    {
        using var page = await PortalClient.SignedInAsync(site, PortalSite.Person(role));
        using var caller = await PersonCaller.SignedInAsync(site, role);

        foreach (var (address, call) in Same)
        {
            var (shown, answered) = ((await page.GetAsync(address)).StatusCode, (await caller.GetAsync(call)).StatusCode);
            Assert.Equal((address, call, shown), (address, call, answered));
            Assert.Contains(shown, new[] { HttpStatusCode.OK, HttpStatusCode.Forbidden });
        }
    }

    [Fact]
    public async Task A_session_counts_at_its_door_with_its_certificate_in_its_header_and_nothing_else_counts()
    {
        using var core = await PersonCaller.SignedInAsync(site, Role.Bidder);
        using var staff = await PersonCaller.SignedInAsync(site, Role.Staff);
        using var page = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        using var stranger = PortalClient.At(site.Staff);
        using var bare = PortalClient.At(site.Core);
        using var other = PortalClient.At(site.Core, PortalClient.CertificateOf(site, PortalSite.Person(Role.Board)));
        var account = await staff.ReadAsync("/account");
        Assert.Equal((staff.Person.Name, "staff"), (account.GetProperty("name").GetString(), account.GetProperty("class").GetString()));

        // The cookie of a page, the name of a person, the token elsewhere or under another word.
        foreach (var (client, header) in new (PortalClient, (string, string)[])[]
        {
            (page, []), (stranger, [("Ihub-Actor", "otto")]), (stranger, [("Authorization", "Bearer " + staff.Token)]), (stranger, [("Cookie", "__Host-ihub-staff=" + staff.Token)]),
            (stranger, [("Authorization", "Session " + core.Token)]), (bare, [("Authorization", "Session " + core.Token)]), (other, [("Authorization", "Session " + core.Token)]), (stranger, [("Authorization", "Session x")]),
        })
        {
            await PersonCaller.RefusedAsync(await client.GetAsync("/api/v1/tasks", header), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        }

        // However the address is written.
        await PersonCaller.RefusedAsync(await page.GetAsync("/API/v1/tasks"), HttpStatusCode.Unauthorized, "SESSION_MISSING");

        // A session of pages is none of calls, nor the other way round, whoever has its token; and showing it there ends neither.
        var cookie = page.Cookies.GetCookies(site.Staff).Single(static one => one.Name == "__Host-ihub-staff").Value;
        await PersonCaller.RefusedAsync(await page.GetAsync("/api/v1/tasks", PersonCaller.Session(cookie)), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        Assert.StartsWith("/sign-in", (await stranger.GetAsync("/tasks", ("Cookie", "__Host-ihub-staff=" + staff.Token))).Location(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await page.GetAsync("/tasks")).StatusCode, (await staff.GetAsync("/tasks")).StatusCode));

        // With another certificate it is over for good, as on the pages.
        await PersonCaller.RefusedAsync(await core.GetAsync("/tasks"), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        // The token of a call opens no page.
        Assert.StartsWith("/sign-in", (await stranger.GetAsync("/tasks", ("Authorization", "Session " + staff.Token))).Location(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_shows_something_wrong_is_not_told_what()
    {
        var person = await site.AnotherOfStaffAsync();
        using var client = PortalClient.AtDoorOf(site, person);

        foreach (var (name, password) in new[] { (person.Name, "wrong orchard tide"), ("nobody.here", DemoPeople.Password), (PortalSite.Person(Role.Bidder).Name, DemoPeople.Password), (person.Name, new string('x', 500)) })
            await PersonCaller.RefusedAsync(await SendAsync("/sign-in", new { name, password }), HttpStatusCode.Unauthorized, "SIGN_IN_FAILED");

        var begun = await PersonCaller.JsonAsync(await SendAsync("/sign-in", new { name = person.Name, password = DemoPeople.Password }));
        Assert.True(begun.GetProperty("codeSent").GetBoolean());
        var token = begun.GetProperty("token").GetString();
        var code = site.CodeFor(person);
        await PersonCaller.RefusedAsync(await SendAsync("/sign-in/code", new { token, code = code == "000000" ? "000001" : "000000" }), HttpStatusCode.Unauthorized, "SIGN_IN_FAILED");
        await PersonCaller.RefusedAsync(await SendAsync("/sign-in/code", new { token = "x", code }), HttpStatusCode.Unauthorized, "SIGN_IN_OVER");
        await PersonCaller.RefusedAsync(await client.GetAsync("/api/v1/tasks", ("Authorization", "Session " + token)), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync("/sign-in/code/another", new { token })).StatusCode);
        var session = (await PersonCaller.JsonAsync(await SendAsync("/sign-in/code", new { token, code = site.CodeFor(person) }))).GetProperty("token").GetString();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/tasks", ("Authorization", "Session " + session))).StatusCode);
        await PersonCaller.RefusedAsync(await SendAsync("/sign-in", new { name = person.Name }), HttpStatusCode.BadRequest, "REQUEST_WRONG");

        Task<HttpResponseMessage> SendAsync(string path, object body) => client.SendAsync(HttpMethod.Post, "/api/v1" + path, JsonContent.Create(body));
    }

    [Fact]
    public async Task What_only_a_session_proves_is_refused_at_the_socket_and_what_is_for_the_socket_at_the_doors()
    {
        using var socket = new ApiSocketClient(site.Folder);
        using var admin = await PersonCaller.SignedInAsync(site, Role.SecurityAdministrator);
        var name = admin.Person.Name;

        foreach (var path in new[] { "/people", "/service-accounts", "/break-glass", "/account", "/account/sessions" })
            await PersonCaller.RefusedAsync(await socket.GetAsync("/api/v1" + path, name), HttpStatusCode.Forbidden, "SIGN_IN_NEEDED");

        await PersonCaller.RefusedAsync(await socket.PostAsync("/api/v1/sign-in", name, new { name, password = DemoPeople.Password }), HttpStatusCode.Forbidden, "SIGN_IN_NEEDED");
        await PersonCaller.RefusedAsync(await admin.PostAsync("/settlements/2026-10"), HttpStatusCode.Forbidden, "DOOR_CLOSED");
        await PersonCaller.RefusedAsync(await admin.GetAsync("/nowhere"), HttpStatusCode.NotFound, "ADDRESS_UNKNOWN");
        Assert.Contains("addPerson", await (await admin.SendAsync(HttpMethod.Get, "/../openapi.json", null)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_hands_a_task_over_does_not_learn_which_names_there_are()
    {
        var task = await site.TaskAsync(await site.StartCaseAsync("API-HAND-OVER"), "draft");
        using var socket = new ApiSocketClient(site.Folder);
        using var sales = await PersonCaller.SignedInAsync(site, Role.Sales);
        using var finance = await PersonCaller.SignedInAsync(site, Role.Finance);
        var names = new[] { "nobody.knows", PortalSite.Person(Role.Finance).Name, PortalSite.Person(Role.Bidder).Name, "", new string('x', 500) };

        var answers = new List<string>();
        foreach (var to in names)
        {
            answers.Add((await PersonCaller.RefusedAsync(await sales.PostAsync(task + "/delegate", new { to }), HttpStatusCode.NotFound, "ACTOR_UNKNOWN")).GetRawText());
            answers.Add((await PersonCaller.RefusedAsync(await socket.PostAsync($"/api/v1{task}/delegate", "liu.yang", new { to }), HttpStatusCode.NotFound, "ACTOR_UNKNOWN")).GetRawText());
            // Whose task it is not is told so, whomever he names.
            await PersonCaller.RefusedAsync(await finance.PostAsync(task + "/delegate", new { to }), HttpStatusCode.Forbidden, "TASK_NOT_CANDIDATE");
        }

        Assert.Single(answers.Select(static answer => TraceId().Replace(answer, "")).Distinct());
        Assert.Equal(HttpStatusCode.NoContent, (await sales.PostAsync(task + "/delegate", new { to = PortalSite.Person(Role.Legal).Name })).StatusCode);
    }

    [Fact]
    public async Task A_person_sees_and_ends_own_sessions_and_nobody_elses()
    {
        using var me = await PersonCaller.SignedInAsync(site, Role.Staff);
        using var other = await PersonCaller.SignedInAsync(site, Role.Bidder);
        var foreign = (await other.ReadAsync("/account")).GetProperty("session").GetGuid();
        var own = Assert.Single((await me.ReadAsync("/account/sessions")).EnumerateArray());
        Assert.True(own.GetProperty("isThis").GetBoolean());

        await PersonCaller.RefusedAsync(await me.PostAsync($"/account/sessions/{foreign}/end"), HttpStatusCode.NotFound, "SESSION_UNKNOWN");
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await me.PostAsync($"/account/sessions/{own.GetProperty("id").GetGuid()}/end")).StatusCode);
        await PersonCaller.RefusedAsync(await me.GetAsync("/account"), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        Assert.Equal(HttpStatusCode.NoContent, (await other.PostAsync("/account/sign-out")).StatusCode);
        await PersonCaller.RefusedAsync(await other.GetAsync("/account"), HttpStatusCode.Unauthorized, "SESSION_MISSING");
    }

    [Fact]
    public async Task A_confirmation_is_for_one_call_and_no_other_and_the_own_password_needs_one()
    {
        using var me = await PersonCaller.SignedInAsync(site, Role.Staff);
        var (wanted, another) = (new { password = "harbour violet stone" }, new { password = "another violet stone" });

        await PersonCaller.RefusedAsync(await me.PostAsync("/account/password", wanted, PersonCaller.Code("123456")), HttpStatusCode.Forbidden, "CONFIRMATION_OVER");
        await PersonCaller.RefusedAsync(await me.PostAsync("/account/password", wanted, PersonCaller.Password("wrong orchard tide")), HttpStatusCode.Forbidden, "CONFIRMATION_WRONG");
        await PersonCaller.RefusedAsync(await me.PostAsync("/account/password", wanted, PersonCaller.Password(DemoPeople.Password)), HttpStatusCode.Forbidden, "CONFIRMATION_CODE_SENT");
        var code = PersonCaller.Code(site.CodeFor(me.Person));
        await PersonCaller.RefusedAsync(await me.PostAsync("/account/password", another, code), HttpStatusCode.Forbidden, "CONFIRMATION_WRONG");
        Assert.Equal(HttpStatusCode.NoContent, (await me.PostAsync("/account/password", wanted, code)).StatusCode);
        await PersonCaller.RefusedAsync(await me.PostAsync("/account/password", wanted, code), HttpStatusCode.Forbidden, "CONFIRMATION_OVER");
    }

    [Fact]
    public async Task A_security_administrator_looks_after_persons_and_never_after_the_own_account()
    {
        using var admin = await PersonCaller.SignedInAsync(site, Role.SecurityAdministrator);
        using var staff = await PersonCaller.SignedInAsync(site, Role.Staff);
        await PersonCaller.RefusedAsync(await staff.GetAsync("/people"), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        await PersonCaller.RefusedAsync(await staff.PostAsync("/people/zhao.lei/disable", new { why = "because" }), HttpStatusCode.Forbidden, "PERMISSION_MISSING");

        var wrong = await PersonCaller.RefusedAsync(
            await admin.ConfirmedAsync("/people", new { name = "X", @class = "staff", roles = new[] { "bidder" }, displayName = "", phone = "1", personNumber = "?", why = "new" }), HttpStatusCode.UnprocessableEntity, "ACCOUNT_NAME");
        Assert.Equal(
            ["ACCOUNT_DISPLAY_NAME", "ACCOUNT_NAME", "ACCOUNT_PHONE", "PERSON_NUMBER", "ROLE_OF_OTHER_CLASS"],
            wrong.GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("code").GetString()!).Order(StringComparer.Ordinal));

        var made = await PersonCaller.JsonAsync(
            await admin.ConfirmedAsync("/people", new { name = "api.person", @class = "staff", roles = new[] { "sales" }, displayName = "Api", phone = "+8613700000901", personNumber = "S-901", why = "new" }));
        Assert.Matches("^[a-z0-9]{5}(-[a-z0-9]{5}){3}$", made.GetProperty("password").GetString()!);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.ConfirmedAsync("/people/api.person/roles", new { roles = new[] { "legal" }, why = "moved" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.ConfirmedAsync("/people/api.person/disable", new { why = "on leave" })).StatusCode);
        var listed = (await admin.ReadAsync("/people")).EnumerateArray().Single(static one => one.GetProperty("name").GetString() == "api.person");
        Assert.Equal("legal", Assert.Single(listed.GetProperty("roles").EnumerateArray()).GetString());
        Assert.NotEqual(System.Text.Json.JsonValueKind.Null, listed.GetProperty("disabledAt").ValueKind);
        Assert.DoesNotContain("13700000901", await (await admin.GetAsync("/people")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // Whoever gave the password and the phone does not let the person in: two of them would be one.
        await PersonCaller.RefusedAsync(await admin.ConfirmedAsync("/people/api.person/enable", new { version = await VersionAsync(), why = "back" }), HttpStatusCode.Forbidden, "PEOPLE_FOUR_EYES");
        var administration = site.Get<Identity.Administration.AccountAdministration>();
        Assert.Empty(await administration.SwitchAsync("api.person", enabled: true, "user:another.administrator", default));
        Assert.NotEqual(
            made.GetProperty("password").GetString(), (await PersonCaller.JsonAsync(await admin.ConfirmedAsync("/people/api.person/reset", new { why = "lost", phone = "+8613700000902" }))).GetProperty("password").GetString());
        await PersonCaller.RefusedAsync(await admin.ConfirmedAsync("/people/api.person/enable", new { version = await VersionAsync(), why = "back" }), HttpStatusCode.Forbidden, "PEOPLE_FOUR_EYES");
        Assert.NotNull((await administration.ListAsync(default)).Single(static one => one.Account.Name == "api.person").Account.DisabledAt);

        await PersonCaller.RefusedAsync(await admin.ConfirmedAsync("/people/nobody.here/disable", new { why = "gone" }), HttpStatusCode.NotFound, "ACCOUNT_UNKNOWN");
        await PersonCaller.RefusedAsync(await admin.ConfirmedAsync($"/people/{admin.Person.Name}/roles", new { roles = new[] { "audit-administrator" }, why = "mine" }), HttpStatusCode.Forbidden, "PEOPLE_SELF");
        var session = (await admin.ReadAsync("/people")).EnumerateArray().Single(one => one.GetProperty("name").GetString() == staff.Person.Name).GetProperty("sessions")[0].GetProperty("id").GetGuid();
        await PersonCaller.RefusedAsync(await admin.PostAsync($"/people/api.person/sessions/{session}/end"), HttpStatusCode.NotFound, "SESSION_UNKNOWN");
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsync($"/people/{staff.Person.Name}/sessions/{session}/end")).StatusCode);
        await PersonCaller.RefusedAsync(await staff.GetAsync("/tasks"), HttpStatusCode.Unauthorized, "SESSION_MISSING");

        async Task<long> VersionAsync() => (await admin.ReadAsync("/people/api.person")).GetProperty("version").GetInt64();
    }

    [Fact]
    public async Task A_program_is_proposed_agreed_to_as_it_was_read_rotated_and_revoked_with_a_confirmation_each()
    {
        using var admin = await PersonCaller.SignedInAsync(site, Role.SecurityAdministrator);
        var order = new { name = "api-meter", purpose = "metering, Li Si", scopes = new[] { "read-customers" }, perMinute = 60 };
        var wrong = await PersonCaller.RefusedAsync(
            await admin.ConfirmedAsync("/service-accounts", new { name = "!", purpose = "", scopes = new[] { "read-bids" }, perMinute = 0 }), HttpStatusCode.UnprocessableEntity, "SERVICE_NAME");
        Assert.Equal(4, wrong.GetProperty("findings").GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, (await admin.ConfirmedAsync("/service-accounts", order)).StatusCode);
        await PersonCaller.RefusedAsync(await admin.ConfirmedAsync("/service-accounts/api-meter/approve", new { order.purpose, order.scopes }), HttpStatusCode.Forbidden, "SERVICE_FOUR_EYES");

        Assert.Empty(await site.Get<Identity.Services.ServiceAccountBook>().ProposeAsync(new("api-other", "billing, Wu", [Permission.ReadCustomers], 60), "operator:li", default));
        await PersonCaller.RefusedAsync(
            await admin.ConfirmedAsync("/service-accounts/api-other/approve", new { purpose = "billing, Wu", scopes = new[] { "read-customers", "read-contracts" } }), HttpStatusCode.Conflict, "SERVICE_CHANGED");
        Assert.Equal(HttpStatusCode.NoContent, (await admin.ConfirmedAsync("/service-accounts/api-other/approve", new { purpose = "billing, Wu", scopes = new[] { "read-customers" } })).StatusCode);
        var token = (await PersonCaller.JsonAsync(await admin.ConfirmedAsync("/service-accounts/api-other/rotate", new { days = 1 }))).GetProperty("token").GetString()!;
        await PersonCaller.RefusedAsync(await admin.ConfirmedAsync("/service-accounts/api-other/rotate", new { days = 9000 }), HttpStatusCode.UnprocessableEntity, "SERVICE_TOKEN_LIFE");
        Assert.DoesNotContain(token, await (await admin.GetAsync("/service-accounts")).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var program = PortalClient.At(site.Get<ApiSocket>().DoorAddress!);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/customers", ("Authorization", "Bearer " + token))).StatusCode);
        foreach (var path in new[] { "/people", "/service-accounts", "/break-glass", "/ledger", "/account" })
            await PersonCaller.RefusedAsync(await program.GetAsync("/api/v1" + path, ("Authorization", "Bearer " + token)), HttpStatusCode.Forbidden, "SCOPE_NEVER");

        Assert.Equal(HttpStatusCode.NoContent, (await admin.ConfirmedAsync("/service-accounts/api-other/revoke", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/customers", ("Authorization", "Bearer " + token))).StatusCode);
        await PersonCaller.RefusedAsync(await admin.ConfirmedAsync("/service-accounts/nowhere/revoke", new { }), HttpStatusCode.NotFound, "SERVICE_UNKNOWN");
    }

    [Fact]
    public async Task Break_glass_is_asked_for_agreed_to_closed_and_reviewed_by_different_persons()
    {
        Assert.Empty(await site.Get<AccountAdministration>().AddAsync(
            new NewAccount("third.admin", UserClass.Core, [Role.SecurityAdministrator], "Third", "+8613700000078", DemoPeople.Password), "test", default));
        using var admin = await PersonCaller.SignedInAsync(site, Role.SecurityAdministrator);
        using var audit = await PersonCaller.SignedInAsync(site, Role.AuditAdministrator);
        var desk = site.Get<Identity.BreakGlass.BreakGlassDesk>();
        var asked = (await desk.AskAsync("zhao.lei", "gateway down", new("third.admin", EnvelopeCode: null), default)).Id;
        var read = new { name = "zhao.lei", reason = "gateway down" };

        await PersonCaller.RefusedAsync(await audit.PostAsync("/break-glass", read), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        await PersonCaller.RefusedAsync(await admin.ConfirmedAsync($"/break-glass/{asked}/agree", new { name = "li.na", reason = "gateway down" }), HttpStatusCode.Conflict, "BREAK_GLASS_STATE");
        Assert.Matches("^[0-9]{10}$", (await PersonCaller.JsonAsync(await admin.ConfirmedAsync($"/break-glass/{asked}/agree", read))).GetProperty("code").GetString()!);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsync($"/break-glass/{asked}/close")).StatusCode);
        await PersonCaller.RefusedAsync(await admin.PostAsync($"/break-glass/{asked}/review", new { finding = "fine" }), HttpStatusCode.Forbidden, "BREAK_GLASS_REVIEWER");
        Assert.Equal(HttpStatusCode.NoContent, (await audit.PostAsync($"/break-glass/{asked}/review", new { finding = "nobody came in" })).StatusCode);
        await PersonCaller.RefusedAsync(await audit.PostAsync($"/break-glass/{Guid.NewGuid():N}/review", new { finding = "x" }), HttpStatusCode.NotFound, "BREAK_GLASS_UNKNOWN");

        var mine = (await PersonCaller.JsonAsync(await admin.ConfirmedAsync("/break-glass", read))).GetProperty("id").GetString();
        await PersonCaller.RefusedAsync(await admin.ConfirmedAsync($"/break-glass/{mine}/agree", read), HttpStatusCode.Forbidden, "BREAK_GLASS_FOUR_EYES");
        await PersonCaller.RefusedAsync(await admin.ConfirmedAsync("/break-glass", new { name = admin.Person.Name, reason = "me" }), HttpStatusCode.Forbidden, "BREAK_GLASS_SELF");
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsync($"/break-glass/{mine}/close")).StatusCode);
        var listed = (await audit.ReadAsync("/break-glass")).GetProperty("openings").EnumerateArray().Single(one => one.GetProperty("id").GetString() == asked);
        Assert.Equal(("reviewed", "nobody came in"), (listed.GetProperty("state").GetString(), listed.GetProperty("finding").GetString()));
    }

    /// <summary>Each answer names its request.</summary>
    [GeneratedRegex("\"traceId\":\"[^\"]*\",?", RegexOptions.None, 1000)]
    private static partial Regex TraceId();
}
