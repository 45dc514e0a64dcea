using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Tasks as two persons do them: what is wrong is said by field, nobody approves his own, and what was shown is what counts.</summary>
[Collection(PortalCollection.Name)]
public sealed partial class TaskTests(PortalSite site)
{
    [Fact]
    public async Task Two_persons_take_a_case_to_its_end_and_the_second_confirms_with_password_and_code()
    {
        var instance = await site.StartCaseAsync("T-ROUND");
        var (sales, legal) = (await site.AnotherOfStaffAsync(Role.Sales), await site.AnotherOfStaffAsync(Role.Legal));
        using var first = await PortalClient.SignedInAsync(site, sales);
        await DraftAsync(first, instance, "7");
        using var second = await PortalClient.SignedInAsync(site, legal);
        var task = await site.TaskAsync(instance, "review");

        var asked = await CompleteAsync(second, task, ("field.decision", "approve"));
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.Contains("confirm-password", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(InstanceStatus.Running, (await RowAsync(instance)).State.Status);

        Assert.Equal(HttpStatusCode.BadRequest, (await CompleteAsync(second, task, ("field.decision", "approve"), ("confirm-password", "not this one at all"))).StatusCode);
        Assert.Contains("confirm-code", await (await CompleteAsync(second, task, ("field.decision", "approve"), ("confirm-password", DemoPeople.Password))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await CompleteAsync(second, task, ("field.decision", "approve"), ("confirm-code", Another(second.CodeOf(site))))).StatusCode);
        var done = await CompleteAsync(second, task, ("field.decision", "approve"), ("confirm-code", second.CodeOf(site)));

        Assert.Equal("/tasks?done=T-ROUND", done.Location());
        Assert.Equal(InstanceStatus.Completed, (await RowAsync(instance)).State.Status);
        var decided = (await site.Get<IProcessStore>().HistoryAsync(instance, default)).Single(row => row.Entry is { Kind: "task.completed", Node: "review" }).Entry;
        Assert.Equal(second.Person!.Name, decided.Actor);
        Assert.Matches("^shown=[0-9a-f]{64} act=[0-9a-f]{64}$", decided.Detail);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_its_field_and_what_was_right_stays()
    {
        var instance = await site.StartCaseAsync("T-WRONG");
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));

        var answer = await CompleteAsync(client, await site.TaskAsync(instance, "draft"), ("field.paper", "C-<1>"), ("field.version", "ten"), ("field.begins", ""));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("id=\"f-version-wrong\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"f-begins-wrong\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"f-paper-wrong\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"C-&lt;1&gt;\"", page, StringComparison.Ordinal);
        Assert.Contains("Answers that need correction: 2.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_drafted_is_not_who_reviews_and_other_roles_reach_no_task()
    {
        var instance = await site.StartCaseAsync("T-EYES");
        using var author = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        await DraftAsync(author, instance, "1");
        using var finance = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Finance));
        var task = await site.TaskAsync(instance, "review");

        Assert.Equal(HttpStatusCode.Forbidden, (await author.GetAsync(task)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await author.PostAsync("/tasks", task + "/complete", ("field.decision", "approve"))).StatusCode);
        var others = await finance.GetAsync(task);
        var nobodys = await finance.GetAsync($"/tasks/{Guid.NewGuid()}/1");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (others.StatusCode, nobodys.StatusCode));
        Assert.Equal(Said(await nobodys.Content.ReadAsStringAsync()), Said(await others.Content.ReadAsStringAsync()));
        Assert.DoesNotContain("T-EYES", await author.ReadAsync("/tasks"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await author.PostAsync("/tasks", $"/tasks/{Guid.NewGuid()}/1/claim")).StatusCode);

