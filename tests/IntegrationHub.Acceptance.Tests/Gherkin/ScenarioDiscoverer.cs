using Xunit.Abstractions;
using Xunit.Sdk;

namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>One test case per scenario; a file that cannot be read is one failing test case.</summary>
public sealed class ScenarioDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var display = discoveryOptions.MethodDisplayOrDefault();
        var options = discoveryOptions.MethodDisplayOptionsOrDefault();
        foreach (var file in FeatureFiles.All())
        {
            IReadOnlyList<ScenarioPlan> plans;
            string? problem = null;
            try
            {
                plans = FeatureFiles.Read(file);
            }
            catch (global::Gherkin.ParserException exception)
            {
                plans = [];
                problem = $"{file}: {exception.Message}";
            }

            if (problem is not null)
            {
                yield return new ExecutionErrorTestCase(diagnostics, display, options, testMethod, problem);
            }

            for (var i = 0; i < plans.Count; i++)
            {
                yield return new ScenarioTestCase(diagnostics, display, options, testMethod, file, i, plans[i]);
            }
        }
    }
}
