using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>What signs or approves, by calls: what is shown is what its page shows, and the answer counts for that alone, confirmed with password and code.</summary>
[Collection(PortalCollection.Name)]
public sealed partial class TaskSheetApiTests(PortalSite site)
{
    private static readonly object Approve = new { decision = "approve" };

    [Fact]
    public async Task A_call_shows_what_the_page_shows_and_approves_it_with_password_and_code()
    {
        var (instance, review) = await DraftedAsync("S-ROUND");
        using var legal = await PersonCaller.SignedInAsync(site, Role.Legal);
        using var page = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));

        var sheet = await legal.ReadAsync(review + "/sheet");
        var shown = sheet.GetProperty("digest").GetString()!;
        Assert.Equal(Shown().Match(await page.ReadAsync(review)).Groups["digest"].Value, shown);
        Assert.Equal((true, true), (sheet.GetProperty("needsConfirmation").GetBoolean(), sheet.GetProperty("isShown").GetBoolean()));
        Assert.Equal("C-1", sheet.GetProperty("facts").GetProperty("paper").GetString());
        Assert.Contains(sheet.GetProperty("form").EnumerateArray(), static field => field.GetProperty("name").GetString() == "decision");
        Assert.Contains(sheet.GetProperty("history").EnumerateArray(), static row => row.GetProperty("actor").GetString() == "liu.yang");

        var done = await legal.ConfirmedAsync(review + "/complete", new { answer = Approve, shown });

        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        Assert.Equal(InstanceStatus.Completed, await StatusAsync(instance));
        var message = site.MessageFor(legal.Person);
        Assert.Contains("S-ROUND – Approve", message, StringComparison.Ordinal);
        var decided = (await site.Get<IProcessStore>().HistoryAsync(instance, default)).Single(row => row.Entry is { Kind: "task.completed", Node: "review" }).Entry;
        Assert.Equal(legal.Person.Name, decided.Actor);
        Assert.Matches($"^shown={shown} act=[0-9a-f]{{64}}$", decided.Detail);
        var act = decided.Detail.Split("act=")[1];
        foreach (var kind in new[] { "user.code-sent", "user.confirmed" })
        {
            var events = await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, kind, 100, default);
            Assert.Contains(events, one => one.Actor == "user:" + legal.Person.Name && one.Data.Contains(act, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_was_not_shown_or_changed_since_is_not_decided_and_nobody_is_asked_for_factors_for_it()
    {
        var (instance, review) = await DraftedAsync("S-STALE");
        using var legal = await PersonCaller.SignedInAsync(site, Role.Legal);
        var shown = await DigestAsync(legal, review);

        await RefusedAsync(new { answer = Approve }, HttpStatusCode.UnprocessableEntity, "TASK_SHOWN_MISSING");
        await RefusedAsync(new { answer = Approve, shown = new string('0', 64) }, HttpStatusCode.Conflict, "TASK_CHANGED");
        await RefusedAsync(new { answer = new { decision = "amend" }, shown }, HttpStatusCode.UnprocessableEntity, "FORM_REASON");
        await RefusedAsync(new { answer = new { decision = "no-such" }, shown }, HttpStatusCode.UnprocessableEntity, "FORM_CHOICE");
        await RefusedAsync(new { answer = new { decision = "approve", scan = "another's" }, shown }, HttpStatusCode.UnprocessableEntity, "FORM_FILE");
        // Somebody else holds it: no code is sent for what could not be done anyway.
        using var holder = await PersonCaller.SignedInAsync(site, Role.Legal);
        Assert.Equal(HttpStatusCode.NoContent, (await holder.PostAsync(review + "/claim")).StatusCode);
        await RefusedAsync(new { answer = Approve, shown }, HttpStatusCode.Conflict, "TASK_CLAIMED");
        Assert.Equal(InstanceStatus.Running, await StatusAsync(instance));
        var sent = await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "user.code-sent", 1000, default);
        Assert.DoesNotContain(sent, one => one.Actor == "user:" + legal.Person.Name && one.Data.Contains("\"act\":\"", StringComparison.Ordinal));

        Task<JsonElement> RefusedAsync(object body, HttpStatusCode status, string code) => PasswordRefusedAsync(legal, review, body, status, code);
    }

    [Fact]
    public async Task A_code_is_for_one_sheet_and_one_answer_and_is_used_up()
    {
        var ((_, first), (two, second)) = (await DraftedAsync("S-ONE"), await DraftedAsync("S-TWO"));
        using var legal = await PersonCaller.SignedInAsync(site, Role.Legal);
        var (one, other) = (new { answer = Approve, shown = await DigestAsync(legal, first) }, new { answer = Approve, shown = await DigestAsync(legal, second) });

        await PersonCaller.RefusedAsync(await legal.PostAsync(first + "/complete", one, PersonCaller.Code("123456")), HttpStatusCode.Forbidden, "CONFIRMATION_OVER");
        await PersonCaller.RefusedAsync(await legal.PostAsync(first + "/complete", one, PersonCaller.Password("wrong orchard tide")), HttpStatusCode.Forbidden, "CONFIRMATION_WRONG");
        await PasswordRefusedAsync(legal, first, one, HttpStatusCode.Forbidden, "CONFIRMATION_CODE_SENT");
        var code = site.CodeFor(legal.Person);
        await PersonCaller.RefusedAsync(await legal.PostAsync(first + "/complete", one, PersonCaller.Code(code == "000000" ? "000001" : "000000")), HttpStatusCode.Forbidden, "CONFIRMATION_WRONG");
        await PersonCaller.RefusedAsync(await legal.PostAsync(first + "/complete", new { answer = new { decision = "amend", note = "no" }, one.shown }, PersonCaller.Code(code)), HttpStatusCode.Forbidden, "CONFIRMATION_WRONG");
        await PersonCaller.RefusedAsync(await legal.PostAsync(second + "/complete", other, PersonCaller.Code(code)), HttpStatusCode.Forbidden, "CONFIRMATION_WRONG");
        Assert.Equal(HttpStatusCode.NoContent, (await legal.PostAsync(first + "/complete", one, PersonCaller.Code(code))).StatusCode);
        await PersonCaller.RefusedAsync(await legal.PostAsync(second + "/complete", other, PersonCaller.Code(code)), HttpStatusCode.Forbidden, "CONFIRMATION_OVER");
        Assert.Equal(InstanceStatus.Running, await StatusAsync(two));
    }

    [Fact]
    public async Task A_text_is_shown_whole_with_what_changed_and_who_read_it_is_in_the_ledger_and_without_it_nothing_is_decided()
    {
        var number = await Amendments.MakeAsync(site, "西山造纸厂");
        var (_, review) = await DraftedAsync("S-" + number, version: 2, ("contract", Value.Of(number)));
        var (_, dark) = await DraftedAsync("S-DARK", version: 1, ("contract", Value.Of("C-404")));
        using var legal = await PersonCaller.SignedInAsync(site, Role.Legal);

        var document = Assert.Single((await legal.ReadAsync(review + "/sheet")).GetProperty("documents").EnumerateArray());
        var text = await legal.ReadAsync($"/contracts/{number}/text");
        Assert.Equal((text.GetProperty("text").GetString(), text.GetProperty("digest").GetString()), (document.GetProperty("text").GetString(), document.GetProperty("digest").GetString()));
        Assert.Contains(document.GetProperty("changes").GetProperty("figures").EnumerateArray(), static one => one.GetProperty("where").GetString() == "quantity");
        Assert.Contains(await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "look.task", 100, default), one => one.Actor == "user:" + legal.Person.Name);

        var sheet = await legal.ReadAsync(dark + "/sheet");
        Assert.False(sheet.GetProperty("isShown").GetBoolean());
        Assert.Equal("C-404", Assert.Single(sheet.GetProperty("missingDocuments").EnumerateArray()).GetString());
        await PasswordRefusedAsync(legal, dark, new { answer = Approve, shown = sheet.GetProperty("digest").GetString() }, HttpStatusCode.Conflict, "TASK_NOT_SHOWN");
    }

    [Fact]
    public async Task A_core_user_signs_with_the_certificate_that_the_session_began_with_and_with_no_other()
    {
        var instance = Guid.CreateVersion7();
        var engine = site.Get<ProcessEngine>();
        Assert.Empty((await engine.DeployAsync(Encoding.UTF8.GetBytes(SignedByBoard), "zhao.lei", default)).Findings);
        Assert.Null(await engine.StartAsync(instance, "signed-by-board", "S-CORE", ContextValue.Empty, null, default));
        var task = await site.TaskAsync(instance, "sign");
        using var board = await PersonCaller.SignedInAsync(site, Role.Board);
        var body = new { answer = Approve, shown = await DigestAsync(board, task) };
        await PasswordRefusedAsync(board, task, body, HttpStatusCode.Forbidden, "CONFIRMATION_CODE_SENT");

        // Somebody has token and code, and the certificate of somebody else: the session is over.
        using var other = PortalClient.At(site.Core, PortalClient.CertificateOf(site, PortalSite.Person(Role.Bidder)));
        await PersonCaller.RefusedAsync(
            await other.SendAsync(HttpMethod.Post, $"/api/v1{task}/complete", System.Net.Http.Json.JsonContent.Create(body), ("Authorization", "Session " + board.Token), PersonCaller.Code(site.CodeFor(board.Person))),
            HttpStatusCode.Unauthorized, "SESSION_MISSING");
        await PersonCaller.RefusedAsync(await board.GetAsync(task + "/sheet"), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        Assert.Equal(InstanceStatus.Running, await StatusAsync(instance));

        using var again = await PersonCaller.SignedInAsync(site, Role.Board);
        Assert.Equal(HttpStatusCode.NoContent, (await again.ConfirmedAsync(task + "/complete", body)).StatusCode);
        Assert.Equal(InstanceStatus.Completed, await StatusAsync(instance));
    }

    [Fact]
    public async Task Whose_task_it_is_not_is_shown_nothing_and_an_answer_without_decision_may_name_what_was_shown()
    {
        var instance = await site.StartCaseAsync("S-OTHERS");
        var draft = await site.TaskAsync(instance, "draft");
        using var finance = await PersonCaller.SignedInAsync(site, Role.Finance);
        using var sales = await PersonCaller.SignedInAsync(site, Role.Sales);
        using var socket = new ApiSocketClient(site.Folder);
        await PersonCaller.RefusedAsync(await finance.GetAsync(draft + "/sheet"), HttpStatusCode.Forbidden, "TASK_NOT_CANDIDATE");
        await PersonCaller.RefusedAsync(await finance.GetAsync($"/tasks/{Guid.NewGuid()}/1/sheet"), HttpStatusCode.Conflict, "TASK_NOT_OPEN");
        await PersonCaller.RefusedAsync(await socket.GetAsync($"/api/v1{draft}/sheet", "liu.yang"), HttpStatusCode.Forbidden, "SIGN_IN_NEEDED");

        var answer = new Dictionary<string, object> { ["paper"] = "R-2", ["version"] = 1, ["begins"] = new Dictionary<string, string> { ["$date"] = "2027-01-01" } };
        await PersonCaller.RefusedAsync(await sales.PostAsync(draft + "/complete", new { answer, shown = new string('0', 64) }), HttpStatusCode.Conflict, "TASK_CHANGED");
        Assert.Equal(HttpStatusCode.NoContent, (await sales.PostAsync(draft + "/complete", new { answer, shown = await DigestAsync(sales, draft) })).StatusCode);
    }

    /// <summary>A task of the board, which comes in by the core door.</summary>
    private static string SignedByBoard =>
        $"""
        <definitions xmlns="{BpmnNames.Model}" xmlns:hub="{BpmnNames.Hub}" targetNamespace="urn:test"><process id="signed-by-board" isExecutable="true">
          <startEvent id="s"/>
          <userTask id="sign" name="Sign"><extensionElements><hub:task roles="board"/><hub:form><hub:field name="decision" label="Decision" type="choice" required="true"><hub:choice value="approve" label="Approve"/></hub:field></hub:form></extensionElements></userTask>
          <endEvent id="e"/><sequenceFlow id="f1" sourceRef="s" targetRef="sign"/><sequenceFlow id="f2" sourceRef="sign" targetRef="e"/>
        </process></definitions>
        """;

    private Task<(Guid Instance, string Review)> DraftedAsync(string key) => DraftedAsync(key, version: 1);

    /// <summary>A case that waits for its review.</summary>
    private async Task<(Guid Instance, string Review)> DraftedAsync(string key, int version, params (string Name, Value Value)[] variables)
    {
        var instance = await site.StartCaseAsync(key, variables);
        var draft = int.Parse((await site.TaskAsync(instance, "draft")).Split('/')[^1], CultureInfo.InvariantCulture);
        var author = await site.Get<IActorDirectory>().FindAsync("liu.yang", default);
        Assert.Empty(await site.Get<ProcessEngine>().CompleteAsync(
            instance, draft, ContextValue.Of(("paper", Value.Of("C-1")), ("version", Value.Of(version)), ("begins", Iso.Date("2027-01-01")!)), author!, default));
        return (instance, await site.TaskAsync(instance, "review"));
    }

    private async Task<InstanceStatus> StatusAsync(Guid instance) => (await site.Get<IProcessStore>().FindInstanceAsync(instance, default))!.State.Status;

    private static async Task<string> DigestAsync(PersonCaller caller, string task) => (await caller.ReadAsync(task + "/sheet")).GetProperty("digest").GetString()!;

    /// <summary>The answer with the right password, which is refused.</summary>
    private static async Task<JsonElement> PasswordRefusedAsync(PersonCaller caller, string task, object body, HttpStatusCode status, string code) =>
        await PersonCaller.RefusedAsync(await caller.PostAsync(task + "/complete", body, PersonCaller.Password(DemoPeople.Password)), status, code);

    [GeneratedRegex("name=\"shown\" value=\"(?<digest>[0-9a-f]{64})\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shown();
}
