namespace IntegrationHub.Evidence.Timestamps;

/// <summary>What is remembered of one timestamp authority between requests.</summary>
/// <param name="Name">Stable name from configuration.</param>
/// <param name="Failures">Failures since its last success.</param>
/// <param name="RestsUntil">Not asked before this instant while another can be.</param>
public sealed record AuthorityState(string Name, int Failures, DateTimeOffset RestsUntil)
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

    public static AuthorityState Fresh(string name) => new(name, 0, DateTimeOffset.MinValue);

    /// <summary>Rests 5 s after the first failure, twice as long after each further one, at most ten minutes.</summary>
    public AuthorityState Failed(DateTimeOffset now)
    {
        var rest = TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Min(Failures, 8)));
        return this with { Failures = Failures + 1, RestsUntil = now + (rest < LongestRest ? rest : LongestRest) };
    }

    public AuthorityState Succeeded() => Fresh(Name);
}

/// <summary>Decides whom to ask for a timestamp, and what happens when nobody answers.</summary>
public static class TimestampPlan
{
    /// <summary>
    /// The order in which authorities are asked in one round: as configured, resting ones left out. Empty means that nobody is asked now
    /// and the request is queued.
    /// </summary>
    public static IReadOnlyList<string> Order(IReadOnlyList<AuthorityState> configured, DateTimeOffset now) =>
        [.. configured.Where(a => a.RestsUntil <= now).Select(a => a.Name)];

    /// <summary>
    /// How long to wait after a round without a timestamp: 10 s, doubling to half an hour. Nothing that needs one is held back meanwhile, and
    /// nothing is given up; the token is attached when it comes.
    /// </summary>
    /// <param name="tries">Rounds without one before this one.</param>
    public static TimeSpan Wait(int tries) => TimeSpan.FromSeconds(Math.Min(10 * Math.Pow(2, Math.Min(tries, 10)), 1800));

    /// <summary>True when a queued timestamp is late enough for an operator to know: the time it proves is the time it is made.</summary>
    public static bool IsLate(DateTimeOffset since, DateTimeOffset now, TimeSpan tolerance) => now - since > tolerance;
}
