using IntegrationHub.Portal.Data;

namespace IntegrationHub.Host.Node;

/// <summary>Something that works in rounds by itself and tells how they went.</summary>
internal interface IJob
{
    /// <summary>How its rounds went since the start of the node.</summary>
    JobRecord Job { get; }
}

/// <summary>How the rounds of a job went. Thread-safe: one round writes at a time, whoever looks reads.</summary>
/// <param name="time">The clock of the rounds.</param>
internal sealed class JobRecord(TimeProvider time)
{
    /// <summary>A round that goes on for longer does not look as if it would end; no round of ours takes so long.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private DateTimeOffset? _lastRun, _nextRun, _failedAt;
    private TimeSpan? _took;
    private string? _error;
    private bool _failing, _failedNow;
    private long? _began;

    /// <summary>The first round is due after a pause.</summary>
    public void Await(TimeSpan pause)
    {
        lock (_lock)
            _nextRun = time.GetUtcNow() + pause;
    }

    /// <summary>A round begins.</summary>
    public void Begin()
    {
        lock (_lock)
            (_lastRun, _failedNow, _began) = (time.GetUtcNow(), false, time.GetTimestamp());
    }

    /// <summary>The round that is under way fails.</summary>
    /// <param name="why">Nothing confidential.</param>
    public void Fail(string why)
    {
        lock (_lock)
            (_error, _failedAt, _failedNow) = (why, time.GetUtcNow(), true);
    }

    /// <summary>The round that began is over, well or not.</summary>
    /// <param name="pause">Until the next one; null where nobody knows.</param>
    public void End(TimeSpan? pause)
    {
        lock (_lock)
            (_took, _nextRun, _failing, _began) = (time.GetElapsedTime(_began!.Value), time.GetUtcNow() + pause, _failedNow, null);
    }

    public JobState Read(string name)
    {
        lock (_lock)
            return new JobState(name, _began is { } began && time.GetElapsedTime(began) > Long ? "hanging" : _failing ? "failing" : "ok", _lastRun, _took is { } took ? Math.Round((decimal)took.TotalMilliseconds, 1) : null, _nextRun, _error, _failedAt, InRounds: true);
    }
}
