using System.Text;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Host.Demo;
using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Acceptance.Tests.Secrets;

/// <summary>Cases that stand still with what is planted in them: at a task, at a call that fails for now, and a message that nobody waits for.</summary>
internal sealed class CasePlanting(RunningMarket market)
{
    private const string Process = "secrets";

    public async Task WorkAsync()
    {
        var engine = market.Hub.Services.GetRequiredService<ProcessEngine>();
        var hands = new CaseHands(market.Hub.Services, TimeProvider.System);
        Assert.Empty((await engine.DeployAsync(Encoding.UTF8.GetBytes(Definition), "otto", default)).Findings);
        var variables = ContextValue.Of(("secret", Value.Of(Marks.Text("variable"))), ("amount", Value.Of(Marks.Price)));
        await hands.AtAsync(await hands.StartAsync(Process, "S-1", variables, default), "task", default);

        var failing = await hands.StartAsync(Process, "S-2", variables, default);
        await hands.DoAsync(failing, "task", "otto", $$"""{"note": "{{Marks.Text("form")}}"}""", default);
        var refused = await hands.StartAsync(Process, "S-3", variables, default);
        var wrong = await Assert.ThrowsAsync<IntegrationHub.Host.CommandLine.RefusedException>(() => hands.DoAsync(refused, "task", "otto", $$"""{"note": 5, "{{Marks.Text("field")}}": "{{Marks.Text("value")}}"}""", default));
        Assert.StartsWith("FORM_", wrong.Code, StringComparison.Ordinal);

        Assert.Equal(MessageReceipt.Kept, await engine.AcceptMessageAsync(new IncomingMessage("secrets-1", "nobody-waits", "S-1", variables), default));
    }

    /// <summary>A service that is away, and says so with what it was given.</summary>
    internal sealed class Away : IServiceHandler
    {
        public string Name => "secrets.away";

        public Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation) => Task.FromResult<ServiceAnswer>(new ServiceAnswer.Failed(Marks.Text("failed")));
    }

    private static string Definition =>
        $"""
        <definitions xmlns="{BpmnNames.Model}" xmlns:hub="{BpmnNames.Hub}" targetNamespace="urn:test"><process id="{Process}" isExecutable="true">
          <startEvent id="s"/>
          <userTask id="task" name="Decide"><extensionElements><hub:task roles="sales" due="duration(&quot;PT1H&quot;)" remind="PT1H"/><hub:form><hub:field name="note" type="text" max="200"/></hub:form>
            <hub:input name="secret" value="secret"/></extensionElements></userTask>
          <serviceTask id="call"><extensionElements><hub:service name="secrets.away" retries="50" firstPause="PT1S" longestPause="PT1H"/><hub:input name="secret" value="secret"/><hub:input name="note" value="note"/></extensionElements></serviceTask>
          <endEvent id="e"/>
          <sequenceFlow id="f1" sourceRef="s" targetRef="task"/><sequenceFlow id="f2" sourceRef="task" targetRef="call"/><sequenceFlow id="f3" sourceRef="call" targetRef="e"/>
        </process></definitions>
        """;
}
