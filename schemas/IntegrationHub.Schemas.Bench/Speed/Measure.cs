using IntegrationHub.Benchmarks;

namespace IntegrationHub.Schemas.Bench.Speed;

/// <summary>Seconds and bytes of one pass over a document.</summary>
/// <param name="Seconds">Processor time: on a busy machine the time of others does not count.</param>
/// <param name="AllocatedBytes">By the measuring thread.</param>
/// <param name="Runs">How many runs the median is of.</param>
internal sealed record Measurement(double Seconds, long AllocatedBytes, int Runs)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.6);

    /// <summary>The median of some runs after one to warm up; short passes are repeated within a run until they can be timed.</summary>
    public static Measurement Of(Action pass, int runs)
    {
        // The runtime compiles hot loops again, in the background, after it has watched them: until then nothing is measured.
        long warm = System.Diagnostics.Stopwatch.GetTimestamp();
        do pass();
        while (System.Diagnostics.Stopwatch.GetElapsedTime(warm) < WarmUp);
        var first = Environment.CpuUsage.TotalTime;
        pass();
        double once = Math.Max((Environment.CpuUsage.TotalTime - first).TotalSeconds, 1e-6);
        int repeat = Math.Clamp((int)(0.1 / once), 1, 20_000);

        var seconds = new List<double>();
        long allocated = 0;
        for (int run = 0; run < runs; run++)
        {
            GC.Collect();
            long before = GC.GetAllocatedBytesForCurrentThread();
            var start = Environment.CpuUsage.TotalTime;
            for (int i = 0; i < repeat; i++) pass();
            seconds.Add((Environment.CpuUsage.TotalTime - start).TotalSeconds / repeat);
            allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / repeat;
        }
        return new Measurement(BenchStatistics.Median(seconds), allocated, runs);
    }
}
