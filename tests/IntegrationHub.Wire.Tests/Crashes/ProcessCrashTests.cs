using System.Text;
using IntegrationHub.Storage;
using IntegrationHub.Wire.Tests.Support;
using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;
using Microsoft.Extensions.DependencyInjection;
using Wait = IntegrationHub.Wire.Tests.Support.Wait;

namespace IntegrationHub.Wire.Tests.Crashes;

/// <summary><c>kill -9</c> of a hub that runs processes, beside a second engine on the same database: nothing is lost, nothing is done twice.</summary>
public sealed class ProcessCrashTests(CrashSite site) : IClassFixture<CrashSite>
{
    private const string Process =
        """
        <message id="m" name="crash-go"/>
        <process id="crash" isExecutable="true">
          <startEvent id="s"/>
          <businessRuleTask id="count"><extensionElements><hub:rule name="n" value="n + 1"/></extensionElements></businessRuleTask>
          <serviceTask id="tell"><extensionElements><hub:service name="notify.role"/><hub:input name="role" value="&quot;crash&quot;"/><hub:input name="about" value="case"/></extensionElements></serviceTask>
          <intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT0.2S</timeDuration></timerEventDefinition></intermediateCatchEvent>
          <receiveTask id="go" messageRef="m"/>
          <serviceTask id="again"><extensionElements><hub:service name="notify.user"/><hub:input name="user" value="&quot;crash&quot;"/><hub:input name="about" value="case"/></extensionElements></serviceTask>
          <sequenceFlow id="f1" sourceRef="s" targetRef="count"/><sequenceFlow id="f2" sourceRef="count" targetRef="tell"/>
          <sequenceFlow id="f3" sourceRef="tell" targetRef="pause"/><sequenceFlow id="f4" sourceRef="pause" targetRef="go"/>
          <sequenceFlow id="f5" sourceRef="go" targetRef="again"/>
        </process>
        """;

    private static readonly ContextValue Zero = ContextValue.Of(("n", Value.Of(0m)));

    [Theory]
    [InlineData(CrashPoint.BeforeProcessStep)]
    [InlineData(CrashPoint.AfterProcessStep)]
    [InlineData(CrashPoint.AfterProcessClaim)]
    public async Task Everything_still_happens_once(string point)
    {
        if (site.Market is not { } market)
        {
            return;
        }

        await using var second = await market.AttachAsync();
        var engine = second.Services.GetRequiredService<ProcessEngine>();
        var deployed = await engine.DeployAsync(
            Encoding.UTF8.GetBytes($"<definitions xmlns=\"{BpmnNames.Model}\" xmlns:hub=\"{BpmnNames.Hub}\" targetNamespace=\"urn:test\">{Process}</definitions>"), "test", CancellationToken.None);
        Assert.Empty(deployed.Findings);
        using var stop = new CancellationTokenSource();
        var started = new List<Guid>();
        await site.ArmAsync(point);
        var working = engine.RunAsync(2, TimeSpan.FromMilliseconds(100), static (_, _) => { }, stop.Token);
        var crashed = site.CrashedAsync();

        while (!crashed.IsCompleted && started.Count < 30)
        {
            var id = Guid.CreateVersion7();
            started.Add(id);
            await TryAsync(() => StartAsync(engine, id));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        await crashed;

        // Whoever lost an answer asks again; it is known what was done.
        foreach (var id in started)
        {
            await Wait.UntilAsync(() => TryAsync(() => StartAsync(engine, id)), "An instance could not be started.");
        }

        var store = second.Services.GetRequiredService<IProcessStore>();
        foreach (var id in started)
        {
            InstanceState? state = null;
            await Wait.UntilAsync(
                async () => await TryAsync(async () => state = (await store.FindInstanceAsync(id, CancellationToken.None))!.State) && state!.IsOver,
                "A process stands still.", () => string.Join(", ", state!.Tokens.Values.Select(token => token.Node)));
            Assert.Equal((InstanceStatus.Completed, Value.Of(1m)), (state!.Status, state.Variables["n"]));
            var history = await store.HistoryAsync(id, CancellationToken.None);
            Assert.All(new[] { "count", "tell", "go", "again" }, node => Assert.Single(history, row => row.Entry.Kind == "activity.completed" && row.Entry.Node == node));
            Assert.Equal(history.Select(row => row.Revision).Order(), history.Select(row => row.Revision));
        }

        await stop.CancelAsync();
        await working;
        var notices = await second.Services.GetRequiredService<INoticeOutbox>().ReadAsync("crash", ["crash"], 1_000, CancellationToken.None);
        Assert.All(started, id => Assert.Equal(2, notices.Count(notice => notice.Instance == id)));
    }

    private static async Task StartAsync(ProcessEngine engine, Guid id)
    {
        Assert.Null(await engine.StartAsync(id, "crash", $"{id:N}", ContextValue.Of([.. Zero.Entries.Select(entry => (entry.Key, entry.Value)), ("case", Value.Of($"{id:N}"))]), null, CancellationToken.None));

        // Early for a case that has just begun, and sent anew by who does not know whether it came.
        await engine.AcceptMessageAsync(new IncomingMessage($"go-{id:N}", "crash-go", $"{id:N}", ContextValue.Empty), CancellationToken.None);
    }

    /// <summary>The database may go down with the hub for a moment.</summary>
    private static async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exchange.StorageUnavailableException)
        {
            return false;
        }
    }
}
