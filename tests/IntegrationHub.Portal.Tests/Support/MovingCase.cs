using System.Text;
using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>A process of two versions, which have the same two tasks under other ids.</summary>
internal static class MovingCase
{
    /// <summary>A case at the two tasks <c>draft</c> and <c>check</c> of the first version; the second one calls them <c>write</c> and <c>verify</c>.</summary>
    public static async Task<Guid> AtFirstVersionAsync(PortalSite site, string process)
    {
        var engine = site.Get<ProcessEngine>();
        Assert.Empty((await engine.DeployAsync(Definition(process, "draft", "check"), "test", default)).Findings);
        var instance = Guid.CreateVersion7();
        Assert.Null(await engine.StartAsync(instance, process, "M-" + process, ContextValue.Empty, null, default));
        Assert.Empty((await engine.DeployAsync(Definition(process, "write", "verify"), "test", default)).Findings);
        return instance;
    }

    private static byte[] Definition(string process, string first, string second) => Encoding.UTF8.GetBytes(
        $"""
        <definitions xmlns="{BpmnNames.Model}" xmlns:hub="{BpmnNames.Hub}" targetNamespace="urn:test"><process id="{process}" isExecutable="true">
          <startEvent id="s"/><parallelGateway id="fork"/>
          <userTask id="{first}" name="Draft &lt;b>"><extensionElements><hub:task roles="sales"/></extensionElements></userTask>
          <userTask id="{second}" name="Check"><extensionElements><hub:task roles="legal"/></extensionElements></userTask>
          <sequenceFlow id="f0" sourceRef="s" targetRef="fork"/><sequenceFlow id="f1" sourceRef="fork" targetRef="{first}"/><sequenceFlow id="f2" sourceRef="fork" targetRef="{second}"/>
        </process></definitions>
        """);
}
