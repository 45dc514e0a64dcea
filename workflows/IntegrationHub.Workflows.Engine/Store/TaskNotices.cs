using IntegrationHub.Workflows.Execution;

namespace IntegrationHub.Workflows.Engine.Store;

/// <summary>When people are told of a task that waits: the work a store keeps with it, and takes away when the task is closed.</summary>
public static class TaskNotices
{
    public static IEnumerable<(WorkKind Kind, DateTimeOffset At)> Of(Effect.OpenTask task)
    {
        if (task.Due is not { } due)
        {
            yield break;
        }

        if (task.Task.Remind is { } before)
        {
            yield return (WorkKind.Remind, due - before);
        }

        yield return (WorkKind.Overdue, due);
    }
}
