using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub config show</c>: every effective value and the place it comes from. Secrets are masked.</summary>
internal sealed class ConfigShowVerb : Verb
{
    private readonly Option<bool> _changed = new("--changed") { Description = "Only what differs from the defaults" };

    public override string Path => "config show";

    public override string Description => "Show every setting with its value and source";

    public override bool IsDefaultOfGroup => true;

    public override void Define(Command command) => command.Add(_changed);

    public override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var loaded = HubConfiguration.Load(context.OpenData().ConfigurationFile, context.Surroundings.Variables);
        var values = context.Get(_changed) ? loaded.Values.Where(value => value.Source != "default").ToList() : loaded.Values;
        if (context.Answer.IsJson)
        {
            context.Answer.Json(values);
        }

        var table = new TextTable("setting", "value", "source");
        foreach (var value in values)
        {
            table.Row(value.Setting, value.Value, value.Source);
        }

        context.Answer.Table(table);
        foreach (var problem in loaded.Problems)
        {
            context.Answer.Warn(problem.ToString());
        }

        return Task.FromResult(loaded.Problems.Count == 0 ? ExitCode.Ok : ExitCode.NotOk);
    }
}
