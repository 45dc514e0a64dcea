using IntegrationHub.Identity.BreakGlass;

namespace IntegrationHub.Portal.Hosting;

/// <summary>What every page says of openings. Read at most every few seconds: a page more or less does not matter, a read for every request would. Thread-safe.</summary>
internal sealed class BreakGlassWatch(BreakGlassDesk desk, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private volatile Seen? _seen;

    /// <summary>Openings by which somebody can come in or is in, and those that nobody has looked into.</summary>
    public async Task<BreakGlassNotice> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_seen is not { } seen || now - seen.At > Fresh)
            _seen = seen = new Seen(now, await desk.ListAsync(cancellationToken));

        return new BreakGlassNotice([.. seen.Openings.Where(one => one.IsLoudAt(now))], seen.Openings.Count(static one => one.WaitsForReview));
    }

    /// <summary>Something was changed here: the next page reads anew.</summary>
    public void Forget() => _seen = null;

    private sealed record Seen(DateTimeOffset At, IReadOnlyList<StoredOpening> Openings);
}

/// <param name="Loud">Told on every page.</param>
/// <param name="Unreviewed">How many wait for the audit administrator.</param>
internal sealed record BreakGlassNotice(IReadOnlyList<StoredOpening> Loud, int Unreviewed)
{
    public static BreakGlassNotice None { get; } = new([], 0);
}
