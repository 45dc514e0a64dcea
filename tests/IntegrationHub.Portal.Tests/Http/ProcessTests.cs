using System.Net;
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

        var begun = (await sales.PostAsync("/processes/start", "/processes/start", ("process", "two-eyes"), ("case", "P-BEGUN"))).Location()!;
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));

        Assert.Contains("P-BEGUN", await auditor.ReadAsync("/processes?process=two-eyes"), StringComparison.Ordinal);
        Assert.Contains("data-tokens=\"draft\"", await auditor.ReadAsync(begun), StringComparison.Ordinal);
        Assert.Contains("BPMNDiagram", await auditor.ReadAsync(begun + "/diagram"), StringComparison.Ordinal);
        foreach (var act in new[] { begun + "/cancel", begun + "/incidents/1/retry", "/processes/start" })
            Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync("/account", act, ("reason", "no"), ("process", "two-eyes"), ("case", "P-2"))).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, (await auditor.GetAsync($"/processes/{Guid.NewGuid()}")).StatusCode);
    }

    [Fact]
    public async Task An_incident_is_repaired_by_the_system_administrator_with_a_reason()
    {
        var instance = await site.StartCaseAsync("P-INCIDENT");
        var engine = site.Get<ProcessEngine>();
        foreach (var (node, user, answer) in new[]
        {
            ("draft", "liu.yang", ContextValue.Of(("contract", Value.Of("C-9")), ("version", Value.Of(9m)), ("begins", Value.Of("2027-01-01")))),
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

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await administrator.PostAsync(page, $"{page}/incidents/{incident.Id}/skip", ("reason", " "))).StatusCode);
        Assert.Equal(page, (await administrator.PostAsync(page, $"{page}/incidents/{incident.Id}/skip", ("reason", "Counted by hand."))).Location());
        Assert.Equal(InstanceStatus.Completed, (await RowAsync(instance)).State.Status);
        Assert.Equal(HttpStatusCode.Conflict, (await administrator.PostAsync(page, page + "/cancel", ("reason", "late"))).StatusCode);
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

    private async Task<InstanceRow> RowAsync(Guid instance) => (await site.Get<IProcessStore>().FindInstanceAsync(instance, default))!;
}
