namespace IntegrationHub.Exchange.Sending;

/// <summary>How patient the way out is.</summary>
public sealed record OutboundPolicy
{
    /// <summary>Pause after the first failure; doubles with each further one.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest pause between attempts. Retries never end before the gate closure: a partner may be down for hours.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>When the next attempt would come after the gate closure, a last one is made this long before it.</summary>
    public TimeSpan LastChance { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Pause before the first status query after a lost answer: the partner may still be committing.</summary>
    public TimeSpan AskAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an acknowledgement may take after delivery before the hub asks and raises an alarm.</summary>
    public TimeSpan AcknowledgementWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>An alarm is raised at this attempt and at each doubling of it.</summary>
    public int AlarmAtAttempt { get; init; } = 6;
}
