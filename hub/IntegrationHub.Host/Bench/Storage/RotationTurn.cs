using IntegrationHub.Storage;
using IntegrationHub.Storage.Measuring;

namespace IntegrationHub.Host.Bench.Storage;

/// <summary>New data keys for everything that the commits sealed.</summary>
internal sealed class RotationTurn(HubStore sealedStore, TimeProvider time, StorageReport report, Action<string> progress)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        progress("replace the data keys and seal everything anew");
        var done = await new RotationBenchmark(sealedStore, time).RunAsync(cancellationToken);
        var seconds = done.Elapsed.TotalSeconds;
        report.Add("rotation: values", Math.Round(done.Values / seconds), "values/s", ("values", done.Values), ("seconds", Math.Round(seconds, 1)));
        report.Add("rotation: octets", Math.Round(done.Bytes / 1e6 / seconds, 1), "MB/s", ("bytes", done.Bytes));
        report.Summary["rotation_values_per_second"] = Math.Round(done.Values / seconds);
        report.Summary["rotation_mb_per_second"] = Math.Round(done.Bytes / 1e6 / seconds, 1);
    }
}
