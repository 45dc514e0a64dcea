namespace IntegrationHub.Lanes.Sending;

/// <summary>What attempts at one endpoint came to within some time.</summary>
/// <param name="Attempts">Requests that were sent, or tried to be.</param>
/// <param name="Failed">Those without an answer of its own: no connection, no answer in time, one that cannot be trusted.</param>
/// <param name="MeanMilliseconds">From the request to its outcome; null where there was none.</param>
/// <param name="P95Milliseconds">What 95 of 100 did not exceed, rounded up to a power of two; null where there was none.</param>
public sealed record AttemptFigures(long Attempts, long Failed, decimal? MeanMilliseconds, decimal? P95Milliseconds);

/// <summary>Attempts at one endpoint over a day, in steps of five minutes: a few kilobytes, however many there are. Not thread-safe.</summary>
internal sealed class AttemptWindow
{
    private const int Steps = 288;

    /// <summary>Up to 1 ms, 2 ms, 4 ms, … and what is longer than half a minute.</summary>
    private const int Levels = 17;

    private static readonly long Step = TimeSpan.FromMinutes(5).Ticks;

    private readonly Part[] _parts = new Part[Steps];

    public void Add(DateTimeOffset now, TimeSpan took, bool failed)
    {
        var number = now.UtcTicks / Step;
        ref var part = ref _parts[number % Steps];
        if (part.Number != number || part.Levels is null)
            part = new Part { Number = number, Levels = new int[Levels] };

        part.Attempts++;
        part.Failed += failed ? 1 : 0;
        part.Took += took;
        part.Levels[LevelOf(took)]++;
    }

    /// <summary>Sums up what was within the last time, to the step.</summary>
    /// <param name="now">End of it.</param>
    /// <param name="within">Up to a day.</param>
    public AttemptFigures Read(DateTimeOffset now, TimeSpan within)
    {
        var (last, first) = (now.UtcTicks / Step, (now - within).UtcTicks / Step);
        var (attempts, failed, took, levels) = (0L, 0L, TimeSpan.Zero, new long[Levels]);
        foreach (var part in _parts.Where(part => part.Levels is not null && part.Number > first && part.Number <= last))
        {
            (attempts, failed, took) = (attempts + part.Attempts, failed + part.Failed, took + part.Took);
            for (var level = 0; level < Levels; level++)
                levels[level] += part.Levels![level];
        }

        return attempts == 0 ? new AttemptFigures(0, 0, null, null) : new AttemptFigures(attempts, failed, Math.Round((decimal)took.TotalMilliseconds / attempts, 1), P95(levels, attempts));
    }

    private static int LevelOf(TimeSpan took)
    {
        var level = 0;
        while (level < Levels - 1 && took.TotalMilliseconds > 1 << level)
            level++;

        return level;
    }

    private static decimal P95(long[] levels, long attempts)
    {
        var (needed, seen) = ((long)Math.Ceiling(attempts * 0.95m), 0L);
        for (var level = 0; level < Levels; level++)
        {
            seen += levels[level];
            if (seen >= needed)
                return 1 << level;
        }

        return 1 << (Levels - 1);
    }

    private struct Part
    {
        public long Number;
        public long Attempts;
        public long Failed;
        public TimeSpan Took;
        public int[]? Levels;
    }
}
