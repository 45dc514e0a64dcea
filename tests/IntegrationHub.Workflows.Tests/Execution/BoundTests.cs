using IntegrationHub.Workflows.Execution;
using static IntegrationHub.Workflows.Tests.Support.Models;

namespace IntegrationHub.Workflows.Tests.Execution;

/// <summary>Every step ends soon, and what it leaves behind can go on.</summary>
public sealed class BoundTests
{
    private const string Inner = """
        <subProcess id="outer"><extensionElements><hub:multiInstance collection="many" item="x"/></extensionElements><multiInstanceLoopCharacteristics/>
        <startEvent id="is"/><userTask id="each"><extensionElements><hub:task roles="clerk"/><hub:multiInstance collection="many" item="y"/></extensionElements><multiInstanceLoopCharacteristics/></userTask>
        <sequenceFlow id="is_each" sourceRef="is" targetRef="each"/></subProcess>
        """;

    private static string Numbers(int count) => "[" + string.Join(",", Enumerable.Range(0, count)) + "]";

    [Fact]
    public void Lists_within_lists_are_stopped_by_one_incident()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/>" + Inner + Flows("s>outer")).Start($$"""{"many": {{Numbers(1_000)}}}""");

        Assert.Equal(IncidentCodes.TooManyMoves, run.Incident.Code);
        Assert.InRange(run.State.Tokens.Count, 1, StepEngine.MostTokens);
    }

    [Fact]
    public void What_was_stopped_goes_on_step_by_step()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/>" + Inner + Flows("s>outer")).Start($$"""{"many": {{Numbers(105)}}}""");
        Assert.Equal(IncidentCodes.TooManyMoves, run.Incident.Code);

        for (var i = 0; i < 10 && run.State.Incidents.Count > 0; i++)
        {
            run.Retry();
        }

        Assert.Empty(run.State.Incidents);
        Assert.Equal(105 * 105, run.Tasks.Count);
    }

    [Fact]
    public void Results_that_grow_too_large_together_are_an_incident()
    {
        var model = "<startEvent id=\"s\"/>" + """
            <businessRuleTask id="r"><extensionElements><hub:rule name="copy" value="text"/><hub:multiInstance collection="many" item="x" results="all" result="[text, text, text, text]"/></extensionElements><multiInstanceLoopCharacteristics/></businessRuleTask>
            """ + Flows("s>r");

        var run = new ProcessRun(model).Start($$"""{"many": {{Numbers(5)}}, "text": "{{new string('x', 90_000)}}"}""");

        Assert.Contains(run.State.Incidents.Values, incident => incident.Code == IncidentCodes.TooMuch);
    }

    [Fact]
    public void A_long_chain_of_gateways_deploys_and_a_drawing_beyond_every_use_is_refused()
    {
        static string Chain(int length) => "<startEvent id=\"s\"/>" + string.Concat(Enumerable.Range(0, length).Select(i => $"<inclusiveGateway id=\"g{i}\"/>"))
            + "<endEvent id=\"e\"/>" + Flows(Enumerable.Range(0, length - 1).Select(i => $"g{i}>g{i + 1}").Prepend("s>g0").Append($"g{length - 1}>e"));

        Assert.Empty(Compile(Chain(2_000)).Findings);
        Assert.Contains(Compile(Chain(20_000)).Findings, finding => finding.Text.Contains("more than 5000", StringComparison.Ordinal));
    }
}