        static string Said(string page) => page[page.IndexOf("<main", StringComparison.Ordinal)..];
    }

    [Fact]
    public async Task Sending_back_needs_a_reason_and_what_changed_since_it_was_shown_is_not_decided()
    {
        var instance = await site.StartCaseAsync("T-BACK");
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        await DraftAsync(sales, instance, "1");
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        var task = await site.TaskAsync(instance, "review");

        var silent = await CompleteAsync(legal, task, ("field.decision", "amend"));
        var stale = await legal.PostAsync(task, task + "/complete", ("shown", new string('0', 64)), ("field.decision", "approve"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        Assert.Contains("id=\"f-note-wrong\"", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Contains("has changed since it was shown", await stale.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(InstanceStatus.Running, (await RowAsync(instance)).State.Status);
    }

    [Fact]
    public async Task What_changes_between_the_check_and_the_commit_is_not_decided_and_nothing_is_said_to_be()
    {
        var instance = await site.StartCaseAsync("T-RACE");
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        await DraftAsync(sales, instance, "1");
        var engine = site.Get<ProcessEngine>();
        var token = int.Parse((await site.TaskAsync(instance, "review")).Split('/')[^1], CultureInfo.InvariantCulture);
        var actor = new Actor("huang.min", ["legal"], []);
        var answer = ContextValue.Of(("decision", Value.Of("approve")));

        var refused = await engine.CompleteAsync(instance, token, answer, actor, default, new ShownTask("shown=x", row => row.State.Variables["version"] == Value.Of(2m)));
        Assert.Equal(ProcessEngine.TaskChanged, Assert.Single(refused).Code);
        Assert.DoesNotContain(await site.Get<IProcessStore>().HistoryAsync(instance, default), row => row.Entry is { Kind: "task.completed", Node: "review" });

        Assert.Empty(await engine.CompleteAsync(instance, token, answer, actor, default, new ShownTask("shown=x", row => row.State.Variables["version"] == Value.Of(1m))));
        Assert.Equal("shown=x", (await site.Get<IProcessStore>().HistoryAsync(instance, default)).Single(row => row.Entry is { Kind: "task.completed", Node: "review" }).Entry.Detail);
    }

    [Fact]
    public async Task Nobody_is_asked_for_factors_for_a_task_that_somebody_else_holds_and_a_long_value_is_shown_whole()
    {
        var instance = await site.StartCaseAsync("T-HELD", ("remark", Value.Of(new string('x', 2_000) + "THE-END")));
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        await DraftAsync(sales, instance, "1");
        using var holder = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        using var other = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        var task = await site.TaskAsync(instance, "review");
        Assert.Contains("THE-END", await other.ReadAsync(task), StringComparison.Ordinal);
        Assert.Equal(task, (await holder.PostAsync(task, task + "/claim")).Location());

        var answer = await CompleteAsync(other, task, ("field.decision", "approve"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.DoesNotContain("confirm-password", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_read_of_a_stranger_and_nothing_archived_of_a_form_that_is_refused()
    {
        var instance = await site.StartCaseAsync("T-WASTE");
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        await DraftAsync(sales, instance, "1");
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        using var stranger = PortalClient.At(site.Staff);
        var task = await site.TaskAsync(instance, "review");

        Assert.StartsWith("/sign-in", (await stranger.PostAsync(task + "/complete", ("field.decision", "approve"))).Location(), StringComparison.Ordinal);
        foreach (var (decision, shown, status) in new[]
        {
            ("no-such", await ShownAsync(legal, task), HttpStatusCode.UnprocessableEntity), ("approve", new string('0', 64), HttpStatusCode.Conflict),
        })
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent(await legal.TokenOfAsync(task)), "form-token" }, { new StringContent(shown), "shown" }, { new StringContent(decision), "field.decision" },
                { new ByteArrayContent(new byte[1_000]), "field.scan", "scan.pdf" },
            };
            Assert.Equal(status, (await legal.SendAsync(HttpMethod.Post, task + "/complete", form)).StatusCode);
        }

        var stored = await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "attachment.stored", 100, default);
        Assert.DoesNotContain(stored, entry => entry.Actor == "user:" + legal.Person!.Name);
    }

    [Theory]
    [InlineData("contract", "C-404")]
    [InlineData("bid", "B-404")]
    [InlineData("settlement", "2026-10/1")]
    public async Task What_cannot_be_shown_is_neither_approved_nor_asked_for(string kind, string name)
    {
        var instance = await site.StartCaseAsync("T-DARK", (kind, Value.Of(name)));
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        await DraftAsync(sales, instance, "1");
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        var task = await site.TaskAsync(instance, "review");

        var page = await legal.ReadAsync(task);
        var answer = await legal.PostAsync("/account", task + "/complete", ("field.decision", "approve"), ("shown", new string('0', 64)));

        Assert.Contains("cannot be shown", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"field.decision\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("cannot be shown", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_confirms_what_it_was_asked_for_and_nothing_else()
    {
        var (one, two) = (await site.StartCaseAsync("T-ONE"), await site.StartCaseAsync("T-TWO"));
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        await DraftAsync(sales, one, "1");
        await DraftAsync(sales, two, "1");
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        var (first, second) = (await site.TaskAsync(one, "review"), await site.TaskAsync(two, "review"));
        await CompleteAsync(legal, first, ("field.decision", "approve"), ("confirm-password", DemoPeople.Password));

        // The same code for another answer, and for another case.
        Assert.Equal(HttpStatusCode.BadRequest, (await CompleteAsync(legal, first, ("field.decision", "amend"), ("field.note", "no"), ("confirm-code", legal.CodeOf(site)))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await CompleteAsync(legal, second, ("field.decision", "approve"), ("confirm-code", legal.CodeOf(site)))).StatusCode);
        Assert.NotNull((await CompleteAsync(legal, first, ("field.decision", "approve"), ("confirm-code", legal.CodeOf(site)))).Location());
        var next = await CompleteAsync(legal, second, ("field.decision", "approve"));

        Assert.Contains("confirm-password", await next.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(InstanceStatus.Running, (await RowAsync(two)).State.Status);
        Assert.Contains("T-ONE", site.MessageFor(legal.Person!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claimed_task_is_nobody_elses_until_it_is_released()
    {
        var instance = await site.StartCaseAsync("T-CLAIM");
        using var holder = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        using var other = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        var task = await site.TaskAsync(instance, "draft");

        Assert.Equal(task, (await holder.PostAsync(task, task + "/claim")).Location());
        Assert.Equal(HttpStatusCode.Conflict, (await other.PostAsync("/tasks", task + "/claim")).StatusCode);
        Assert.DoesNotContain("T-CLAIM", await other.ReadAsync("/tasks"), StringComparison.Ordinal);
        Assert.Contains("T-CLAIM", await holder.ReadAsync("/tasks?show=mine"), StringComparison.Ordinal);
        Assert.Equal(task, (await holder.PostAsync(task, task + "/release")).Location());
        Assert.Contains("T-CLAIM", await other.ReadAsync("/tasks?show=free&case=t-claim"), StringComparison.Ordinal);
        Assert.Equal("/tasks", (await other.PostAsync(task, task + "/hand-over", ("to", holder.Person!.Name))).Location());
        var answers = new List<string>();
        foreach (var name in new[] { "nobody.knows", PortalSite.Person(Role.Finance).Name })
        {
            var answer = await holder.PostAsync(task, task + "/hand-over", ("to", name));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            answers.Add(FormToken().Replace(await answer.Content.ReadAsStringAsync(), ""));
        }

        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task A_file_is_archived_and_nobody_names_one_that_he_did_not_send()
    {
        var instance = await site.StartCaseAsync("T-FILE");
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        await DraftAsync(sales, instance, "1");
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        var task = await site.TaskAsync(instance, "review");
        var (token, shown) = (await legal.TokenOfAsync(task), await ShownAsync(legal, task));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await CompleteAsync(legal, task, ("field.decision", "approve"), ("field.scan", Guid.NewGuid().ToString()))).StatusCode);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "form-token" }, { new StringContent(shown), "shown" }, { new StringContent("approve"), "field.decision" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(new string('x', 200_000))), "field.scan", "scan.pdf" },
        };
        var asked = await (await legal.SendAsync(HttpMethod.Post, task + "/complete", form)).Content.ReadAsStringAsync();
        var receipt = WebUtility.HtmlDecode(Receipt().Match(asked).Groups["receipt"].Value);
        await CompleteAsync(legal, task, ("field.decision", "approve"), ("field.scan", receipt), ("confirm-password", DemoPeople.Password));
        Assert.NotNull((await CompleteAsync(legal, task, ("field.decision", "approve"), ("field.scan", receipt), ("confirm-code", legal.CodeOf(site)))).Location());

        var scan = Assert.IsType<TextValue>((await site.Get<IProcessStore>().FindInstanceAsync(instance, default))!.State.Variables["scan"]).Text;
        Assert.Equal(200_000, (await site.Get<IArchive>().ReadAsync(RetailerId.Default, Guid.Parse(scan), default))!.Value.Length);
    }

    private async Task<InstanceRow> RowAsync(Guid instance) => (await site.Get<IProcessStore>().FindInstanceAsync(instance, default))!;

    private async Task DraftAsync(PortalClient client, Guid instance, string version)
    {
        var done = await CompleteAsync(client, await site.TaskAsync(instance, "draft"), ("field.paper", "C-1"), ("field.version", version), ("field.begins", "2027-01-01"));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
    }

    private static async Task<HttpResponseMessage> CompleteAsync(PortalClient client, string task, params (string Name, string Value)[] fields) =>
        await client.PostAsync(task, task + "/complete", [.. fields, ("shown", await ShownAsync(client, task))]);

    private static async Task<string> ShownAsync(PortalClient client, string task) => Shown().Match(await client.ReadAsync(task)).Groups["digest"].Value;

    private static string Another(string code) => code == "000000" ? "000001" : "000000";

    [GeneratedRegex("name=\"form-token\" value=\"[^\"]+\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FormToken();

    [GeneratedRegex("name=\"shown\" value=\"(?<digest>[0-9a-f]{64})\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shown();

    [GeneratedRegex("name=\"field.scan\" value=\"(?<receipt>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Receipt();
}
