namespace IntegrationHub.Exchange.Pulling;

/// <summary>
/// Keeps requests of one kind below a partner's limit per minute: a bucket that holds one minute's requests and refills evenly.
/// A value; the poller keeps the present one.
/// </summary>
/// <param name="Used">How much of the bucket is used, in requests, at <paramref name="At"/>.</param>
/// <param name="At">When that was.</param>
public readonly record struct RequestPace(decimal Used, DateTimeOffset At)
{
    /// <summary>When the next request may be made; <paramref name="now"/> itself when at once. No limit, no wait.</summary>
    public DateTimeOffset NextAt(int? perMinute, DateTimeOffset now)
    {
        if (perMinute is not { } limit)
        {
            return now;
        }

        var over = UsedAt(limit, now) + 1 - limit;
        return over <= 0 ? now : now + TimeSpan.FromTicks((long)Math.Ceiling(over * TimeSpan.TicksPerMinute / limit));
    }

    /// <summary>The pace after a request at <paramref name="now"/>.</summary>
    public RequestPace After(int? perMinute, DateTimeOffset now) => perMinute is { } limit ? new(UsedAt(limit, now) + 1, now) : default;

    private decimal UsedAt(int limit, DateTimeOffset now)
    {
        var refilled = now > At ? (decimal)(now - At).Ticks / TimeSpan.TicksPerMinute * limit : 0;
        return Math.Max(0, Used - refilled);
    }
}
