using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Forms;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Engine.Running;

/// <content>What people do.</content>
public sealed partial class ProcessEngine
{
    public const string TaskNotOpen = "TASK_NOT_OPEN";
    public const string TaskChanged = "TASK_CHANGED";
    public const string TaskNotConfirmed = "TASK_NOT_CONFIRMED";

    /// <summary>A page of the open tasks this person may do now, those due first before the others.</summary>
    /// <param name="after">Place of the last one of the page before; null for the first page.</param>
    /// <param name="most">Tasks of the page; fewer mean that there are no more.</param>
    public async Task<IReadOnlyList<TaskRow>> TasksOfAsync(Actor actor, TaskPlace? after, int most, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var absent = actor.StandsInFor.Where(other => other.Substitute == actor.User && other.HoldsAt(now)).ToList();
        var query = new TaskQuery(
            [.. actor.Roles.Concat(absent.SelectMany(other => other.Roles)).Distinct(StringComparer.Ordinal)],
            [actor.User, .. absent.Select(other => other.Absent)],
            now, after ?? TaskPlace.First, most);
        var mine = new List<TaskRow>();
        while (mine.Count < most)
        {
            // Candidates come from the store in the order of the list; the rules (four eyes, substitutes) decide here, as they do for a claim.
            var page = await store.TasksAsync(query, cancellation);
            foreach (var open in page)
            {
                if (mine.Count < most && TaskRules.MayDo(await NodeAsync(open.Task, cancellation), open.Completers, open.Task.Due, open.Task.ClaimedBy, actor, now) is null)
                {
                    mine.Add(open.Task);
                }
            }

            if (page.Count < query.Most)
            {
                break;
            }

            query = query with { After = page[^1].Task.Place };
        }

        return mine;
    }

    /// <summary>What a task asks, for somebody who may do it or who is an operator.</summary>
    public async Task<Outcome<AskedTask>> FindTaskAsync(Guid instance, int token, Actor actor, CancellationToken cancellation)
    {
        if (await store.FindTaskAsync(instance, token, cancellation) is not { } task || await store.FindInstanceAsync(instance, cancellation) is not { } row)
        {
            return Outcome.Refused<AskedTask>(NotOpen(token));
        }

        // A task that somebody else holds may be looked at by who could have claimed it.
        var node = await NodeAsync(task, cancellation);
        return !actor.Roles.Contains(RolePolicy.Operator) && TaskRules.MayDo(node, row.State.Completers, task.Due, null, actor, clock.GetUtcNow()) is { } refused
            ? Outcome.Refused<AskedTask>(refused)
            : Outcome.Of(new AskedTask(task, node, row));
    }

    /// <summary>Takes a task for oneself; null where that worked.</summary>
    public async Task<Finding?> ClaimAsync(Guid instance, int token, Actor actor, CancellationToken cancellation)
    {
        if (await store.FindTaskAsync(instance, token, cancellation) is not { } task)
        {
            return NotOpen(token);
        }

        return await RefusalAsync(task, actor, cancellation)
            ?? (await store.HoldTaskAsync(instance, token, task.ClaimedBy, actor.User, actor.User, clock.GetUtcNow(), cancellation) ? null : NotOpen(token));
    }

    /// <summary>Gives a claimed task back to all candidates; null where that worked.</summary>
    public async Task<Finding?> ReleaseAsync(Guid instance, int token, Actor actor, CancellationToken cancellation)
    {
        if (await store.FindTaskAsync(instance, token, cancellation) is not { } task)
        {
            return NotOpen(token);
        }

        return task.ClaimedBy != actor.User
            ? new Finding(TaskRules.ClaimedByOther, task.Node, "", 0, "The task is not held by the person who releases it.", "Only its holder releases a task.")
            : await store.HoldTaskAsync(instance, token, actor.User, null, actor.User, clock.GetUtcNow(), cancellation) ? null : NotOpen(token);
    }

    /// <summary>Hands a task that the actor may do to somebody else who may do it; null where that worked.</summary>
    public async Task<Finding?> DelegateAsync(Guid instance, int token, Actor actor, Actor to, CancellationToken cancellation)
    {
        if (await store.FindTaskAsync(instance, token, cancellation) is not { } task)
        {
            return NotOpen(token);
        }

        return await RefusalAsync(task, actor, cancellation)
            ?? await RefusalAsync(task with { ClaimedBy = null }, to, cancellation)
            ?? (await store.HoldTaskAsync(instance, token, task.ClaimedBy, to.User, actor.User, clock.GetUtcNow(), cancellation) ? null : NotOpen(token));
    }

    /// <summary>Why somebody who may look at a task may not complete it now, before anything is asked of the person; null where nothing is in the way.</summary>
    public async Task<Finding?> WhyNotAsync(Guid instance, int token, Actor actor, CancellationToken cancellation) =>
        await store.FindTaskAsync(instance, token, cancellation) is { } task ? await RefusalAsync(task, actor, cancellation) : NotOpen(token);

    /// <summary>The same of a task that was read already. Whoever completes it is looked at again then.</summary>
    public Finding? WhyNot(AskedTask asked, Actor actor) => TaskRules.MayDo(asked.Node, asked.Instance.State.Completers, asked.Task.Due, asked.Task.ClaimedBy, actor, clock.GetUtcNow());

