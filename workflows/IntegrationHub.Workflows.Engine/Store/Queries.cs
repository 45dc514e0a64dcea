using System.Collections.Immutable;
using IntegrationHub.Workflows.Execution;

namespace IntegrationHub.Workflows.Engine.Store;

/// <summary>A place in the list of tasks; the next page begins behind the last one of this.</summary>
public readonly record struct TaskPlace(DateTimeOffset Due, DateTimeOffset OpenedAt, Guid Instance, int Token) : IComparable<TaskPlace>
{
    /// <summary>Stands for no date: behind all others.</summary>
    public static DateTimeOffset Never { get; } = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Before every task.</summary>
    public static TaskPlace First { get; } = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, Guid.Empty, 0);

    public int CompareTo(TaskPlace other) =>
        Due != other.Due ? Due.CompareTo(other.Due)
        : OpenedAt != other.OpenedAt ? OpenedAt.CompareTo(other.OpenedAt)
        : Instance != other.Instance ? Instance.CompareTo(other.Instance)
        : Token.CompareTo(other.Token);

    public static bool operator <(TaskPlace left, TaskPlace right) => left.CompareTo(right) < 0;

    public static bool operator <=(TaskPlace left, TaskPlace right) => left.CompareTo(right) <= 0;

    public static bool operator >(TaskPlace left, TaskPlace right) => left.CompareTo(right) > 0;

    public static bool operator >=(TaskPlace left, TaskPlace right) => left.CompareTo(right) >= 0;
}

/// <param name="Roles">Tasks that somebody with one of these roles is a candidate for at <paramref name="Now"/> and that nobody holds; null for all tasks.</param>
/// <param name="Holders">And those that one of these persons holds.</param>
/// <param name="Most">1 to 1,000.</param>
public sealed record TaskQuery(ImmutableArray<string>? Roles, ImmutableArray<string> Holders, DateTimeOffset Now, TaskPlace After, int Most)
{
    public static TaskQuery All(int most, TaskPlace? after = null) => new(null, [], TaskPlace.Never, after ?? TaskPlace.First, most);
}

/// <param name="Completers">Who completed which user task of the case, for four eyes.</param>
public sealed record OpenTask(TaskRow Task, IReadOnlyDictionary<string, ImmutableSortedSet<string>> Completers);

/// <param name="OnlyWithIncidents">Only those that wait for an operator.</param>
/// <param name="After">Start and id of the last one of the page before.</param>
/// <param name="Most">1 to 1,000.</param>
public sealed record InstanceQuery(string? Process, string? BusinessKey, InstanceStatus? Status, bool OnlyWithIncidents, (DateTimeOffset StartedAt, Guid Id)? After, int Most);
