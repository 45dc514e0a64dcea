using System.Collections.Immutable;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Execution;

namespace IntegrationHub.Workflows.Migrating;

/// <summary>What becomes of a case under another version: a step like any other, or everything that is in its way. Never both.</summary>
public sealed record MigrationDecision(StepResult? Result, ImmutableArray<Finding> Findings);

/// <summary>
/// Takes a running case to another version of its process. Where it stands and what it waits for keep their numbers, so timers, calls and messages under way still
/// find it; times and keys stay as they were reckoned; variables stay. Events that only the new version has are waited for from now on.
/// </summary>
/// <remarks>Pure and thread-safe.</remarks>
public static class InstanceMigration
{
    /// <summary>In the history of a case that went to another version.</summary>
    public const string Migrated = "process.migrated";

    /// <param name="detail">What the history says of it: versions, digest of the plan, reason.</param>
    public static MigrationDecision Decide(MigrationPlan plan, InstanceState state, string by, string detail, DateTimeOffset now)
    {
        if (state.Status != InstanceStatus.Running)
        {
            return new MigrationDecision(null, [new Finding(MigrationCodes.Over, state.Process, "", 0, $"The case is {state.Status}.", "Only running cases go to another version.")]);
        }

        var findings = MigrationCheck.Of(plan, state);
        if (!findings.IsEmpty)
        {
            return new MigrationDecision(null, findings);
        }

        var moved = Moved(plan, state);
        var step = new Step(plan.To, moved, now);
        findings = [.. moved.Tokens.Values.SelectMany(token => step.WatchNew(token, plan.IsKnown))];
        if (!findings.IsEmpty)
        {
            return new MigrationDecision(null, findings);
        }

        // What has become possible happens at once: an inclusive join may wait for nothing more.
        var rest = step.Finish();
        return new MigrationDecision(
            rest with
            {
                Effects = [.. Effects(plan, state), .. rest.Effects],
                History = [new HistoryEntry(Migrated, plan.To.Id, null, by, detail), .. rest.History],
            },
            []);
    }

    private static InstanceState Moved(MigrationPlan plan, InstanceState state) => state with
    {
        Scopes = state.Scopes.SetItems(state.Scopes.Select(pair => KeyValuePair.Create(pair.Key, pair.Value with { Node = plan.TargetOfScope(pair.Value.Node)! }))),
        Tokens = state.Tokens.SetItems(state.Tokens.Select(pair => KeyValuePair.Create(
            pair.Key, pair.Value with { Node = plan.TargetOf(pair.Value.Node)!.Id, Flow = plan.TargetOfFlow(pair.Value.Flow) }))),
        Waits = state.Waits.Values.Select(wait => (Wait: wait, Target: MigrationCheck.TargetOf(plan, wait))).Where(pair => pair.Target is not null)
            .ToImmutableSortedDictionary(pair => pair.Wait.Id, pair => pair.Wait with { Node = pair.Target!.Id }),
        Incidents = state.Incidents.SetItems(state.Incidents.Select(pair => KeyValuePair.Create(pair.Key, pair.Value with { Node = plan.TargetOf(pair.Value.Node)!.Id }))),
        Completers = Completers(plan, state),
    };

    /// <summary>Who did a step is remembered under its new name, too, and never forgotten under the old one.</summary>
    private static ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Completers(MigrationPlan plan, InstanceState state)
    {
        var completers = state.Completers;
        foreach (var (node, persons) in state.Completers)
        {
            if (plan.From.Has(node) && plan.TargetOf(node) is { } target)
            {
                completers = completers.SetItem(target.Id, (completers.GetValueOrDefault(target.Id) ?? []).Union(persons));
            }
        }

        return completers;
    }

    private static IEnumerable<Effect> Effects(MigrationPlan plan, InstanceState state)
    {
        foreach (var token in state.Tokens.Values)
        {
            if (token.Phase == Phase.Active && plan.From.Node(token.Node) is UserTask old && plan.TargetOf(token.Node) is UserTask task && !state.Scopes.Values.Any(scope => scope.Owner == token.Id))
            {
                yield return new Effect.MoveTask(token.Id, task.Id, task.Name, task.Task, IsForOthers(old.Task, task.Task));
            }
        }

        foreach (var wait in state.Waits.Values.Where(wait => MigrationCheck.TargetOf(plan, wait) is null))
        {
            yield return new Effect.Disarm(wait.Id, wait.Kind, wait.Name, wait.Key);
        }
    }

    private static bool IsForOthers(TaskSettings old, TaskSettings task) =>
        !old.Roles.ToHashSet(StringComparer.Ordinal).SetEquals(task.Roles)
        || !old.EscalateTo.ToHashSet(StringComparer.Ordinal).SetEquals(task.EscalateTo)
        || !old.Excluded.ToHashSet(StringComparer.Ordinal).SetEquals(task.Excluded);
}
