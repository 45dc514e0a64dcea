using System.CommandLine;
using System.Text;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Workflows.Bpmn.Model;

namespace IntegrationHub.Host.Commands.Processes;

/// <summary><c>ihub definition list</c>: the newest version of every process.</summary>
internal sealed class DefinitionListVerb : ProcessVerb
{
    public override string Path => "definition list";

    public override string Description => "List the processes that are deployed, with their newest versions";

    public override bool IsDefaultOfGroup => true;

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var found = await bench.Desk.DefinitionsAsync(bench.Actor, cancellationToken);
        if (found.Value is not { } rows)
        {
            return Refuse(context, found.Findings);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(rows.Select(row => new { row.Key.Process, row.Key.Version, row.Digest, row.DeployedAt, row.DeployedBy }));
            return ExitCode.Ok;
        }

        var table = new TextTable("process", "version", "deployed", "by", "SHA-256");
        foreach (var row in rows)
        {
            table.Row(row.Key.Process, $"{row.Key.Version}", Words.Instant(row.DeployedAt), row.DeployedBy, row.Digest[..12]);
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub definition deploy</c>: a new version from a BPMN file, or all that is wrong with it.</summary>
internal sealed class DefinitionDeployVerb : ProcessVerb
{
    private readonly Argument<string> _file = new("FILE") { Description = "BPMN 2.0 file" };

    public override string Path => "definition deploy";

    public override string Description => "Deploy a BPMN file: a new version of each executable process in it";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var deployed = await bench.Desk.DeployAsync(bench.Actor, Encoding.UTF8.GetBytes(ReadFile(context.Get(_file)!)), cancellationToken);
        if (deployed.Value is not { } versions)
        {
            return Refuse(context, deployed.Findings);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(versions);
        }

        foreach (var version in versions)
        {
            context.Answer.Line($"{version.Process} is version {version.Version}");
        }

        return ExitCode.Ok;
    }
}

/// <summary><c>ihub definition show</c>: the nodes of a version, or its file.</summary>
internal sealed class DefinitionShowVerb : ProcessVerb
{
    private readonly Argument<string> _process = new("PROCESS") { Description = "Id of the process" };
    private readonly Option<int?> _version = new("--version-number") { Description = "Another version than the newest", HelpName = "N" };
    private readonly Option<bool> _file = new("--file") { Description = "The BPMN file as it was deployed" };

    public override string Path => "definition show";

    public override string Description => "Show the steps of a process, or its file";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_process);
        command.Add(_version);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var found = await bench.Desk.DefinitionAsync(bench.Actor, context.Get(_process)!, context.Get(_version), cancellationToken);
        if (found.Value is not { } row)
        {
            return Refuse(context, found.Findings);
        }

        if (context.Get(_file))
        {
            context.Surroundings.Out.Write(Encoding.UTF8.GetString(row.File.Span));
            return ExitCode.Ok;
        }

        var definition = await bench.Engine.ReadDefinitionAsync(row.Key, cancellationToken);
        var nodes = definition.Nodes.Select(node => new { node.Id, node.Name, kind = Words.Hyphened(node.GetType().Name), details = Details(node) }).ToList();
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { row.Key.Process, row.Key.Version, row.Digest, row.DeployedAt, row.DeployedBy, nodes });
            return ExitCode.Ok;
        }

        context.Answer.Line($"{row.Key.Process} version {row.Key.Version}, deployed {Words.Instant(row.DeployedAt)} by {row.DeployedBy}");
        var table = new TextTable("step", "name", "kind", "");
        foreach (var node in nodes)
        {
            table.Row(node.Id, node.Name, node.kind, node.details);
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }

    private static string Details(FlowNode node) => node switch
    {
        UserTask task => $"roles {string.Join(", ", task.Task.Roles)}" + (task.Task.Excluded.IsEmpty ? "" : $"; not who did {string.Join(", ", task.Task.Excluded)}"),
        ServiceTask task => task.Service,
        CallActivity call => call.Process,
        _ => "",
    };
}
