using System.Net;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Cases: who begins, who looks, who repairs.</summary>
[Collection(PortalCollection.Name)]
public sealed class ProcessTests(PortalSite site)
{
    [Fact]
    public async Task Sales_begin_a_case_and_an_auditor_looks_at_it_and_changes_nothing()
    {
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sales.PostAsync("/processes/start", "/processes/start", ("process", "two-eyes"), ("case", " "))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sales.PostAsync("/processes/start", "/processes/start", ("process", "no-such"), ("case", "P"))).StatusCode);

        Assert.DoesNotContain("bid-submission", await sales.ReadAsync("/processes/start"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await sales.PostAsync("/processes/start", "/processes/start", ("process", "settlement-submission"), ("case", "P"), ("field.month", "2026-10"))).StatusCode);
        var twice = Guid.CreateVersion7().ToString();
        for (var i = 0; i < 2; i++)
            Assert.Equal($"/processes/{twice}", (await sales.PostAsync("/processes/start", "/processes/start", ("process", "two-eyes"), ("case", "P-TWICE"), ("instance", twice))).Location());

        var begun = (await sales.PostAsync("/processes/start", "/processes/start", ("process", "two-eyes"), ("case", "P-BEGUN"))).Location()!;
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));

        var started = (await site.Get<IProcessStore>().HistoryAsync(Guid.Parse(begun.Split('/')[^1]), default)).Single(row => row.Entry.Kind == "process.started");
        Assert.Equal(sales.Person!.Name, started.Entry.Actor);

        Assert.Contains("P-BEGUN", await auditor.ReadAsync("/processes?process=two-eyes"), StringComparison.Ordinal);
        Assert.Contains("data-tokens=\"draft\"", await auditor.ReadAsync(begun), StringComparison.Ordinal);
        Assert.Contains("BPMNDiagram", await auditor.ReadAsync(begun + "/diagram"), StringComparison.Ordinal);
        foreach (var act in new[] { begun + "/cancel", begun + "/incidents/1/retry", "/processes/start" })
            Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync("/account", act, ("reason", "no"), ("process", "two-eyes"), ("case", "P-2"))).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, (await auditor.GetAsync($"/processes/{Guid.NewGuid()}")).StatusCode);
    }

    [Fact]
    public async Task What_decides_is_not_skipped_and_a_case_is_cancelled_by_the_system_administrator_with_a_reason()
    {
        var instance = await site.StartCaseAsync("P-INCIDENT");
        var engine = site.Get<ProcessEngine>();
        foreach (var (node, user, answer) in new[]
        {
            ("draft", "liu.yang", ContextValue.Of(("paper", Value.Of("C-9")), ("version", Value.Of(9m)), ("begins", Value.Of("2027-01-01")))),
            ("review", "huang.min", ContextValue.Of(("decision", Value.Of("approve")))),
        })
        {
            var token = int.Parse((await site.TaskAsync(instance, node)).Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
            var actor = await site.Get<Workflows.Engine.Acting.IActorDirectory>().FindAsync(user, default);
            Assert.Empty(await engine.CompleteAsync(instance, token, answer, actor!, default));
        }

        using var administrator = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.SystemAdministrator));
        var incident = (await RowAsync(instance)).State.Incidents.Values.Single();
        var page = $"/processes/{instance}";
        Assert.Contains($"data-incidents=\"{incident.Node}\"", await administrator.ReadAsync(page), StringComparison.Ordinal);
        Assert.Contains("P-INCIDENT", await administrator.ReadAsync("/processes?incidents=true"), StringComparison.Ordinal);
        Assert.DoesNotContain("C-9", await administrator.ReadAsync(page), StringComparison.Ordinal);
        Assert.DoesNotContain("shown=", await administrator.ReadAsync(page), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await administrator.PostAsync(page, $"{page}/cancel", ("reason", " "))).StatusCode);
        Assert.DoesNotContain("/skip", await administrator.ReadAsync(page), StringComparison.Ordinal);
        var operating = await site.Get<Workflows.Engine.Acting.IActorDirectory>().FindAsync("zhao.lei", default);
        var refused = await site.Get<Workflows.Engine.Desk.ProcessDesk>().SkipAsync(operating!, instance, incident.Id, ContextValue.Empty, null, "Counted by hand.", default);
        Assert.Equal("STEP_NOT_SKIPPABLE", Assert.Single(refused).Code);
        Assert.Contains("confirm-password", await CancelAsync(), StringComparison.Ordinal);
        Assert.Contains("confirm-code", await CancelAsync(("confirm-password", DemoPeople.Password)), StringComparison.Ordinal);
        Assert.Equal(InstanceStatus.Running, (await RowAsync(instance)).State.Status);
        Assert.Equal("", await CancelAsync(("confirm-code", administrator.CodeOf(site))));
        Assert.Equal(InstanceStatus.Cancelled, (await RowAsync(instance)).State.Status);

        async Task<string> CancelAsync(params (string Name, string Value)[] fields) => await (await administrator.PostAsync(
            page, $"{page}/cancel", [("reason", "Counted by hand."), .. fields])).Content.ReadAsStringAsync();
    }

    [Theory]
    [InlineData("/tasks/1/2/complete", "/tasks/1/2")]
    [InlineData("/processes/1/incidents/3/skip", "/processes/1")]
    [InlineData("/processes/start", "/processes/start")]
    [InlineData("/sign-in", "/sign-in")]
    public void After_a_refused_form_the_language_is_changed_on_a_page_that_can_be_read(string posted, string back) => Assert.Equal(back, PageContext.ReadableOf(posted));

    [Fact]
    public async Task Who_is_switched_off_is_no_actor_under_a_name_of_the_configuration_either()
    {
        var (people, accounts) = (site.Get<Workflows.Engine.Acting.IActorDirectory>(), site.Get<Identity.Administration.AccountAdministration>());
        Assert.NotNull(await people.FindAsync("otto", default));
        Assert.Empty(await accounts.AddAsync(new("otto", UserClass.Staff, [Role.Sales], "Otto", "+8613700000099", DemoPeople.Password), "test", default));
        Assert.Equal(["sales"], (await people.FindAsync("otto", default))!.Roles.AsEnumerable());

        Assert.Empty(await accounts.SwitchAsync("otto", enabled: false, "test", default));

        Assert.Null(await people.FindAsync("otto", default));
    }

    [Theory]
    [InlineData(Role.Sales, false)]
    [InlineData(Role.Head, false)]
    [InlineData(Role.Bidder, true)]
    [InlineData(Role.Board, true)]
    public void Processes_of_bids_are_for_core_users(Role role, bool sees)
    {
        var account = new Account(Guid.NewGuid(), "a", DutySeparation.ClassFor(role), [role], "A", "+8613800000000", DateTimeOffset.UnixEpoch, null);

        Assert.Equal(sees, PortalActors.MaySee(new Identity.SignIn.SignedIn(Guid.NewGuid(), account, Door.Staff, default, default), "bid-submission"));
    }

    [Theory]
    [InlineData(Role.SystemAdministrator, "bid-submission", false)]
    [InlineData(Role.SystemAdministrator, "contract-signing", false)]
    [InlineData(Role.Bidder, "bid-submission", true)]
    [InlineData(Role.Bidder, "contract-signing", false)]
    [InlineData(Role.Sales, "contract-signing", true)]
    [InlineData(Role.Sales, "settlement-submission", false)]
    [InlineData(Role.Finance, "settlement-submission", true)]
    [InlineData(Role.Staff, "customer-onboarding", true)]
    [InlineData(Role.Auditor, "contract-signing", true)]
    [InlineData(Role.Auditor, "anything-else", false)]
    public void What_a_case_holds_is_read_by_the_permission_for_it_and_repairing_gives_none(Role role, string process, bool reads)
    {
        var account = new Account(Guid.NewGuid(), "a", DutySeparation.ClassFor(role), [role], "A", "+8613800000000", DateTimeOffset.UnixEpoch, null);
        var who = new Identity.SignIn.SignedIn(Guid.NewGuid(), account, Door.Staff, default, default);

        Assert.Equal(reads, PortalActors.MayReadValues(who, process));
    }

    private async Task<InstanceRow> RowAsync(Guid instance) => (await site.Get<IProcessStore>().FindInstanceAsync(instance, default))!;
}
