using System.Text;
using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>A process that waits for a clerk, a service and a message, with one value in everything a store keeps of it.</summary>
internal sealed class RunningProcess(IServiceProvider store, string secret) : IServiceHandler
{
    private const string Definition =
        $"""
        <definitions xmlns="{BpmnNames.Model}" xmlns:hub="{BpmnNames.Hub}" targetNamespace="urn:test"><message id="m" name="ack"/><process id="p" isExecutable="true">
        <startEvent id="s"/><parallelGateway id="g"/><sequenceFlow id="f1" sourceRef="s" targetRef="g"/>
        <userTask id="t"><extensionElements><hub:task roles="clerk"/><hub:input name="price" value="price"/></extensionElements></userTask><sequenceFlow id="f2" sourceRef="g" targetRef="t"/>
        <serviceTask id="a"><extensionElements><hub:service name="a"/><hub:input name="price" value="price"/></extensionElements></serviceTask><sequenceFlow id="f3" sourceRef="g" targetRef="a"/>
        <receiveTask id="r" messageRef="m"><extensionElements><hub:correlation key="case"/></extensionElements></receiveTask><sequenceFlow id="f4" sourceRef="g" targetRef="r"/>
        </process></definitions>
        """;

    private static readonly CancellationToken Never = CancellationToken.None;

    public static string[] Columns { get; } = ["process_instance.state", "process_task.inputs", "process_work.data", "process_message.payload", "process_notice.text"];

    public string Name => "a";

    private Guid Instance { get; } = Guid.CreateVersion7();

    private ContextValue Variables => ContextValue.Of(("price", Value.Of(secret)), ("case", Value.Of($"case-{Instance}")));

    public async Task StartAsync()
    {
        using var engine = new ProcessEngine(store.GetRequiredService<IProcessStore>(), [this], NoNotifier.Instance, TimeProvider.System, EngineOptions.Default);
        Assert.Empty((await engine.DeployAsync(Encoding.UTF8.GetBytes(Definition), "op", Never)).Findings);
        Assert.Null(await engine.StartAsync(Instance, "p", $"case-{Instance}", Variables, null, Never));
        await engine.AcceptMessageAsync(new IncomingMessage($"m-{Instance}", "ack", $"case-{Instance}", Variables), Never);
        await store.GetRequiredService<INotifier>().SendAsync([new Notice($"n-{Instance}", NoticeChannel.Page, "clerk", IsRole: true, "process.notice", secret, Instance, null, TimeProvider.System.GetUtcNow())], Never);
    }

    /// <summary>Everything is there, on its way to whoever works on it.</summary>
    public async Task IsWholeAsync(IServiceProvider ports)
    {
        var processes = (IProcessStore)ports.GetService(typeof(IProcessStore))!;
        Assert.Equal(Variables["price"], (await processes.FindInstanceAsync(Instance, Never))!.State.Variables["price"]);
        Assert.Equal(Variables["price"], (await processes.TasksAsync(TaskQuery.All(1_000), Never)).Single(open => open.Task.Instance == Instance).Task.Inputs["price"]);
        var work = (await processes.ClaimAsync(1_000, TimeSpan.Zero, TimeProvider.System.GetUtcNow().AddHours(1), Never)).Where(claim => claim.Work.Instance == Instance).ToList();
        Assert.Equal([WorkKind.Service, WorkKind.Message], work.Select(claim => claim.Work.Kind).Order());
        Assert.All(work, claim => Assert.Equal(Variables["price"], claim.Work.Data["price"]));
        Assert.Contains(await ((INoticeOutbox)ports.GetService(typeof(INoticeOutbox))!).ReadAsync(null, [], 1_000, Never), notice => notice.Instance == Instance && notice.Text == secret);
    }

    public Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation) => throw new InvalidOperationException("Nobody works on it.");
}
