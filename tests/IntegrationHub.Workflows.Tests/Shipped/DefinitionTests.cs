using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Bpmn.Model;

namespace IntegrationHub.Workflows.Tests.Shipped;

/// <summary>What holds for every process that is shipped.</summary>
public sealed class DefinitionTests
{
    private static IEnumerable<string> Names => Directory.EnumerateFiles(ShippedProcesses.Folder, "*.bpmn").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static TheoryData<string> All() => [.. Names];

    [Fact]
    public void The_six_processes_are_there() =>
        Assert.Equal(["bid-submission", "contract-signing", "contract-termination", "customer-onboarding", "service-request", "settlement-submission"], Names);

    [Theory]
    [MemberData(nameof(All))]
    public void It_deploys_under_the_name_of_its_file(string id)
    {
        var process = ShippedProcesses.Process(id);

        Assert.Equal(id, process.Id);
        Assert.All(process.Nodes.OfType<UserTask>(), task => Assert.NotEmpty(task.Form.Fields));
        Assert.All(process.Nodes.OfType<UserTask>(), task => Assert.NotNull(task.Task.Due));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_node_and_flow_is_drawn(string id)
    {
        var root = BpmnFile.Open(File.ReadAllBytes(Path.Combine(ShippedProcesses.Folder, id + ".bpmn")), out _)!.Tree.Root;
        var drawn = root.Elements.Single(element => element.LocalName == "BPMNDiagram").Elements.Single().Elements.Select(element => element.Attribute("bpmnElement")!).ToHashSet(StringComparer.Ordinal);
        var process = ShippedProcesses.Process(id);

        Assert.All(process.Nodes, node => Assert.Contains(node.Id, drawn));
        Assert.All(process.Nodes.SelectMany(node => process.ScopeOf(node.Id).Flows), flow => Assert.Contains(flow.Id, drawn));
    }

    [Fact]
    public void Who_checks_is_another_person_than_who_did()
    {
        Assert.Contains("draft", Task("contract-signing", "legalReview").Task.Excluded);
        Assert.Contains("draft", Task("contract-signing", "riskReview").Task.Excluded);
        Assert.Contains("draft", Task("contract-signing", "companySignature").Task.Excluded);
        Assert.Contains("propose", Task("contract-termination", "approve").Task.Excluded);
        Assert.Contains("propose", Task("bid-submission", "approve").Task.Excluded);
        Assert.Contains("review", Task("settlement-submission", "approve").Task.Excluded);
        Assert.Contains("complaint", Task("service-request", "approve").Task.Excluded);
        Assert.Contains("register", Task("customer-onboarding", "documents").Task.Excluded);
    }

    [Fact]
    public void Whoever_sends_something_back_can_say_why()
    {
        var silent = Names.SelectMany(name => ShippedProcesses.Process(name).Nodes.OfType<UserTask>())
            .Where(task => task.Form.Fields.Any(field => field.Name == "decision") && !task.Form.Fields.Any(field => field.Name is "note" or "comment"));

        Assert.Empty(silent.Select(task => task.Id));
    }

    private static UserTask Task(string process, string task) => (UserTask)ShippedProcesses.Process(process).Node(task);
}
