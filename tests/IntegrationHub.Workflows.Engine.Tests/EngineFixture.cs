using System.Text;
using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Engine.Tests;

/// <summary>Small definitions, and engines that share a store and a clock.</summary>
internal static class EngineFixture
{
    public static CancellationToken Never => CancellationToken.None;

    public static byte[] File(string content, string roots = "", string id = "p") => Encoding.UTF8.GetBytes(
        $"<definitions xmlns=\"{BpmnNames.Model}\" xmlns:hub=\"{BpmnNames.Hub}\" targetNamespace=\"urn:test\">{roots}<process id=\"{id}\" isExecutable=\"true\">{content}</process></definitions>");

    public static string Flow(params IEnumerable<string> nodes) => string.Concat(nodes.Zip(nodes.Skip(1)).Select(pair => $"<sequenceFlow id=\"{pair.First}_{pair.Second}\" sourceRef=\"{pair.First}\" targetRef=\"{pair.Second}\"/>"));

    public static string Service(string id, string inside = "") => $"<serviceTask id=\"{id}\"><extensionElements><hub:service name=\"{id}\" retries=\"2\"/>{inside}</extensionElements></serviceTask>";

    public static string UserTask(string id, string attributes = "") => $"<userTask id=\"{id}\"><extensionElements><hub:task roles=\"clerk\" {attributes}/><hub:form><hub:field name=\"ok\" type=\"boolean\" required=\"true\"/></hub:form></extensionElements></userTask>";

    public static ProcessEngine NewEngine(IProcessStore store, TimeProvider clock, params IEnumerable<IServiceHandler> services) => new(store, services, NoNotifier.Instance, clock, EngineOptions.Default);

    public static async Task DrainAsync(this ProcessEngine engine)
    {
        for (var i = 0; await engine.WorkAsync(Never) > 0; i++)
        {
            Assert.True(i < 1_000, "the work never ends");
        }
    }

    public static async Task DeployedAsync(this ProcessEngine engine, string content, string roots = "", string id = "p") =>
        Assert.Empty((await engine.DeployAsync(File(content, roots, id), "op", Never)).Findings);

    public static async Task<Guid> StartedAsync(this ProcessEngine engine, string variables = "{}", string key = "case-1", string process = "p")
    {
        var id = Guid.CreateVersion7();
        Assert.Null(await engine.StartAsync(id, process, key, Context(variables), null, Never));
        return id;
    }

    /// <summary>All open tasks, in the order of the list.</summary>
    public static async Task<IReadOnlyList<TaskRow>> OpenTasksAsync(this IProcessStore store, CancellationToken cancellation) =>
        [.. (await store.TasksAsync(TaskQuery.All(1_000), cancellation)).Select(open => open.Task)];

    public static ContextValue Context(string json) => (ContextValue)ValueJson.Read(json)!;
}
