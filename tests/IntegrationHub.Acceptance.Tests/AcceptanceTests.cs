using IntegrationHub.Acceptance.Tests.Gherkin;
using IntegrationHub.Acceptance.Tests.Market;
using Xunit.Abstractions;

namespace IntegrationHub.Acceptance.Tests;

/// <summary>Every scenario of every feature file, each as a test of its own name.</summary>
[Collection(MarketCollection.Name)]
public sealed class AcceptanceTests(MarketFixture market, ITestOutputHelper output)
{
    private static readonly StepCatalogue Catalogue = StepCatalogue.Of(typeof(AcceptanceTests).Assembly);

    [Scenarios]
    public Task A_scenario_ends_as_written(string file, int index) =>
        new ScenarioRun(Catalogue, FeatureFiles.Read(file)[index], output.WriteLine, market).RunAsync();
}
