using System.Collections.Concurrent;
using System.Text;
using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Host.Bench.Processes;

/// <summary>The definitions that are measured.</summary>
internal static class BenchProcesses
{
    public const string TenSteps = "bench-ten-steps", Tasks = "bench-tasks", Timers = "bench-timers";

    public const int Steps = 10;

    public const string Step = "bench.step", Last = "bench.last", Fired = "bench.fired";

    public static byte[] File()
    {
        var steps = string.Concat(Enumerable.Range(1, Steps).Select(number =>
            $"<serviceTask id=\"s{number}\"><extensionElements><hub:service name=\"{(number == Steps ? Last : Step)}\"/></extensionElements></serviceTask><sequenceFlow id=\"f{number}\" sourceRef=\"s{number - 1}\" targetRef=\"s{number}\"/>"));
        return Encoding.UTF8.GetBytes(
            $"""
            <definitions xmlns="{BpmnNames.Model}" xmlns:hub="{BpmnNames.Hub}" targetNamespace="urn:integrationhub:bench">
            <process id="{TenSteps}" isExecutable="true"><startEvent id="s0"/>{steps}</process>
            <process id="{Tasks}" isExecutable="true"><startEvent id="a"/><userTask id="b" name="Check"><extensionElements><hub:task roles="bench"/></extensionElements></userTask><sequenceFlow id="c" sourceRef="a" targetRef="b"/></process>
            <process id="{Timers}" isExecutable="true"><startEvent id="d"/><intermediateCatchEvent id="e"><timerEventDefinition><timeDate>due</timeDate></timerEventDefinition></intermediateCatchEvent>
              <serviceTask id="g"><extensionElements><hub:service name="{Fired}"/><hub:input name="due" value="due"/></extensionElements></serviceTask>
              <sequenceFlow id="h" sourceRef="d" targetRef="e"/><sequenceFlow id="i" sourceRef="e" targetRef="g"/></process>
            </definitions>
            """);
    }
}

/// <summary>A service that does nothing but tell that it was called.</summary>
internal sealed class BenchService(string name, Action<ServiceCall> called) : IServiceHandler
{
    public string Name => name;

    public Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        called(call);
        return Task.FromResult<ServiceAnswer>(new ServiceAnswer.Done(ContextValue.Empty));
    }
}

/// <summary>How late timers were: from the time they were due to the call that followed them.</summary>
internal sealed class Lateness(TimeProvider time)
{
    public ConcurrentQueue<double> Milliseconds { get; } = new();

    public void Note(ServiceCall call)
    {
        if (call.Inputs["due"] is InstantValue due)
        {
            Milliseconds.Enqueue((time.GetUtcNow() - due.Instant).TotalMilliseconds);
        }
    }
}
