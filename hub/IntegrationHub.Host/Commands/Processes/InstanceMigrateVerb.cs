using System.Collections.Immutable;
using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Workflows.Engine.Migrating;

namespace IntegrationHub.Host.Commands.Processes;

/// <summary><c>ihub instance migrate</c>: takes running cases to another version of their process, or says what would become of them.</summary>
internal sealed class InstanceMigrateVerb : ProcessVerb
{
    private readonly Argument<string> _process = new("PROCESS") { Description = "Id of the process" };
    private readonly Option<int> _from = new("--from") { Description = "The version the cases run", HelpName = "VERSION", Required = true };
    private readonly Option<int?> _to = new("--to") { Description = "The version they go to (the newest)", HelpName = "VERSION" };
    private readonly Option<string[]> _map = new("--map") { Description = "What an element becomes that has another id there, OLD=NEW; OLD=- gives a boundary event up", HelpName = "OLD=NEW" };
    private readonly Option<string[]> _instance = new("--instance") { Description = "Only this case", HelpName = "ID" };
    private readonly Option<string> _reason = new("--reason") { Description = "Why; it stays in the history of each case", HelpName = "TEXT", Required = true };
    private readonly Option<bool> _apply = new("--apply") { Description = "Do it; without it nothing is written" };
    private readonly Option<bool> _wherePossible = new("--where-possible") { Description = "Take those that can go, and leave the others" };

    public override string Path => "instance migrate";

    public override string Description => "Take running processes to another version";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_process);
        command.Add(_from);
        command.Add(_to);
        command.Add(_map);
        command.Add(_instance);
        command.Add(_reason);
        command.Add(_apply);
        command.Add(_wherePossible);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var instances = context.Get(_instance) is { Length: > 0 } ids ? ids.Select(ParseId).ToImmutableArray() : (ImmutableArray<Guid>?)null;
        var order = new MigrationOrder(
            context.Get(_process)!, context.Get(_from), context.Get(_to), Named(context.Get(_map) ?? []), instances, context.Get(_reason)!, context.Get(_apply), context.Get(_wherePossible));
        var migrated = await bench.Desk.MigrateAsync(bench.Actor, order, cancellationToken);
        if (migrated.Value is not { } report)
        {
            return Refuse(context, migrated.Findings);
        }

        Print(context.Answer, report);
        return report.Cases.All(one => one.State is MigrationState.Gone or MigrationState.WasThere || (one.State == MigrationState.CanGo && !order.Apply)) ? ExitCode.Ok : ExitCode.NotOk;
    }

    private static Dictionary<string, string> Named(string[] pairs)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var parts = pair.Split('=');
            if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0 || !named.TryAdd(parts[0], parts[1]))
            {
                throw new WrongUseException($"`--map {pair}` is no OLD=NEW, or names an element twice");
            }
        }

        return named;
    }

    private static void Print(Answer answer, MigrationReport report)
    {
        if (answer.IsJson)
        {
            answer.Json(new
            {
                report.Process, report.From, report.To, report.Plan, report.Applied,
                cases = report.Cases.Select(one => new { one.Instance, one.BusinessKey, state = Words.Of(one.State), one.Findings }),
            });
            return;
        }

        var table = new TextTable("instance", "key", "", "in the way");
        foreach (var one in report.Cases)
        {
            table.Row($"{one.Instance}", one.BusinessKey, Words.Of(one.State), string.Join("; ", one.Findings.Select(finding => finding.ToString())));
        }

        answer.Table(table);
        answer.Line(
            $"{report.Process} {report.From} to {report.To}: {report.Count(MigrationState.Gone)} gone, {report.Count(MigrationState.WasThere)} there before, {report.Count(MigrationState.CanGo)} can go, "
            + $"{report.Count(MigrationState.Stays)} stay, {report.Count(MigrationState.Busy)} busy{(report.Applied ? "" : "; nothing was written")}");
    }
}
