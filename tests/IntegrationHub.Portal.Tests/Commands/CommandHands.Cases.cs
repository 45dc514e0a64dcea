using System.Text;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Tests.Commands;

/// <summary>Cases, their tasks and incidents, at the API and in the pages.</summary>
public sealed partial class CommandHands
{
    private static Dictionary<string, Func<CommandHands, Task<Act>>> CaseWays => new(StringComparer.Ordinal)
    {
        ["api POST /api/v1/definitions"] = static hands => Task.FromResult(Call(Operator, () => hands.Socket.PostTextAsync("/api/v1/definitions", Operator, Skippable(Fresh("deployed")), "application/bpmn+xml"))),
        ["api POST /api/v1/definitions/{process}/migrations"] = static async hands =>
        {
            var process = Fresh("moving-by-api");
            var instance = await MovingCase.AtFirstVersionAsync(hands.Site, process);
            return Call(Operator, () => hands.Socket.PostAsync(
                $"/api/v1/definitions/{process}/migrations", Operator,
                new { from = 1, to = 2, reason = "a new form", mapping = new Dictionary<string, string> { ["draft"] = "write", ["check"] = "verify" }, instances = new[] { instance }, apply = true }));
        },
        ["api PUT /api/v1/instances/{id:guid}"] = static hands => Task.FromResult(Call(
            Sales, () => hands.Socket.PutAsync($"/api/v1/instances/{Guid.CreateVersion7()}", Sales, new { process = "two-eyes", businessKey = Fresh("CMD-BEGUN") }))),
        ["api POST /api/v1/instances/{id:guid}/cancel"] = static async hands =>
        {
            var instance = await hands.Site.StartCaseAsync(Fresh("CMD-CANCEL"));
            return Call(Operator, () => hands.Socket.PostAsync($"/api/v1/instances/{instance}/cancel", Operator, new { reason = "over" }));
        },
        ["api POST /api/v1/instances/{id:guid}/comments"] = static async hands =>
        {
            var (_, instance) = await hands.DraftTaskAsync();
            return Call(Sales, () => hands.Socket.PostAsync($"/api/v1/instances/{instance}/comments", Sales, new { text = "第三条请再看一下" }));
        },
        ["api POST /api/v1/instances/{id:guid}/incidents/{number:int}/retry"] = static async hands =>
        {
            var (instance, number) = await hands.IncidentAsync();
            return Call(Operator, () => hands.Socket.PostAsync($"/api/v1/instances/{instance}/incidents/{number}/retry", Operator, new { reason = "once more" }));
        },
        ["api POST /api/v1/instances/{id:guid}/incidents/{number:int}/skip"] = static async hands =>
        {
            var (instance, number) = await hands.IncidentAsync();
            return Call(Operator, () => hands.Socket.PostAsync($"/api/v1/instances/{instance}/incidents/{number}/skip", Operator, new { reason = "done by hand" }));
        },
        ["api POST /api/v1/tasks/{instance:guid}/{token:int}/claim"] = static async hands =>
        {
            var (task, _) = await hands.DraftTaskAsync();
            return Call(Sales, () => hands.Socket.PostAsync($"/api/v1{task}/claim", Sales));
        },
        ["api POST /api/v1/tasks/{instance:guid}/{token:int}/release"] = static async hands =>
        {
            var (task, _) = await hands.DraftTaskAsync();
            await TakenAsync(await hands.Socket.PostAsync($"/api/v1{task}/claim", Sales));
            return Call(Sales, () => hands.Socket.PostAsync($"/api/v1{task}/release", Sales));
        },
        ["api POST /api/v1/tasks/{instance:guid}/{token:int}/delegate"] = static async hands =>
        {
            var (task, _) = await hands.DraftTaskAsync();
            return Call(Sales, () => hands.Socket.PostAsync($"/api/v1{task}/delegate", Sales, new { to = Legal }));
        },
        ["api POST /api/v1/tasks/{instance:guid}/{token:int}/complete"] = static async hands =>
        {
            var (task, _) = await hands.DraftTaskAsync();
            return Call(Sales, () => hands.Socket.PostAsync($"/api/v1{task}/complete", Sales, new { answer = new Dictionary<string, object> { ["paper"] = "C-1", ["version"] = 1, ["begins"] = new Dictionary<string, string> { ["$date"] = "2027-01-01" } } }));
        },

        ["pages POST /processes/start"] = static hands => hands.PostAsync(Role.Sales, "/processes/start", "/processes/start", ("process", "two-eyes"), ("case", Fresh("CMD-PAGE"))),
        ["pages POST /processes/{id:guid}/cancel"] = static async hands =>
        {
            var page = $"/processes/{await hands.Site.StartCaseAsync(Fresh("CMD-CANCEL"))}";
            return await hands.ConfirmedAsync(Role.SystemAdministrator, page, page + "/cancel", ("reason", "over"));
        },
        ["pages POST /processes/{id:guid}/comments"] = static async hands =>
        {
            var instance = Guid.CreateVersion7();
            Assert.Null(await hands.Site.Get<ProcessEngine>().StartAsync(instance, "contract-signing", Fresh("CMD-SAID"), ContextValue.Empty, null, default));
            var page = $"/processes/{instance}";
            return await hands.PostAsync(Role.Legal, page, page + "/comments", ("comment", "第三条请再看一下"));
        },
        ["pages POST /processes/{id:guid}/incidents/{number:int}/retry"] = static async hands =>
        {
            var (instance, number) = await hands.IncidentAsync();
            return await hands.ConfirmedAsync(Role.SystemAdministrator, $"/processes/{instance}", $"/processes/{instance}/incidents/{number}/retry", ("reason", "once more"));
        },
        ["pages POST /processes/{id:guid}/incidents/{number:int}/skip"] = static async hands =>
        {
            var (instance, number) = await hands.IncidentAsync();
            return await hands.ConfirmedAsync(Role.SystemAdministrator, $"/processes/{instance}", $"/processes/{instance}/incidents/{number}/skip", ("reason", "done by hand"));
        },
        ["pages POST /processes/{id:guid}/migrate"] = static async hands =>
        {
            var page = $"/processes/{await MovingCase.AtFirstVersionAsync(hands.Site, Fresh("moving-by-page"))}/migrate";
            return await hands.ConfirmedAsync(Role.SystemAdministrator, page, page, ("from", "1"), ("to", "2"), ("map", "draft=write\r\ncheck=verify"), ("reason", "a new form"));
        },
        ["pages POST /tasks/{instance:guid}/{token:int}/claim"] = static async hands =>
        {
            var (task, _) = await hands.DraftTaskAsync();
            return await hands.PostAsync(Role.Sales, task, task + "/claim");
        },
        ["pages POST /tasks/{instance:guid}/{token:int}/comments"] = static async hands =>
        {
            var (task, _) = await hands.DraftTaskAsync();
            return await hands.PostAsync(Role.Sales, task, task + "/comments", ("comment", "先问一下"));
        },
        ["pages POST /tasks/{instance:guid}/{token:int}/complete"] = static async hands =>
        {
            var (task, _) = await hands.DraftTaskAsync();
            var client = await hands.ClientAsync(Role.Sales);
            var page = await client.ReadAsync(task);
            var shown = page[(page.IndexOf("name=\"shown\" value=\"", StringComparison.Ordinal) + 20)..][..64];
            return await hands.PostAsync(Role.Sales, task, task + "/complete", ("field.paper", "C-1"), ("field.version", "1"), ("field.begins", "2027-01-01"), ("shown", shown));
        },
        ["pages POST /tasks/{instance:guid}/{token:int}/hand-over"] = static async hands =>
        {
            var (task, _) = await hands.DraftTaskAsync();
            return await hands.PostAsync(Role.Sales, task, task + "/hand-over", ("to", Legal));
        },
        ["pages POST /tasks/{instance:guid}/{token:int}/release"] = static async hands =>
        {
            var (task, _) = await hands.DraftTaskAsync();
            await TakenAsync(await (await hands.ClientAsync(Role.Sales)).PostAsync(task, task + "/claim"));
            return await hands.PostAsync(Role.Sales, task, task + "/release");
        },
    };

