using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Migrating;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Migrating;

namespace IntegrationHub.Workflows.Engine.Running;

/// <content>Running cases on another version of their process.</content>
public sealed partial class ProcessEngine
{
    private const int CasesOfAPage = 200;

    /// <summary>
    /// Looks at every case before any is changed, then changes one after the other, each in a commit of its own. Asked again, it goes on with those that are still on
    /// the old version.
    /// </summary>
    public async Task<Outcome<MigrationReport>> MigrateAsync(MigrationOrder order, string by, CancellationToken cancellation)
    {
        if (await store.FindDefinitionAsync(order.Process, order.From, cancellation) is not { } from || await store.FindDefinitionAsync(order.Process, order.To, cancellation) is not { } to)
        {
            return Outcome.Refused<MigrationReport>(new Finding(ProcessDesk.UnknownDefinition, order.Process, "", 0, "One of the two versions is not there.", "Look at the list of definitions."));
        }

        if (from.Key == to.Key)
        {
            return Outcome.Refused<MigrationReport>(new Finding(MigrationCodes.Mapping, order.Process, "", 0, $"Both versions are {from.Key.Version}.", "Name the version the cases run, and another one."));
        }

        if (MigrationPlan.Create(Compiled(from), Compiled(to), order.Named, out var wrong) is not { } plan)
        {
            return new Outcome<MigrationReport>(null, wrong);
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plan.Text)));
        var going = new Going(plan, from.Key, to.Key, by, string.Create(CultureInfo.InvariantCulture, $"version {from.Key.Version} to {to.Key.Version}, plan {digest}: {order.Reason}"));
        var seen = await SeenAsync(going, order, cancellation);
        var applies = order.Apply && (order.WherePossible || seen.TrueForAll(one => one.State != MigrationState.Stays));
        if (applies)
        {
            for (var i = 0; i < seen.Count; i++)
            {
                seen[i] = seen[i].State == MigrationState.CanGo ? await MoveAsync(going, seen[i], cancellation) : seen[i];
            }
        }

        return Outcome.Of(new MigrationReport(order.Process, from.Key.Version, to.Key.Version, digest, applies, [.. seen]));
    }

    private async Task<List<MigrationOutcome>> SeenAsync(Going going, MigrationOrder order, CancellationToken cancellation)
    {
        var seen = new List<MigrationOutcome>();
        if (order.Instances is { } named)
        {
            foreach (var id in named.Distinct())
            {
                seen.Add(await store.FindInstanceAsync(id, cancellation) is { } row
                    ? Look(going, row)
                    : new MigrationOutcome(id, "", MigrationState.Stays, [ProcessDesk.NoInstance(id)]));
            }

            return seen;
        }

        var query = new InstanceQuery(order.Process, null, InstanceStatus.Running, OnlyWithIncidents: false, null, CasesOfAPage);
        while (true)
        {
            var page = await store.InstancesAsync(query, cancellation);
            seen.AddRange(page.Where(row => row.Definition == going.From).Select(row => Look(going, row)));
            if (page.Count < query.Most)
            {
                return seen;
            }

            query = query with { After = (page[^1].StartedAt, page[^1].Id) };
        }
    }

    private MigrationOutcome Look(Going going, InstanceRow row) => Decide(going, row, clock.GetUtcNow(), out _);

    private static MigrationOutcome Decide(Going going, InstanceRow row, DateTimeOffset now, out StepResult? step)
    {
        step = null;
        if (row.Definition == going.To)
        {
            return new MigrationOutcome(row.Id, row.State.BusinessKey, MigrationState.WasThere, []);
        }

        if (row.Definition != going.From)
        {
            return new MigrationOutcome(row.Id, row.State.BusinessKey, MigrationState.Stays, [new Finding(
                MigrationCodes.Over, $"{row.Id:D}", "", 0, $"The case runs {row.Definition.Process} version {row.Definition.Version}.", "Name the version that it runs.")]);
        }

        (step, var findings) = InstanceMigration.Decide(going.Plan, row.State, going.By, going.Detail, now);
        return new MigrationOutcome(row.Id, row.State.BusinessKey, step is null ? MigrationState.Stays : MigrationState.CanGo, findings);
    }

    /// <summary>Decides again on the state that is changed; what others change all the while is left and named.</summary>
    private async Task<MigrationOutcome> MoveAsync(Going going, MigrationOutcome one, CancellationToken cancellation)
    {
        for (var i = 0; i < options.MostConflicts; i++)
        {
            var row = await store.FindInstanceAsync(one.Instance, cancellation) ?? throw new KeyNotFoundException($"There is no instance {one.Instance:D}.");
            var now = clock.GetUtcNow();
            var decided = Decide(going, row, now, out var step);
            if (step is null)
            {
                return decided;
            }

            var commit = new StepCommit(row with { Definition = going.To, State = step.State, Revision = row.Revision + 1 }, step.Effects, step.History, null, now);
            if (await store.CommitAsync(commit, cancellation) == CommitResult.Committed)
            {
                Wake();
                return decided with { State = MigrationState.Gone };
            }
        }

        return one with { State = MigrationState.Busy };
    }

    /// <summary>A plan on its way.</summary>
    private sealed record Going(MigrationPlan Plan, DefinitionKey From, DefinitionKey To, string By, string Detail);
}
