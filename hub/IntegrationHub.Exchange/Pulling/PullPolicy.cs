namespace IntegrationHub.Exchange.Pulling;

/// <summary>How the hub polls.</summary>
public sealed record PullPolicy
{
    /// <summary>First pause after a poll that failed, where it is longer than the party's own interval.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest pause between polls of a partner that is down.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>An entry that could not be fetched this often, while the list could be read, is recorded and skipped.</summary>
    public int PoisonAfter { get; init; } = 5;

    /// <summary>How far before the newest known server time a list by time begins: what a restored partner may have lost and given anew.</summary>
    public TimeSpan TimeOverlap { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Alarm after this many failed polls in a row, and at each doubling.</summary>
    public int AlarmAtFailure { get; init; } = 3;
}
