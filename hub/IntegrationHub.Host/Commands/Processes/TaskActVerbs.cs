using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Workflows;

namespace IntegrationHub.Host.Commands.Processes;

/// <summary>What somebody does to a task; the rules are the engine's.</summary>
internal abstract class TaskActVerb : ProcessVerb
{
    private readonly Argument<string> _task = new("TASK") { Description = "INSTANCE/TOKEN, as `ihub task list` shows it" };

    protected sealed override bool NeedsPerson => true;

    /// <summary>What the task is then, for the answer.</summary>
    protected abstract string Done { get; }

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_task);
    }

    protected abstract Task<IReadOnlyList<Finding>> ActAsync(CommandContext context, ProcessBench bench, Guid instance, int token, CancellationToken cancellationToken);

    protected sealed override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var (instance, token) = ProcessPlaces.TaskId(context.Get(_task)!);
        var findings = await ActAsync(context, bench, instance, token, cancellationToken);
        if (findings.Count > 0)
        {
            return Refuse(context, findings);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { task = $"{instance:D}/{token}", state = Done, by = bench.Actor.User });
        }

        context.Answer.Line($"{instance:D}/{token} is {Done}");
        return ExitCode.Ok;
    }

    protected static IReadOnlyList<Finding> OrNone(Finding? finding) => finding is null ? [] : [finding];
}

/// <summary><c>ihub task claim</c>.</summary>
internal sealed class TaskClaimVerb : TaskActVerb
{
    public override string Path => "task claim";

    public override string Description => "Take a task for oneself";

    protected override string Done => "claimed";

    protected override async Task<IReadOnlyList<Finding>> ActAsync(CommandContext context, ProcessBench bench, Guid instance, int token, CancellationToken cancellationToken) =>
        OrNone(await bench.Engine.ClaimAsync(instance, token, bench.Actor, cancellationToken));
}

/// <summary><c>ihub task release</c>.</summary>
internal sealed class TaskReleaseVerb : TaskActVerb
{
    public override string Path => "task release";

    public override string Description => "Give a claimed task back to all who may do it";

    protected override string Done => "released";

    protected override async Task<IReadOnlyList<Finding>> ActAsync(CommandContext context, ProcessBench bench, Guid instance, int token, CancellationToken cancellationToken) =>
        OrNone(await bench.Engine.ReleaseAsync(instance, token, bench.Actor, cancellationToken));
}

/// <summary><c>ihub task delegate</c>.</summary>
internal sealed class TaskDelegateVerb : TaskActVerb
{
    private readonly Argument<string> _to = new("USER") { Description = "Who is to do it; somebody who may" };

    public override string Path => "task delegate";

    public override string Description => "Hand a task to somebody else who may do it";

    protected override string Done => "delegated";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_to);
    }

    protected override async Task<IReadOnlyList<Finding>> ActAsync(CommandContext context, ProcessBench bench, Guid instance, int token, CancellationToken cancellationToken) =>
        OrNone(await bench.Engine.DelegateAsync(instance, token, bench.Actor, await PersonAsync(bench.Node, context.Get(_to)!, cancellationToken), cancellationToken));
}

/// <summary><c>ihub task complete</c>.</summary>
internal sealed class TaskCompleteVerb : TaskActVerb
{
    private readonly Option<string?> _answer = new("--answer") { Description = "Answer to the form: a JSON object, or @FILE", HelpName = "JSON" };

    public override string Path => "task complete";

    public override string Description => "Complete a task with an answer to its form";

    protected override string Done => "completed";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_answer);
    }

    protected override Task<IReadOnlyList<Finding>> ActAsync(CommandContext context, ProcessBench bench, Guid instance, int token, CancellationToken cancellationToken) =>
        bench.Engine.CompleteAsync(instance, token, ParseValues(context.Get(_answer), "--answer"), bench.Actor, cancellationToken);
}
