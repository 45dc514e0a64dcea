using System.Text.Json;

namespace IntegrationHub.Evidence.Ledger.Export;

/// <summary>
/// A ledger as a file of JSON lines, to be verified without the hub: first the head, then the checkpoints, then every leaf in order, then
/// the leaves without a place. It carries no inner hashes: they follow from the leaves.
/// </summary>
public static class LedgerExport
{
    /// <summary>Value of <c>format</c> in the first line.</summary>
    public const string Format = "ihub-ledger/1";

    /// <summary>Writes everything up to the head of now.</summary>
    public static async ValueTask WriteAsync(ILedgerReader ledger, Stream target, CancellationToken cancellationToken)
    {
        await using var lines = new StreamWriter(target, leaveOpen: true) { NewLine = "\n" };
        var checkpoints = await ledger.ReadCheckpointsAsync(cancellationToken);
        var unsequenced = await ledger.ReadUnsequencedAsync(int.MaxValue, cancellationToken);
        var head = await ledger.ReadHeadAsync(cancellationToken);
        await WriteAsync(lines, new HeadLine(Format, head.Size, head.Root.ToArray()), ExportJson.Default.HeadLine);
        foreach (var checkpoint in checkpoints)
            await WriteAsync(lines, new CheckpointLine(checkpoint.Size, checkpoint.Note, checkpoint.Timestamp), ExportJson.Default.CheckpointLine);
        await foreach (var (position, leaf) in ledger.ReadLeavesAsync(0, cancellationToken))
        {
            if (position >= head.Size)
                break;
            await WriteAsync(lines, LeafLine.Of(position, leaf), ExportJson.Default.LeafLine);
        }
        foreach (var leaf in unsequenced)
            await WriteAsync(lines, LeafLine.Of(null, leaf), ExportJson.Default.LeafLine);
    }

    private static async ValueTask WriteAsync<T>(StreamWriter lines, T line, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        await lines.WriteLineAsync(JsonSerializer.Serialize(line, type));
}
