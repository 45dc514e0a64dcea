using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Host.Commands.Processes;

/// <summary><c>ihub task list</c>: what somebody may do now, those due first before the others; without <c>--as</c> everything that is open.</summary>
internal sealed class TaskListVerb : ProcessVerb
{
    private readonly Option<int> _max = new("--max") { Description = "How many (1 to 1000)", DefaultValueFactory = static _ => 50 };
    private readonly Option<string?> _after = new("--after") { Description = "Behind this place, which the page before names", HelpName = "PLACE" };
    private readonly Option<bool> _all = new("--all") { Description = "Everything that is open, for operators" };

    public override string Path => "task list";

    public override string Description => "List open tasks, those due first before the others";

    public override bool IsDefaultOfGroup => true;

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_max);
        command.Add(_after);
        command.Add(_all);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var (most, after) = (ProcessPlaces.Most(context.Get(_max)), ProcessPlaces.Task(context.Get(_after)));
        var tasks = context.Get(_all) || bench.Actor.Roles.Contains(Workflows.Engine.Acting.RolePolicy.Operator)
            ? [.. (await bench.Store.TasksAsync(TaskQuery.All(most, after), cancellationToken)).Select(open => open.Task)]
            : await bench.Engine.TasksOfAsync(bench.Actor, after, most, cancellationToken);
        Print(context.Answer, tasks, most);
        return ExitCode.Ok;
    }

    private static void Print(Answer answer, IReadOnlyList<TaskRow> tasks, int most)
    {
        if (answer.IsJson)
        {
            answer.Json(tasks.Select(task => new
            {
                task = $"{task.Instance:D}/{task.Token}", task.Name, task.Node, task.Definition.Process, task.BusinessKey, task.Priority, task.Due, task.OpenedAt, task.ClaimedBy,
                cursor = ProcessPlaces.Of(task.Place),
            }));
            return;
        }

        if (tasks.Count == 0)
        {
            answer.Line("Nothing is open.");
            return;
        }

        var table = new TextTable("task", "name", "case", "due", "held by");
        foreach (var task in tasks)
        {
            table.Row($"{task.Instance:D}/{task.Token}", task.Name.Length > 0 ? task.Name : task.Node, $"{task.Definition.Process} {task.BusinessKey}", Words.Instant(task.Due), task.ClaimedBy ?? "-");
        }

        answer.Table(table);
        if (tasks.Count == most)
        {
            answer.Line($"There may be more: --after {ProcessPlaces.Of(tasks[^1].Place)}");
        }
    }
}

/// <summary><c>ihub task show</c>: what a task asks.</summary>
internal sealed class TaskShowVerb : ProcessVerb
{
    private readonly Argument<string> _task = new("TASK") { Description = "INSTANCE/TOKEN" };

    public override string Path => "task show";

    public override string Description => "Show a task: what it is about and what its form asks";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_task);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var (instance, token) = ProcessPlaces.TaskId(context.Get(_task)!);
        var found = await bench.Engine.FindTaskAsync(instance, token, bench.Actor, cancellationToken);
        if (found.Value is not { } asked)
        {
            return Refuse(context, found.Findings);
        }

        Print(context.Answer, asked.Task, asked.Node);
        return ExitCode.Ok;
    }

    private static void Print(Answer answer, TaskRow task, UserTask node)
    {
        if (answer.IsJson)
        {
            answer.Json(new
            {
                task = $"{task.Instance:D}/{task.Token}", task.Name, task.Node, task.Definition.Process, task.Definition.Version, task.BusinessKey, task.Priority, task.Due, task.OpenedAt,
                task.ClaimedBy, node.Task.Roles, node.Task.EscalateTo, node.Task.Excluded,
                inputs = System.Text.Json.JsonDocument.Parse(ValueJson.Write(task.Inputs)).RootElement, form = node.Form.Fields,
            });
            return;
        }

        answer.Line($"{node.Name} ({node.Id}) of {task.Definition.Process} {task.BusinessKey}, due {Words.Instant(task.Due)}, held by {task.ClaimedBy ?? "nobody"}");
        answer.Line($"  for {string.Join(", ", node.Task.Roles)}" + (node.Task.Excluded.IsEmpty ? "" : $"; not for who did {string.Join(", ", node.Task.Excluded)}"));
        foreach (var (name, value) in task.Inputs.Entries)
        {
            answer.Line($"  {name} = {ValueJson.Write(value)}");
        }

        var table = new TextTable("asks", "", "kind", "values");
        foreach (var field in node.Form.Fields)
        {
            table.Row(field.Name + (field.Required ? " *" : ""), field.Label, Words.Of(field.Type), string.Join(", ", field.Choices.Select(choice => choice.Value)));
        }

        answer.Table(table);
    }
}
