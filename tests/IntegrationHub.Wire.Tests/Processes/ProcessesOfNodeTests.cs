using System.Collections.Concurrent;
using System.Text;
using IntegrationHub.Host.Node;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;
using Microsoft.Extensions.DependencyInjection;
using Wait = IntegrationHub.Wire.Tests.Support.Wait;

namespace IntegrationHub.Wire.Tests.Processes;

/// <summary>A running hub runs processes: it calls the registered services, and partners' acknowledgements reach the processes that wait for them.</summary>
public sealed class ProcessesOfNodeTests
{
    private const string Submission =
        """
        <message id="m" name="plan-acknowledged"/>
        <process id="submission" isExecutable="true">
          <startEvent id="s"/>
          <serviceTask id="submit"><extensionElements><hub:service name="test.submit"/></extensionElements></serviceTask>
          <receiveTask id="wait" messageRef="m"><extensionElements><hub:correlation key="document"/></extensionElements></receiveTask>
          <serviceTask id="tell"><extensionElements><hub:service name="notify.role"/><hub:input name="role" value="&quot;trader&quot;"/><hub:input name="about" value="document"/></extensionElements></serviceTask>
          <sequenceFlow id="f1" sourceRef="s" targetRef="submit"/>
          <sequenceFlow id="f2" sourceRef="submit" targetRef="wait"/>
          <sequenceFlow id="f3" sourceRef="wait" targetRef="tell"/>
        </process>
        """;

    [Fact]
    public async Task A_process_submits_a_document_and_goes_on_when_it_is_acknowledged()
    {
        if (await Support.Market.CreateAsync() is not { } market)
        {
            return;
        }

        await using var _ = market;
        var submit = new Submit(market);
        await using var hub = await HubNode.StartAsync(
            new NodeSettings { Folder = market.HubFolder, Options = market.HubOptions, Services = services => services.AddSingleton<IServiceHandler>(submit) }, CancellationToken.None);
        submit.Hub = hub;
        var (engine, store) = (hub.Services.GetRequiredService<ProcessEngine>(), hub.Services.GetRequiredService<IProcessStore>());
        Assert.Empty((await engine.DeployAsync(Definition(), "test", CancellationToken.None)).Findings);
        var id = Guid.CreateVersion7();

        Assert.Null(await engine.StartAsync(id, "submission", "PLAN-1", ContextValue.Empty, null, CancellationToken.None));

        InstanceState? state = null;
        await Wait.UntilAsync(async () => (state = (await store.FindInstanceAsync(id, CancellationToken.None))!.State).IsOver, "The process did not end.");
        Assert.Equal(InstanceStatus.Completed, state!.Status);
        Assert.Equal((Value.True, Value.Of("Accepted")), (state.Variables["accepted"], state.Variables["state"]));
        Assert.Single(submit.Keys.Distinct());
        var notice = Assert.Single(await hub.Services.GetRequiredService<INoticeOutbox>().ReadAsync("anna", ["trader"], 10, CancellationToken.None));
        Assert.Equal(("trader", true, "PROCESS-1", id), (notice.To, notice.IsRole, notice.Text, notice.Instance));
    }

    private static byte[] Definition() => Encoding.UTF8.GetBytes(
        $"<definitions xmlns=\"{BpmnNames.Model}\" xmlns:hub=\"{BpmnNames.Hub}\" targetNamespace=\"urn:test\">{Submission}</definitions>");

    private sealed class Submit(Support.Market market) : IServiceHandler
    {
        public ConcurrentQueue<string> Keys { get; } = new();

        public HubNode? Hub { get; set; }

        public string Name => "test.submit";

        public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
        {
            Keys.Enqueue(call.Key);
            var party = Hub!.Parties.Current.Parties.Single(one => one.Code.Value != Hub.Parties.Current.Self.Code.Value);
            var result = await Hub.Services.GetRequiredService<IDocumentSender>().SendAsync(party, market.Schedule("PROCESS-1"), new SendOptions("test"), cancellation);
            return result is SendResult.Refused refused
                ? new ServiceAnswer.Error("REFUSED", refused.Rejections[0].Text)
                : new ServiceAnswer.Done(ContextValue.Of(("document", Value.Of("PROCESS-1"))));
        }
    }
}
