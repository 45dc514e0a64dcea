using System.Collections.Immutable;
using IntegrationHub.Workflows.Bpmn.Model;

namespace IntegrationHub.Workflows.Tasks;

/// <summary>Who may do a task. The same answer decides what a list shows, what may be claimed and what may be completed.</summary>
public static class TaskRules
{
    public const string NotCandidate = "TASK_NOT_CANDIDATE";
    public const string FourEyes = "TASK_FOUR_EYES";
    public const string ClaimedByOther = "TASK_CLAIMED";

    /// <summary>Null where the actor may do the task, else why not.</summary>
    /// <param name="completers">Who completed which user task of the case.</param>
    /// <param name="due">When the task is due; from then on the roles of the escalation are candidates, too.</param>
    /// <param name="claimedBy">Who holds the task, or null.</param>
    public static Finding? MayDo(UserTask task, IReadOnlyDictionary<string, ImmutableSortedSet<string>> completers, DateTimeOffset? due, string? claimedBy, Actor actor, DateTimeOffset now)
    {
        if (claimedBy is not null && claimedBy != actor.User && !actor.StandsInFor.Any(other => other.Absent == claimedBy && IsFor(other, actor, now)))
        {
            return Refused(task, ClaimedByOther, "Somebody else has claimed the task.", "Ask the holder to release it.");
        }

        var excluded = task.Task.Excluded.SelectMany(id => completers.GetValueOrDefault(id) ?? []).ToImmutableHashSet(StringComparer.Ordinal);
        if (actor.IsAmong(excluded))
        {
            return Refused(task, FourEyes, "The same person did the step that this one checks.", "Let another person do it.");
        }

        var roles = task.Task.Roles.AsEnumerable();
        if (due <= now)
        {
            roles = roles.Concat(task.Task.EscalateTo);
        }

        var wanted = roles.ToImmutableHashSet(StringComparer.Ordinal);
        // A substitute may do what the absent person might; what that person may not do, the substitute may not do in that name.
        return actor.Roles.Any(wanted.Contains) || actor.StandsInFor.Any(other => IsFor(other, actor, now) && !excluded.Contains(other.Absent) && !other.OtherAccounts.Any(excluded.Contains) && other.Roles.Any(wanted.Contains))
            ? null
            : Refused(task, NotCandidate, $"{actor.User} has none of the roles {string.Join(", ", wanted.Order(StringComparer.Ordinal))}.", "Ask somebody who has, or an administrator for the role.");
    }

    private static bool IsFor(Substitution substitution, Actor actor, DateTimeOffset now) => substitution.Substitute == actor.User && substitution.HoldsAt(now);

    private static Finding Refused(UserTask task, string code, string text, string remedy) => new(code, task.Id, task.Name, 0, text, remedy);
}
