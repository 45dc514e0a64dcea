using System.Net;
using System.Text.RegularExpressions;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Who stands in finds and does the absent person's tasks, on pages and by calls; the history, which is in the ledger, says for whom.</summary>
[Collection(PortalCollection.Name)]
public sealed partial class AbsenceTests(PortalSite site)
{
    /// <summary>Where the retailer works it is one of these days.</summary>
    private static readonly (string From, string To) Now = ($"{TimeProvider.System.GetUtcNow().AddDays(-1):yyyy-MM-dd}", $"{TimeProvider.System.GetUtcNow().AddDays(3):yyyy-MM-dd}");

    [Fact]
    public async Task On_pages_a_deputy_sees_and_completes_the_task_for_the_absent_person()
    {
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        using var deputy = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Settlement));
        var instance = await site.StartCaseAsync("AWAY-PAGE");
        var task = await site.TaskAsync(instance, "draft");
        Assert.DoesNotContain(task, await deputy.ReadAsync("/tasks?case=AWAY-PAGE"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await deputy.GetAsync(task)).StatusCode);

        var wrong = await sales.PostAsync("/account/absences", "/account/absences", ("person", sales.Person!.Name), ("deputy", sales.Person.Name), ("from", Now.From), ("to", Now.To));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("This person cannot be the deputy.", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var entered = await sales.PostAsync("/account/absences", "/account/absences", ("person", sales.Person.Name), ("deputy", deputy.Person!.Name), ("from", Now.From), ("to", Now.To));
        Assert.Equal("/account/absences", entered.Location());

        Assert.Contains(task, await deputy.ReadAsync("/tasks?case=AWAY-PAGE"), StringComparison.Ordinal);
        var shown = Shown().Match(await deputy.ReadAsync(task)).Groups["digest"].Value;
        var done = await deputy.PostAsync(task, task + "/complete", ("shown", shown), ("field.paper", "R-1"), ("field.version", "1"), ("field.begins", "2027-01-01"));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        await CompletedForAsync(instance, deputy.Person.Name, sales.Person.Name);

        // Once it is ended the deputy has none of it.
        Assert.Equal("/account/absences", (await sales.PostAsync("/account/absences", "/account/absences/end", ("person", sales.Person.Name), ("from", Now.From))).Location());
        var over = await site.TaskAsync(await site.StartCaseAsync("AWAY-OVER"), "draft");
        Assert.DoesNotContain(over, await deputy.ReadAsync("/tasks?case=AWAY-OVER"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_calls_a_deputy_sees_claims_and_completes_the_task_for_the_absent_person()
    {
        using var sales = await PersonCaller.SignedInAsync(site, Role.Sales);
        using var deputy = await PersonCaller.SignedInAsync(site, Role.Settlement);
        using var other = await PersonCaller.SignedInAsync(site, Role.Finance);
        var instance = await site.StartCaseAsync("AWAY-CALL");
        var task = await site.TaskAsync(instance, "draft");
        await PersonCaller.RefusedAsync(await deputy.GetAsync(task), HttpStatusCode.Forbidden, "TASK_NOT_CANDIDATE");

        await PersonCaller.RefusedAsync(await other.PostAsync("/absences", new { person = sales.Person.Name, deputy = other.Person.Name, from = Now.From, to = Now.To }), HttpStatusCode.Forbidden, "ABSENCE_NOT_ALLOWED");
        await PersonCaller.RefusedAsync(await sales.PostAsync("/absences", new { deputy = PortalSite.Person(Role.Board).Name, from = Now.From, to = Now.To }), HttpStatusCode.UnprocessableEntity, "ABSENCE_DEPUTY");
        await PersonCaller.RefusedAsync(await sales.PostAsync("/absences", new { deputy = deputy.Person.Name, from = Now.To, to = Now.From }), HttpStatusCode.UnprocessableEntity, "ABSENCE_DAYS");
        await PersonCaller.JsonAsync(await sales.PostAsync("/absences", new { deputy = deputy.Person.Name, from = Now.From, to = Now.To }));
        Assert.Contains((await deputy.ReadAsync("/absences")).EnumerateArray(), one => one.GetProperty("person").GetString() == sales.Person.Name);
        Assert.DoesNotContain((await other.ReadAsync("/absences")).EnumerateArray(), one => one.GetProperty("person").GetString() == sales.Person.Name);

        Assert.Contains((await deputy.ReadAsync("/tasks?most=1000")).EnumerateArray(), static one => one.GetProperty("businessKey").GetString() == "AWAY-CALL");
        // The absent person holds it: the deputy takes it over all the same, in that name.
        Assert.Equal(HttpStatusCode.NoContent, (await sales.PostAsync(task + "/claim")).StatusCode);
        var answer = new { answer = new Dictionary<string, object> { ["paper"] = "R-2", ["version"] = 1, ["begins"] = new Dictionary<string, string> { ["$date"] = "2027-01-01" } } };
        await PersonCaller.RefusedAsync(await other.PostAsync(task + "/complete", answer), HttpStatusCode.Forbidden, "TASK_NOT_CANDIDATE");
        Assert.Equal(HttpStatusCode.NoContent, (await deputy.PostAsync(task + "/complete", answer)).StatusCode);
        await CompletedForAsync(instance, deputy.Person.Name, sales.Person.Name);

        // What signs or approves names what was shown.
        using var legal = await PersonCaller.SignedInAsync(site, Role.Legal);
        var review = await site.TaskAsync(instance, "review");
        await PersonCaller.RefusedAsync(await legal.PostAsync(review + "/complete", new { answer = new { decision = "approve" } }), HttpStatusCode.UnprocessableEntity, "TASK_SHOWN_MISSING");
        await PersonCaller.RefusedAsync(await sales.PostAsync($"/absences/{sales.Person.Name}/2020-01-01/end"), HttpStatusCode.NotFound, "ABSENCE_UNKNOWN");
        await PersonCaller.JsonAsync(await sales.PostAsync($"/absences/{sales.Person.Name}/{Now.From}/end"));
    }

    private async Task CompletedForAsync(Guid instance, string deputy, string absent)
    {
        var completed = (await site.Get<IProcessStore>().HistoryAsync(instance, default)).Last(row => row.Entry.Actor == deputy && row.Entry.Detail.Contains("for=", StringComparison.Ordinal));
        Assert.Contains($"for={absent}", completed.Entry.Detail.Split(' '));
    }

    [GeneratedRegex("name=\"shown\" value=\"(?<digest>[0-9a-f]{64})\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shown();
}
