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

        var excluded = Excluded(task, completers);
        if (actor.IsAmong(excluded))
        {
            return Refused(task, FourEyes, "The same person did the step that this one checks.", "Let another person do it.");
        }

        var wanted = Wanted(task, due, now);
        return actor.Roles.Any(wanted.Contains) || StandingIn(actor, wanted, excluded, now) is not null
            ? null
            : Refused(task, NotCandidate, $"{actor.User} has none of the roles {string.Join(", ", wanted.Order(StringComparer.Ordinal))}.", "Ask somebody who has, or an administrator for the role.");
    }

    /// <summary>Whose task a substitute does: the absent holder's, or that of an absent person without whom the substitute might not do it; null where it is done for nobody else. Of a task that the actor may do.</summary>
    public static string? ForWhom(UserTask task, IReadOnlyDictionary<string, ImmutableSortedSet<string>> completers, DateTimeOffset? due, string? claimedBy, Actor actor, DateTimeOffset now)
    {
        var wanted = Wanted(task, due, now);
        return claimedBy is not null && claimedBy != actor.User ? claimedBy
            : actor.Roles.Any(wanted.Contains) ? null
            : StandingIn(actor, wanted, Excluded(task, completers), now);
    }

    /// <summary>A substitute may do what the absent person might; what that person may not do, the substitute may not do in that name.</summary>
    private static string? StandingIn(Actor actor, ImmutableHashSet<string> wanted, ImmutableHashSet<string> excluded, DateTimeOffset now) => actor.StandsInFor
        .Where(other => IsFor(other, actor, now) && !excluded.Contains(other.Absent) && !other.OtherAccounts.Any(excluded.Contains) && other.Roles.Any(wanted.Contains))
        .Select(static other => other.Absent).FirstOrDefault();

    private static ImmutableHashSet<string> Excluded(UserTask task, IReadOnlyDictionary<string, ImmutableSortedSet<string>> completers) =>
        task.Task.Excluded.SelectMany(id => completers.GetValueOrDefault(id) ?? []).ToImmutableHashSet(StringComparer.Ordinal);

    private static ImmutableHashSet<string> Wanted(UserTask task, DateTimeOffset? due, DateTimeOffset now) =>
        (due <= now ? task.Task.Roles.Concat(task.Task.EscalateTo) : task.Task.Roles).ToImmutableHashSet(StringComparer.Ordinal);

    private static bool IsFor(Substitution substitution, Actor actor, DateTimeOffset now) => substitution.Substitute == actor.User && substitution.HoldsAt(now);

    private static Finding Refused(UserTask task, string code, string text, string remedy) => new(code, task.Id, task.Name, 0, text, remedy);
}