    /// <summary>A process of one step that a service refuses and an operator may go on without.</summary>
    private static string Skippable(string process) =>
        $"""
        <definitions xmlns="{BpmnNames.Model}" xmlns:hub="{BpmnNames.Hub}" targetNamespace="urn:test"><process id="{process}" isExecutable="true">
          <startEvent id="s"/>
          <serviceTask id="call"><extensionElements><hub:service name="customer.check" retries="0" skippable="true"/><hub:input name="customer" value="&quot;nobody&quot;"/><hub:input name="begins" value="@&quot;2027-01-01&quot;"/></extensionElements></serviceTask>
          <endEvent id="e"/><sequenceFlow id="f1" sourceRef="s" targetRef="call"/><sequenceFlow id="f2" sourceRef="call" targetRef="e"/>
        </process></definitions>
        """;

    private async Task<(string Address, Guid Instance)> DraftTaskAsync()
    {
        var instance = await Site.StartCaseAsync(Fresh("CMD-TASK"));
        return (await Site.TaskAsync(instance, "draft"), instance);
    }

    private async Task<(Guid Instance, int Number)> IncidentAsync()
    {
        var (engine, process, instance) = (Site.Get<ProcessEngine>(), Fresh("refused"), Guid.CreateVersion7());
        Assert.Empty((await engine.DeployAsync(Encoding.UTF8.GetBytes(Skippable(process)), Operator, default)).Findings);
        Assert.Null(await engine.StartAsync(instance, process, Fresh("CMD-INCIDENT"), ContextValue.Empty, null, default));
        for (var i = 0; i < 600; i++)
        {
            if ((await Site.Get<IProcessStore>().FindInstanceAsync(instance, default))!.State.Incidents.Values.FirstOrDefault() is { } incident)
                return (instance, incident.Id);

            await Task.Delay(100);
        }

        Assert.Fail("The service did not refuse.");
        return default;
    }
}
