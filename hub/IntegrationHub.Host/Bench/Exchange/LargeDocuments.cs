using IntegrationHub.Host.Bench.Hub;

namespace IntegrationHub.Host.Bench.Exchange;

/// <summary>What large documents cost the hub.</summary>
internal static class LargeDocuments
{
    /// <summary>Puts one document.</summary>
    /// <returns>Seconds, and megabytes (2^20) by which the hub's resident memory at its highest exceeded that before.</returns>
    public static async Task<(double Seconds, double GrowthMegabytes)> PutAsync(
        HubProcess hub, LoadClient client, byte[] body, TimeProvider time, CancellationToken cancellationToken)
    {
        var before = ProcessFacts.ResidentMegabytes(hub.Id);
        ProcessFacts.ForgetPeak(hub.Id);
        var start = time.GetTimestamp();
        await client.PutAsync(body, cancellationToken);
        return (time.GetElapsedTime(start).TotalSeconds, ProcessFacts.PeakResidentMegabytes(hub.Id) - before);
    }
}
