using Xunit.Sdk;

namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>
/// Makes a test method the runner of every scenario in the feature files beside the test assembly. The method takes the file
/// (relative) and the scenario's place in it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("IntegrationHub.Acceptance.Tests.Gherkin.ScenarioDiscoverer", "IntegrationHub.Acceptance.Tests")]
public sealed class ScenariosAttribute : FactAttribute;
