using System.Net;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Pages.Processes;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>A case to another version of its process: looked at by an operator, with everything that is in its way, then done with a reason and both factors.</summary>
[Collection(PortalCollection.Name)]
public sealed class MigrationPageTests(PortalSite site)
{
    private const string Map = "draft=write\r\ncheck=verify";

    [Fact]
    public async Task An_operator_sees_all_that_is_in_the_way_names_what_takes_its_place_and_confirms_with_a_reason()
    {
        var instance = await MovingCase.AtFirstVersionAsync(site, "moving-on");
        var page = $"/processes/{instance}/migrate";
        using var administrator = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.SystemAdministrator));
        Assert.Contains($"href=\"{page}\"", await administrator.ReadAsync($"/processes/{instance}"), StringComparison.Ordinal);
        Assert.Contains("<option value=\"2\"", await administrator.ReadAsync(page), StringComparison.Ordinal);

        var looked = await administrator.ReadAsync(page + "?to=2");
        Assert.Equal(2, looked.Split("MIGRATION_NO_TARGET").Length - 1);
        Assert.Contains("Draft &lt;b&gt; (draft)", looked, StringComparison.Ordinal);
        Assert.Contains("Check (check)", looked, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"reason\"", looked, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await administrator.PostAsync(page, page, ("from", "1"), ("to", "2"), ("map", ""), ("reason", "anyway"))).StatusCode);

        var free = await administrator.ReadAsync(page + "?to=2&map=" + Uri.EscapeDataString(Map));
        Assert.DoesNotContain("MIGRATION_", free, StringComparison.Ordinal);
        Assert.Contains("name=\"reason\"", free, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await GoAsync(("reason", " "))).StatusCode);
        Assert.Contains("confirm-password", await (await GoAsync(("reason", "A new form."))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("confirm-code", await (await GoAsync(("reason", "A new form."), ("confirm-password", DemoPeople.Password))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await GoAsync(("reason", "Another reason."), ("confirm-code", administrator.CodeOf(site)))).StatusCode);
        Assert.Equal(1, (await RowAsync(instance)).Definition.Version);
        Assert.Equal($"/processes/{instance}", (await GoAsync(("reason", "A new form."), ("confirm-code", administrator.CodeOf(site)))).Location());

        var moved = await RowAsync(instance);
        Assert.Equal((2, "verify write"), (moved.Definition.Version, string.Join(' ', moved.State.Tokens.Values.Select(static token => token.Node).Order(StringComparer.Ordinal))));
        var entry = (await site.Get<IProcessStore>().HistoryAsync(instance, default)).Single(static row => row.Entry.Kind == "process.migrated").Entry;
        Assert.Equal(administrator.Person!.Name, entry.Actor);
        Assert.Contains("A new form.", entry.Detail, StringComparison.Ordinal);

        Task<HttpResponseMessage> GoAsync(params (string Name, string Value)[] fields) => administrator.PostAsync(page, page, [("from", "1"), ("to", "2"), ("map", Map), .. fields]);
    }

    [Fact]
    public async Task What_is_no_plan_is_told_by_line_and_a_case_that_went_on_meanwhile_is_not_moved()
    {
        var instance = await MovingCase.AtFirstVersionAsync(site, "moving-wrong");
        var page = $"/processes/{instance}/migrate";
        using var administrator = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.SystemAdministrator));

        var wrong = await administrator.PostAsync(page, page, ("from", "1"), ("to", "2"), ("map", "draft=write\r\n<i>check\r\ndraft=verify"), ("reason", "why"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var text = await wrong.Content.ReadAsStringAsync();
        Assert.Contains("line 2: `&lt;i&gt;check` is no OLD=NEW", text, StringComparison.Ordinal);
        Assert.Contains("line 3: draft stands there twice", text, StringComparison.Ordinal);

        foreach (var to in new[] { "7", "", "one", "-1" })
            Assert.Equal((to, HttpStatusCode.UnprocessableEntity), (to, (await administrator.PostAsync(page, page, ("from", "1"), ("to", to), ("map", ""), ("reason", "why"))).StatusCode));

        var other = await administrator.PostAsync(page, page, ("from", "2"), ("to", "1"), ("map", "write=draft\nverify=check"), ("reason", "why"));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync($"/processes/{Guid.NewGuid()}/migrate?to=2")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.PostAsync(page, $"/processes/{Guid.NewGuid()}/migrate", ("to", "2"), ("reason", "why"))).StatusCode);

        await site.Get<ProcessEngine>().ApplyAsync(instance, new StepInput.Cancel("zhao.lei", "over"), default);
        Assert.DoesNotContain(page, await administrator.ReadAsync($"/processes/{instance}"), StringComparison.Ordinal);
        Assert.Contains("MIGRATION_OVER", await administrator.ReadAsync(page + "?to=2"), StringComparison.Ordinal);
        Assert.Equal(1, (await RowAsync(instance)).Definition.Version);
    }

    [Fact]
    public void Elements_are_read_by_line_and_blank_lines_are_none()
    {
        var question = MigrationQuestion.Read(3, static name => name switch { "to" => "4", "map" => "\r\n a = b \r\n\r\nc=-\r\n", _ => "" });

        Assert.Equal((3, 4), (question.From, question.To));
        Assert.Equal([new("a", "b"), new("c", "-")], question.Named(out var findings).OrderBy(static pair => pair.Key, StringComparer.Ordinal));
        Assert.Empty(findings);
        new MigrationQuestion(3, 4, new string('x', MigrationQuestion.LongestMap) + "=y").Named(out var tooLong);
        Assert.Single(tooLong);
    }

    private async Task<InstanceRow> RowAsync(Guid instance) => (await site.Get<IProcessStore>().FindInstanceAsync(instance, default))!;
}
