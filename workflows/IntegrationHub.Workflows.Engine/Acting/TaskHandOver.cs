using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Workflows.Engine.Acting;

/// <summary>Hands tasks to somebody by name.</summary>
public static class TaskHandOver
{
    /// <summary>Nobody of a name can take the task.</summary>
    public const string NobodyToTake = "ACTOR_UNKNOWN";

    private const int LongestName = 100;

    /// <summary>
    /// Hands a task that the actor may do to somebody else who may do it; null where that worked. A name that nobody has and one of somebody who may not do the task get the same answer, or whoever
    /// has a task would learn who there is.
    /// </summary>
    public static async Task<Finding?> HandOverAsync(this ProcessEngine engine, IActorDirectory directory, Guid instance, int token, Actor actor, string to, CancellationToken cancellation)
    {
        if (await engine.WhyNotAsync(instance, token, actor, cancellation) is { } mine)
        {
            return mine;
        }

        var other = to.Length is 0 or > LongestName ? null : await directory.FindAsync(to, cancellation);
        var refused = await engine.DelegateAsync(instance, token, actor, other ?? new Actor(to, [], []), cancellation);
        return refused?.Code is TaskRules.NotCandidate or TaskRules.FourEyes
            ? new Finding(NobodyToTake, "to", "", 0, "Nobody of this name can take the task.", "Name somebody with a role of the task who did not do the step that it checks.")
            : refused;
    }
}
