namespace IntegrationHub.Exchange.Tests.Doubles;

/// <summary>A clock that stands until somebody moves it.</summary>
public sealed class TestClock(DateTimeOffset now) : IHubClock
{
    public DateTimeOffset Now { get; set; } = now;

    /// <summary>2026-11-21 08:00 UTC: an ordinary Saturday morning.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
}

/// <summary>Counting ids: the same test makes the same ids.</summary>
public sealed class TestIds : IIdSource
{
    private int _last;

    public Guid Next(DateTimeOffset now)
    {
        var number = Interlocked.Increment(ref _last);
        return new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);
    }
}
