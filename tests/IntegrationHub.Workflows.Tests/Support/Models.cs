using System.Text;
using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Bpmn.Model;

namespace IntegrationHub.Workflows.Tests.Support;

/// <summary>Definition files made of a few lines.</summary>
internal static class Models
{
    /// <summary>A file around the content of one executable process.</summary>
    public static byte[] File(string content, string roots = "", string attributes = "isExecutable=\"true\"") => Encoding.UTF8.GetBytes($"""
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="{BpmnNames.Model}" xmlns:hub="{BpmnNames.Hub}" targetNamespace="urn:test" id="file">
        {roots}
        <process id="p" name="Process" {attributes}>
        {content}
        </process>
        </definitions>
        """);

    public static Compilation Compile(string content, string roots = "")
    {
        var file = BpmnFile.Open(File(content, roots), out var finding);
        Assert.Null(finding);
        return file!.Compile();
    }

    public static ProcessDefinition Process(string content, string roots = "")
    {
        var compilation = Compile(content, roots);
        Assert.Empty(compilation.Findings);
        return compilation.Processes.Single();
    }

    /// <summary>Arrows from pairs <c>a&gt;b</c>; <c>a&gt;b:condition</c> has a condition. The id of an arrow is <c>a_b</c>.</summary>
    public static string Flows(params IEnumerable<string> arrows) => string.Concat(arrows.Select(arrow =>
    {
        var parts = arrow.Split(':', 2);
        var ends = parts[0].Split('>');
        var condition = parts.Length > 1 ? $"<conditionExpression>{parts[1].Replace("<", "&lt;", StringComparison.Ordinal)}</conditionExpression>" : "";
        return $"""<sequenceFlow id="{ends[0]}_{ends[1]}" sourceRef="{ends[0]}" targetRef="{ends[1]}">{condition}</sequenceFlow>""";
    }));

    public static string Service(string id, string inside = "") =>
        $"""<serviceTask id="{id}"><extensionElements><hub:service name="{id}" retries="1" skippable="true"/>{inside}</extensionElements></serviceTask>""";
}
