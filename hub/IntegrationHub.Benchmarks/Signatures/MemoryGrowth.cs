namespace IntegrationHub.Benchmarks.Signatures;

/// <summary>By how much the process grows while something runs, sampled every few milliseconds.</summary>
internal static class MemoryGrowth
{
    /// <summary>Megabytes (2^20) by which the resident memory at its highest exceeds that before.</summary>
    public static double MegabytesOf(Action work)
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        var before = Environment.WorkingSet;
        var highest = before;
        using (new Timer(_ => Raise(ref highest), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(2)))
            work();
        Raise(ref highest);
        return (highest - before) / 1048576.0;
    }

    private static void Raise(ref long highest)
    {
        var now = Environment.WorkingSet;
        if (now > Interlocked.Read(ref highest))
            Interlocked.Exchange(ref highest, now);
    }
}
