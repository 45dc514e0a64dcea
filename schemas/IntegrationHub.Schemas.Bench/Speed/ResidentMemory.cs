namespace IntegrationHub.Schemas.Bench.Speed;

/// <summary>What a pass adds to the memory of the process, as the system counts it.</summary>
internal static class ResidentMemory
{
    /// <summary>Bytes by which the resident memory at its highest exceeds that before, sampled every 10 ms.</summary>
    public static long GrowthDuring(Action pass)
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long before = Environment.WorkingSet, highest = before;
        using var done = new ManualResetEventSlim();
        var sampler = new Thread(() =>
        {
            while (!done.Wait(10)) highest = Math.Max(highest, Environment.WorkingSet);
        });
        sampler.Start();
        pass();
        done.Set();
        sampler.Join();
        return Math.Max(0, highest - before);
    }
}
