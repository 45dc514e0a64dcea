namespace IntegrationHub.Storage.Operations;

/// <summary>
/// What one node saw of the others, look by look. No clock of another machine counts: silent is whose last word stayed the same under the eyes of the one that looks for
/// <see cref="SilentAfter"/>. Who could not look itself meanwhile, as while the store was away, begins anew. For one caller at a time.
/// </summary>
/// <param name="time">Only its ticks count.</param>
public sealed class NodeWatch(TimeProvider time)
{
    /// <summary>Without a word for so long a node is silent: four reports missed.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(2);

    /// <summary>Looks farther apart are none one after the other: two of them were missed.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(75);

    private readonly Dictionary<string, (DateTimeOffset SeenAt, long Since)> _seen = new(StringComparer.Ordinal);
    private long? _looked;

    /// <summary>Looks once.</summary>
    /// <param name="running">Nodes that should tell, with the last word of each as it says itself.</param>
    /// <returns>Those whose word has been the same for too long.</returns>
    public IReadOnlyList<(string Name, DateTimeOffset SeenAt)> Look(IReadOnlyList<(string Name, DateTimeOffset SeenAt)> running)
    {
        var now = time.GetTimestamp();
        if (_looked is { } last && time.GetElapsedTime(last, now) > LookEvery)
            _seen.Clear();

        _looked = now;
        foreach (var gone in _seen.Keys.Except(running.Select(static one => one.Name), StringComparer.Ordinal).ToList())
            _seen.Remove(gone);

        foreach (var (name, seen) in running)
        {
            if (!_seen.TryGetValue(name, out var before) || before.SeenAt != seen)
                _seen[name] = (seen, now);
        }

        return [.. running.Where(one => time.GetElapsedTime(_seen[one.Name].Since, now) > SilentAfter)];
    }
}
