using IntegrationHub.Workflows.Engine.Store;
using TaskSettings = IntegrationHub.Workflows.Bpmn.Model.TaskSettings;

namespace IntegrationHub.Workflows.Engine.Memory;

/// <summary>A store without a disk, for tests and for trying a definition out: one lock is its transaction. Nothing survives the process.</summary>
public sealed partial class InMemoryProcessStore : IProcessStore
{
    private readonly Lock _gate = new();
    private readonly List<DefinitionRow> _definitions = [];
    private readonly Dictionary<Guid, InstanceRow> _instances = [];
    private readonly Dictionary<(Guid Instance, int Token), OfferedTask> _tasks = [];
    private readonly Dictionary<Guid, HeldWork> _work = [];
    private readonly List<Subscription> _subscriptions = [];
    private readonly Dictionary<string, Kept> _messages = new(StringComparer.Ordinal);
    private readonly List<HistoryRow> _history = [];
    private long _next;

    public Task<IReadOnlyList<DefinitionKey>> DeployAsync(IReadOnlyList<string> processes, string digest, ReadOnlyMemory<byte> file, string by, DateTimeOffset now, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<DefinitionKey>>([.. processes.Select(Deploy)]);
        }

        DefinitionKey Deploy(string process)
        {
            var newest = Newest(process);
            if (newest?.Digest != digest)
            {
                newest = new DefinitionRow(new DefinitionKey(process, (newest?.Key.Version ?? 0) + 1), digest, file, now, by);
                _definitions.Add(newest);
            }

            return newest.Key;
        }
    }

    public Task<DefinitionRow?> FindDefinitionAsync(string process, int? version, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(version is null ? Newest(process) : _definitions.Find(definition => definition.Key == new DefinitionKey(process, version.Value)));
        }
    }

    public Task<InstanceRow?> FindInstanceAsync(Guid instance, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(_instances.GetValueOrDefault(instance));
        }
    }

    public Task<CommitResult> CommitAsync(StepCommit commit, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (commit.Done is { } done && !Holds(done))
            {
                return Task.FromResult(CommitResult.ClaimLost);
            }

            if ((_instances.GetValueOrDefault(commit.Instance.Id)?.Revision ?? 0) != commit.Instance.Revision - 1)
            {
                return Task.FromResult(CommitResult.Conflict);
            }

            if (commit.Done is { } work)
            {
                Finish(work.Work, commit.At);
            }

            _instances[commit.Instance.Id] = commit.Instance;
            for (var i = 0; i < commit.Effects.Length; i++)
            {
                Apply(commit, commit.Effects[i], i);
            }

            _history.AddRange(commit.History.Select(entry => new HistoryRow(commit.Instance.Id, commit.Instance.Revision, entry, commit.At)));
            return Task.FromResult(CommitResult.Committed);
        }
    }

    public Task<IReadOnlyList<Claim>> ClaimAsync(int most, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var claims = new List<Claim>();
            foreach (var held in _work.Values.Where(held => held.Work.Due <= now && held.LeasedUntil <= now).OrderBy(held => held.Work.Due).ThenBy(held => held.Order).Take(most).ToList())
            {
                var taken = held with { Fence = held.Fence + 1, LeasedUntil = now + lease };
                _work[held.Work.Id] = taken;
                claims.Add(new Claim(held.Work, taken.Fence));
            }

            return Task.FromResult<IReadOnlyList<Claim>>(claims);
        }
    }

    public Task<bool> DropAsync(Claim claim, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(Holds(claim) && _work.Remove(claim.Work.Id));
        }
    }

    public Task<IReadOnlyList<DefinitionRow>> NewestDefinitionsAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<DefinitionRow>>([.. _definitions.GroupBy(row => row.Key.Process, StringComparer.Ordinal).Select(group => group.Last()).OrderBy(row => row.Key.Process, StringComparer.Ordinal)]);
        }
    }

    public Task<IReadOnlyList<InstanceRow>> InstancesAsync(InstanceQuery query, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<InstanceRow>>([.. _instances.Values
                .Where(row => (query.Process is null || row.Definition.Process == query.Process)
                    && (query.BusinessKey is null || row.State.BusinessKey == query.BusinessKey)
                    && (query.Status is null || row.State.Status == query.Status)
                    && (!query.OnlyWithIncidents || row.State.Incidents.Count > 0)
                    && (query.After is not { } after || (row.StartedAt, row.Id).CompareTo(after) < 0))
                .OrderByDescending(row => (row.StartedAt, row.Id)).Take(query.Most)]);
        }
    }

    public Task<IReadOnlyList<OpenTask>> TasksAsync(TaskQuery query, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<OpenTask>>([.. _tasks.Values
                .Where(offered => offered.Row.Place.CompareTo(query.After) > 0 && IsAskedFor(offered, query))
                .OrderBy(offered => offered.Row.Place).Take(query.Most)
                .Select(offered => new OpenTask(offered.Row, _instances[offered.Row.Instance].State.Completers))]);
        }
    }

    public Task<TaskRow?> FindTaskAsync(Guid instance, int token, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(_tasks.GetValueOrDefault((instance, token))?.Row);
        }
    }

    public Task<bool> HoldTaskAsync(Guid instance, int token, string? expected, string? holder, string by, DateTimeOffset now, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_tasks.TryGetValue((instance, token), out var task) || task.Row.ClaimedBy != expected)
            {
                return Task.FromResult(false);
            }

            _tasks[(instance, token)] = task with { Row = task.Row with { ClaimedBy = holder } };
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<HistoryRow>> HistoryAsync(Guid instance, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<HistoryRow>>([.. _history.Where(row => row.Instance == instance)]);
        }
    }

    private DefinitionRow? Newest(string process) => _definitions.FindLast(definition => definition.Key.Process == process);

    private bool Holds(Claim claim) => _work.TryGetValue(claim.Work.Id, out var held) && held.Fence == claim.Fence;

    private static bool IsAskedFor(OfferedTask offered, TaskQuery query) =>
        query.Roles is not { } roles
        || (offered.Row.ClaimedBy is { } holder
            ? query.Holders.Contains(holder)
            : offered.Task.Roles.Any(roles.Contains) || (offered.Row.Due <= query.Now && offered.Task.EscalateTo.Any(roles.Contains)));

    private sealed record OfferedTask(TaskRow Row, TaskSettings Task);

    private sealed record HeldWork(Work Work, int Fence, DateTimeOffset LeasedUntil, long Order);

    /// <param name="Message">The message that is on its way to it, or null.</param>
    private sealed record Subscription(Guid Instance, int Wait, bool IsSignal, string Name, string Key, string? Message);

    private sealed record Kept(IncomingMessage Message, long Order, bool IsFree);
}
