using System.Collections.Concurrent;

namespace IntegrationHub.Identity.Services;

/// <summary>Calls a minute, per account, in this process: what an account may send is a matter of load, and of several nodes each carries its own. Thread-safe.</summary>
internal sealed class ServiceRates(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Count> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts one more; false when the minute has had its fill.</summary>
    public bool Take(string account, int most)
    {
        var now = time.GetUtcNow();
        var count = _counts.AddOrUpdate(account, static (_, at) => new Count(at, 1), static (_, before, at) => at - before.Since < Window ? before with { Calls = before.Calls + 1 } : new Count(at, 1), now);
        return count.Calls <= most;
    }

    private sealed record Count(DateTimeOffset Since, int Calls);
}