    /// <summary>Completes a task with an answer to its form. Empty where that worked, else everything that is wrong.</summary>
    /// <param name="shown">What the person had before the eyes; null where the hub showed nothing (commands and calls at the socket, whose answers name what they are about).</param>
    public async Task<IReadOnlyList<Finding>> CompleteAsync(Guid instance, int token, ContextValue answer, Actor actor, CancellationToken cancellation, ShownTask? shown = null)
    {
        if (await store.FindTaskAsync(instance, token, cancellation) is not { } task)
        {
            return [NotOpen(token)];
        }

        if (await RefusalAsync(task, actor, cancellation) is { } refused)
        {
            return [refused];
        }

        var node = await NodeAsync(task, cancellation);
        var values = FormCheck.Check(node.Form, answer, out var findings);
        if (findings.Count > 0)
        {
            return findings;
        }

        foreach (var check in _checks[(task.Definition.Process, task.Node)])
        {
            if (await check.CheckAsync(instance, values, actor, cancellation) is { Count: > 0 } wrong)
            {
                return wrong;
            }
        }

        shown ??= options.ConfirmsByWord ? ShownTask.ByWord : null;
        if (node.Task.ConfirmWithout is { } field && values[field].IsNull && shown?.IsConfirmed != true)
        {
            return [new(TaskNotConfirmed, task.Node, node.Name, 0, $"Without {field} this is done only by somebody who has just signed in anew.", $"Do it on the page, or by a call at a door of persons, with password and code; or give {field}.")];
        }

        try
        {
            // Asked again of the state that is changed: of two tasks that exclude each other one person might have read both before completing either.
            // And what was shown is compared with that very state: a variable may have changed since the page was asked for again.
            Finding? late = null;
            await StepAsync(instance, new StepInput.TaskCompleted(token, values, actor.User, await RecordAsync(task, node, shown, actor, cancellation)), null, cancellation, row =>
                (late = TaskRules.MayDo(node, row.State.Completers, task.Due, task.ClaimedBy, actor, clock.GetUtcNow())
                    ?? (shown?.Still(row) == false ? new Finding(TaskChanged, task.Node, "", 0, "What this is about has changed since it was shown.", "Read it again.") : null)) is null);
            return late is null ? [] : [late];
        }
        catch (IllegalStepException)
        {
            // Somebody else was faster, or the process went another way, after the task was read.
            return [NotOpen(token)];
        }
    }

    /// <summary>What the history keeps of a completion: what was shown and confirmed, and for whom a substitute did it.</summary>
    private async Task<string> RecordAsync(TaskRow task, UserTask node, ShownTask? shown, Actor actor, CancellationToken cancellation)
    {
        var instance = await store.FindInstanceAsync(task.Instance, cancellation);
        var absent = instance is null ? null : TaskRules.ForWhom(node, instance.State.Completers, task.Due, task.ClaimedBy, actor, clock.GetUtcNow());
        return string.Join(' ', new[] { shown?.Record, absent is null ? null : ShownTask.For + absent }.Where(static part => part is { Length: > 0 }));
    }

    private async Task<Finding?> RefusalAsync(TaskRow task, Actor actor, CancellationToken cancellation)
    {
        var instance = await store.FindInstanceAsync(task.Instance, cancellation);
        return instance is null ? NotOpen(task.Token) : TaskRules.MayDo(await NodeAsync(task, cancellation), instance.State.Completers, task.Due, task.ClaimedBy, actor, clock.GetUtcNow());
    }

    private async Task<UserTask> NodeAsync(TaskRow task, CancellationToken cancellation) => (UserTask)(await DefinitionAsync(task.Definition, cancellation)).Node(task.Node);

    /// <summary>What is said of a task that is over, or that never was.</summary>
    public static Finding NotOpen(int token) => new(TaskNotOpen, $"{token}", "", 0, "The task is not open any more.", "Look at the list of tasks again.");
}

/// <summary>What somebody had before the eyes when deciding.</summary>
/// <param name="Record">Digests, for the history of the step; nothing confidential.</param>
/// <param name="Still">Whether a state still is what was shown. Asked of the state that the decision changes.</param>
public sealed record ShownTask(string Record, Func<InstanceRow, bool> Still)
{
    /// <summary>Stands in the record of a decision that was confirmed with the person's factors, before the digest of what was confirmed.</summary>
    public const string Confirmed = "act=";

    /// <summary>Stands in the record of what a substitute did, before the name of the absent person.</summary>
    public const string For = "for=";

    /// <summary>Where commands and calls at the socket are taken at their word.</summary>
    internal static ShownTask ByWord { get; } = new(Confirmed + "by-word", static _ => true);

    /// <summary>True when the person was asked for the factors again, for this very decision.</summary>
    public bool IsConfirmed => Record.Split(' ').Any(static part => part.StartsWith(Confirmed, StringComparison.Ordinal));
}

/// <summary>An open task with what its definition says of it.</summary>
public sealed record AskedTask(TaskRow Task, UserTask Node, InstanceRow Instance)
{
    private static readonly string[] Deciding = ["decision", "digest", "signature"];

    /// <summary>Whether it signs or approves: four eyes, or a form that asks for a decision, a digest or a signature.</summary>
    public bool Decides => !Node.Task.Excluded.IsEmpty || Node.Task.ConfirmWithout is not null || Node.Form.Fields.Any(static one => Deciding.Contains(one.Name));
}
