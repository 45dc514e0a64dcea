using System.CommandLine;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands.Processes;

/// <summary><c>ihub instance start</c>: begins a case.</summary>
internal sealed class InstanceStartVerb : ProcessVerb
{
    private readonly Argument<string> _process = new("PROCESS") { Description = "Id of the process" };
    private readonly Option<string> _key = new("--key") { Description = "What the case is known by outside, e.g. a contract number", HelpName = "KEY", Required = true };
    private readonly Option<string?> _variables = new("--variables") { Description = "A JSON object, or @FILE", HelpName = "JSON" };
    private readonly Option<string?> _event = new("--event") { Description = "Another start event than the plain one", HelpName = "ID" };
    private readonly Option<string?> _id = new("--id") { Description = "Id of the instance, so that the same command again starts nothing", HelpName = "ID" };

    public override string Path => "instance start";

    public override string Description => "Start a process";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_process);
        command.Add(_key);
        command.Add(_variables);
        command.Add(_event);
        command.Add(_id);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var id = context.Get(_id) is { } text ? ParseId(text) : (Guid?)null;
        var variables = ParseValues(context.Get(_variables), "--variables");
        var started = await bench.Desk.StartAsync(bench.Actor, id, context.Get(_process)!, context.Get(_key)!, variables, context.Get(_event), cancellationToken);
        if (started.Value is not { } row)
        {
            return Refuse(context, started.Findings);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { row.Id, row.Definition.Process, row.Definition.Version, status = Words.Of(row.State.Status) });
        }

        context.Answer.Line($"{row.Id} runs {row.Definition.Process} version {row.Definition.Version}");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub instance cancel</c>: ends a case that is not wanted any more.</summary>
internal sealed class InstanceCancelVerb : ProcessVerb
{
    private readonly Argument<string> _id = new("INSTANCE") { Description = "Id of the instance" };
    private readonly Option<string> _reason = new("--reason") { Description = "Why; it stays in the ledger", HelpName = "TEXT", Required = true };

    public override string Path => "instance cancel";

    public override string Description => "Cancel a running process, with what it called";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_id);
        command.Add(_reason);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var id = ParseId(context.Get(_id)!);
        var findings = await bench.Desk.CancelAsync(bench.Actor, id, context.Get(_reason)!, cancellationToken);
        if (findings.Count > 0)
        {
            return Refuse(context, findings);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { id, status = "cancelled" });
        }

        context.Answer.Line($"{id} is cancelled");
        return ExitCode.Ok;
    }
}
