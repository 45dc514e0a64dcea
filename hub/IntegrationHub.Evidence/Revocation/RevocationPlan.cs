namespace IntegrationHub.Evidence.Revocation;

/// <summary>When revocation data is fetched.</summary>
/// <param name="RefreshEvery">How old data becomes at most before it is fetched again.</param>
/// <param name="RetryAfter">Wait after a first failure.</param>
public sealed record RevocationPlan(TimeSpan RefreshEvery, TimeSpan RetryAfter)
{
    /// <summary>
    /// The wait after a success: half of what is left of the data's time, so that a service that is away for a while leaves no gap, and
    /// never longer than <see cref="RefreshEvery"/>, since a revocation is only seen by asking.
    /// </summary>
    /// <param name="left">Until the data's next update.</param>
    /// <param name="jitter">0 to 1, another for every fetch: partners that started together do not ask together.</param>
    public TimeSpan AfterSuccess(TimeSpan left, double jitter)
    {
        var half = left / 2 < RefreshEvery ? left / 2 : RefreshEvery;
        return Spread(half > RetryAfter ? half : RetryAfter, jitter);
    }

    /// <summary>The wait after failures in a row: twice as long after each, up to <see cref="RefreshEvery"/>.</summary>
    public TimeSpan AfterFailure(int failures, double jitter)
    {
        var wait = RetryAfter * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return Spread(wait < RefreshEvery ? wait : RefreshEvery, jitter);
    }

    private static TimeSpan Spread(TimeSpan wait, double jitter) => wait * (1 - (0.1 * jitter));
}
