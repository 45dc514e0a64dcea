namespace IntegrationHub.Lanes.Sending;

/// <summary>What attempts at one endpoint came to within some time.</summary>
/// <param name="Attempts">Requests that were sent, or tried to be.</param>
/// <param name="Failed">Those without an answer of its own: no connection, no answer in time, one that cannot be trusted.</param>
/// <param name="MeanMilliseconds">From the request to its outcome; null where there was none.</param>
/// <param name="P95Milliseconds">What 95 of 100 did not exceed, rounded up by an eighth at most; null where there was none.</param>
public sealed record AttemptFigures(long Attempts, long Failed, decimal? MeanMilliseconds, decimal? P95Milliseconds);

/// <summary>Attempts at one endpoint over a day, in steps of five minutes: 150 kilobytes at most, however many there are. Not thread-safe.</summary>
internal sealed class AttemptWindow
{
    private const int Steps = 288;

    /// <summary>Parts of each doubling.</summary>
    private const int Fineness = 8;

    /// <summary>Doublings from 1 ms on: up to 65.5 s.</summary>
    private const int Doublings = 16;

    /// <summary>Up to 1 ms, then eight from each power of two to the next; what is longer counts to the last.</summary>
    private const int Levels = 1 + (Doublings * Fineness);

    private static readonly long Step = TimeSpan.FromMinutes(5).Ticks;

    /// <summary>Milliseconds that each level holds at most.</summary>
    private static readonly decimal[] Bounds = [.. Enumerable.Range(0, Levels).Select(static level => level == 0 ? 1 : (1 << ((level - 1) / Fineness)) * (1 + ((((level - 1) % Fineness) + 1) / (decimal)Fineness)))];

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
        var (level, milliseconds) = (0, (decimal)took.Ticks / TimeSpan.TicksPerMillisecond);
        while (level < Levels - 1 && milliseconds > Bounds[level])
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
                return Bounds[level];
        }

        return Bounds[^1];
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
