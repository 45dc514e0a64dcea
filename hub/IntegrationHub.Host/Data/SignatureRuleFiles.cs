using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Data;

/// <summary>The section <c>signatures</c> with the authorities of its rules read.</summary>
internal static class SignatureRuleFiles
{
    /// <summary>The rule books, and files that are missing or wrong.</summary>
    public static (SignatureRules Rules, IReadOnlyList<ConfigurationProblem> Problems) Read(DataFolder folder, HubOptions options, TimeProvider time)
    {
        var problems = new List<ConfigurationProblem>();
        var reading = new SignatureRuleReading(
            MarketRulesOfNode.ZoneOf(options.Hub),
            new SettingPlaces(folder.ConfigurationFile, new Dictionary<string, string>(StringComparer.Ordinal)),
            (paths, setting) =>
            {
                var store = TrustStore.Load(paths.Select(folder.Resolve), time);
                if (store.Problem is { } problem)
                {
                    problems.Add(new ConfigurationProblem("TRUST_FILE", setting, $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy));
                    return null;
                }

                return store.Value.Anchors;
            });
        var rules = reading.Read(options.Signatures);
        return (rules, [.. reading.Problems, .. problems]);
    }

    /// <exception cref="RefusedException">A file is missing or wrong.</exception>
    public static SignatureRules Load(DataFolder folder, HubOptions options, TimeProvider time)
    {
        var (rules, problems) = Read(folder, options, time);
        return problems.Count == 0
            ? rules
            : throw new RefusedException(problems[0].Code, string.Join("; ", problems.Select(problem => problem.ToString())), "Correct the section `signatures` of hub.yaml.");
    }
}
