using IntegrationHub.Exchange;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Measuring;

/// <summary>What one run of <see cref="RotationBenchmark"/> gave.</summary>
/// <param name="Values">Values that were sealed anew.</param>
/// <param name="Bytes">Octets of them, as they lie in the store.</param>
/// <param name="Elapsed">From the first batch to the end of the last.</param>
public sealed record RotationThroughput(long Values, long Bytes, TimeSpan Elapsed);

/// <summary>Replaces the data keys of a store and seals everything in it anew, by one node that does nothing else.</summary>
public sealed class RotationBenchmark(HubStore store, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public async Task<RotationThroughput> RunAsync(CancellationToken cancellationToken)
    {
        var retailer = store.Options.Retailer;
        var rotation = new KeyRotation(store, time);
        await rotation.BeginDataKeysAsync(retailer, cancellationToken);
        long? start = null;
        while (true)
        {
            var before = time.GetTimestamp();
            if (await rotation.StepAsync(retailer, cancellationToken))
            {
                start ??= before;
                continue;
            }

            var report = await KeyReport.ReadAsync(store, retailer, cancellationToken);
            if (start is { } begun && report.Work.All(static work => work.FinishedAt is not null))
                return new RotationThroughput(report.Work.Sum(static work => work.Written), await BytesAsync(retailer, cancellationToken), time.GetElapsedTime(begun));

            // It waits until every process has let go of the old key.
            await Task.Delay(Look, time, cancellationToken);
        }
    }

    /// <summary>Of the columns that a document's way in fills.</summary>
    private Task<long> BytesAsync(RetailerId retailer, CancellationToken cancellationToken) => store.WorkOnKeysAsync(
        retailer,
        async context =>
            await context.Archive.SumAsync(static row => (long)row.Body.Length, cancellationToken)
            + await context.Set<ArchiveChunkRow>().SumAsync(static row => (long)row.Body.Length, cancellationToken)
            + await context.Events.SumAsync(static row => (long)row.Data.Length, cancellationToken)
            + await context.Registered.SumAsync(static row => (long)row.Acknowledgement.Length, cancellationToken),
        cancellationToken);
}
