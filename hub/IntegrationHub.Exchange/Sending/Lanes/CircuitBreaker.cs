namespace IntegrationHub.Exchange.Sending.Lanes;

/// <summary>When an endpoint is rested.</summary>
/// <param name="FailuresToOpen">Failures in a row that open it; at least 1.</param>
/// <param name="FirstRest">How long it rests the first time; doubles while trials fail.</param>
/// <param name="LongestRest">Longest rest.</param>
public sealed record BreakerPolicy(int FailuresToOpen, TimeSpan FirstRest, TimeSpan LongestRest)
{
    public static BreakerPolicy Default { get; } = new(3, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
}

/// <summary>What is known of one endpoint. A value: the lane keeps the present one and replaces it.</summary>
/// <param name="Failures">Connections that failed in a row.</param>
/// <param name="RestsUntil">Until then nothing is sent there; afterwards one trial is.</param>
/// <param name="TrialSince">A trial is under way since then.</param>
public readonly record struct CircuitBreaker(int Failures, DateTimeOffset? RestsUntil, DateTimeOffset? TrialSince)
{
    /// <summary>A trial that never reports back (its node died) blocks no longer than this.</summary>
    private static readonly TimeSpan LongestTrial = TimeSpan.FromMinutes(2);

    /// <summary>Sound: also what it becomes when the endpoint answers, if only with a fault, for then the way there works.</summary>
    public static CircuitBreaker Closed => default;

    public bool IsOpen => RestsUntil is not null;

    /// <summary>Whether a request may go there now.</summary>
    public bool Allows(DateTimeOffset now) =>
        RestsUntil is not { } until || (now >= until && (TrialSince is not { } trial || now - trial > LongestTrial));

    /// <summary>A request goes there now; while it rests this is the one trial.</summary>
    public CircuitBreaker Started(DateTimeOffset now) => IsOpen ? this with { TrialSince = now } : this;

    /// <summary>No connection, a lost answer, or a server error.</summary>
    public CircuitBreaker Failed(DateTimeOffset now, BreakerPolicy policy)
    {
        var failures = Failures == int.MaxValue ? Failures : Failures + 1;
        if (failures < policy.FailuresToOpen)
        {
            return new(failures, null, null);
        }

        var rest = policy.FirstRest;
        for (var i = policy.FailuresToOpen; i < failures && rest < policy.LongestRest; i++)
        {
            rest *= 2;
        }

        return new(failures, now + (rest < policy.LongestRest ? rest : policy.LongestRest), null);
    }
}
