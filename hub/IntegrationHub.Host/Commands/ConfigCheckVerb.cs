using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Data;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub config check</c>: all errors of the configuration at once.</summary>
internal sealed class ConfigCheckVerb : Verb
{
    public override string Path => "config check";

    public override string Description => "Check the configuration and print all of its errors";

    public override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        var loaded = HubConfiguration.Load(folder.ConfigurationFile, context.Surroundings.Variables);
        IReadOnlyList<ConfigurationProblem> problems = 
        [
            .. loaded.Problems,
            .. TrustFiles.Read(folder, loaded.Options.Trust, context.Time).Problems,
            .. SignatureRuleFiles.Read(folder, loaded.Options, context.Time).Problems.Where(problem => problem.Code == "TRUST_FILE"),
            .. ProductionRules.Check(folder, loaded.Options, context.Time),
        ];
        var warnings = ProductionRules.Warnings(folder, loaded.Options, context.Time);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { ok = problems.Count == 0, file = folder.ConfigurationFile, problems, warnings });
        }

        foreach (var problem in problems)
        {
            context.Answer.Line(problem.ToString());
        }

        foreach (var warning in warnings)
        {
            context.Answer.Line($"warning: {warning}");
        }

        context.Answer.Line(problems.Count == 0 ? $"{folder.ConfigurationFile}: no errors" : $"{problems.Count} error(s)");
        return Task.FromResult(problems.Count == 0 ? ExitCode.Ok : ExitCode.NotOk);
    }
}
