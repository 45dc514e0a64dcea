using IntegrationHub.Portal.Data;

namespace IntegrationHub.Host.Node;

/// <summary>Something that works in rounds by itself and tells how they went.</summary>
internal interface IJob
{
    /// <summary>How its rounds went since the start of the node.</summary>
    JobRecord Job { get; }
}

/// <summary>How the rounds of a job went. Thread-safe: one round writes at a time, whoever looks reads.</summary>
internal sealed class JobRecord
{
    /// <summary>A round that goes on for longer does not look as if it would end; no round of ours takes so long.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private TimeProvider _time = TimeProvider.System;
    private DateTimeOffset? _lastRun, _nextRun, _failedAt;
    private TimeSpan? _took;
    private string? _error;
    private bool _failing, _failedNow;
    private long? _began;

    /// <summary>The first round is due after a pause.</summary>
    public void Await(TimeProvider time, TimeSpan pause)
    {
        lock (_lock)
            (_time, _nextRun) = (time, time.GetUtcNow() + pause);
    }

    /// <summary>A round begins.</summary>
    /// <param name="time">The clock of the rounds.</param>
    /// <returns>For <see cref="End"/>.</returns>
    public long Begin(TimeProvider time)
    {
        lock (_lock)
        {
            (_time, _lastRun, _failedNow) = (time, time.GetUtcNow(), false);
            _began = time.GetTimestamp();
            return _began.Value;
        }
    }

    /// <summary>The round that is under way fails.</summary>
    /// <param name="why">Nothing confidential.</param>
    public void Fail(string why)
    {
        lock (_lock)
            (_error, _failedAt, _failedNow) = (why, _time.GetUtcNow(), true);
    }

    /// <summary>A round is over, well or not.</summary>
    /// <param name="began">What <see cref="Begin"/> gave.</param>
    /// <param name="pause">Until the next one; null where nobody knows.</param>
    public void End(long began, TimeSpan? pause)
    {
        lock (_lock)
            (_took, _nextRun, _failing, _began) = (_time.GetElapsedTime(began), _time.GetUtcNow() + pause, _failedNow, null);
    }

    public JobState Read(string name)
    {
        lock (_lock)
            return new JobState(name, _began is { } began && _time.GetElapsedTime(began) > Long ? "hanging" : _failing ? "failing" : "ok", _lastRun, _took is { } took ? Math.Round((decimal)took.TotalMilliseconds, 1) : null, _nextRun, _error, _failedAt, InRounds: true);
    }
}
