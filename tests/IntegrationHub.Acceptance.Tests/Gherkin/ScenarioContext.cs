namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>What a binding may ask for in its constructor: which scenario runs, and where to write.</summary>
/// <param name="scenario">The running scenario.</param>
/// <param name="output">Takes lines for the test's report.</param>
public sealed class ScenarioContext(ScenarioPlan scenario, Action<string> output)
{
    public ScenarioPlan Scenario => scenario;

    public void WriteLine(string line) => output(line);
}
