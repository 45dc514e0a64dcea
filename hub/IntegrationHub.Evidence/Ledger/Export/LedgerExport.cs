using System.Text.Json;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Ledger.Export;

/// <summary>
/// A ledger as a file of JSON lines, to be verified without the hub: first the head, then the checkpoints with their timestamps and what
/// renewed those, then every leaf in order, then the leaves without a place. Before each 256 leaves stand the hashes that were sequenced there, so that a change can be told from a gap, an
/// insertion and a reordering; the inner hashes above them follow.
/// </summary>
public static class LedgerExport
{
    /// <summary>Value of <c>format</c> in the first line.</summary>
    public const string Format = "ihub-ledger/1";

    /// <summary>Writes everything up to the head of now.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="dated">Its timestamps; null where it has none.</param>
    /// <param name="target">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask WriteAsync(ILedgerReader ledger, IDatedCheckpoints? dated, Stream target, CancellationToken cancellationToken)
    {
        await using var lines = new StreamWriter(target, leaveOpen: true) { NewLine = "\n" };
        var checkpoints = await ledger.ReadCheckpointsAsync(cancellationToken);
        var unsequenced = await ledger.ReadUnsequencedAsync(LedgerVerifier.MostUnsequenced, cancellationToken);
        var head = await ledger.ReadHeadAsync(cancellationToken);
        await WriteAsync(lines, new HeadLine(Format, head.Size, head.Root.ToArray()), ExportJson.Default.HeadLine);
        foreach (var checkpoint in checkpoints)
            await WriteAsync(lines, new CheckpointLine(checkpoint.Size, checkpoint.Note, checkpoint.Timestamp), ExportJson.Default.CheckpointLine);
        await WriteRenewalsAsync(dated, lines, cancellationToken);
        var tiles = 0L;
        await foreach (var (position, leaf) in ledger.ReadLeavesAsync(0, cancellationToken))
        {
            if (position >= head.Size)
                break;
            if (position / Tile.Width is var index && index != tiles - 1)
                await WriteTilesAsync(ledger, lines, head, tiles, tiles = index + 1, cancellationToken);
            await WriteAsync(lines, LeafLine.Of(position, leaf), ExportJson.Default.LeafLine);
        }
        foreach (var leaf in unsequenced)
            await WriteAsync(lines, LeafLine.Of(null, leaf), ExportJson.Default.LeafLine);
    }

    private static async ValueTask WriteRenewalsAsync(IDatedCheckpoints? dated, StreamWriter lines, CancellationToken cancellationToken)
    {
        if (dated is null)
            return;
        var written = new HashSet<long>();
        await foreach (var checkpoint in dated.ReadDatedAsync(cancellationToken))
        {
            foreach (var renewal in checkpoint.Timestamps.Renewals.Where(r => written.Add(r.Id)))
                await WriteAsync(lines, new RenewalLine(renewal.Id, renewal.List, renewal.Token), ExportJson.Default.RenewalLine);
        }
    }

    /// <summary>The tiles from one index to another: also those in which no leaf is left.</summary>
    private static async ValueTask WriteTilesAsync(ILedgerReader ledger, StreamWriter lines, LedgerHead head, long from, long to, CancellationToken cancellationToken)
    {
        for (var index = from; index < to; index++)
        {
            if (await ledger.ReadTileAsync(new TileId(0, index), cancellationToken) is not { } tile)
                continue;
            // It may have grown since the head was read.
            var within = (int)Math.Min(tile.Hashes.Count, head.Size - index * Tile.Width);
            await WriteAsync(lines, new TileLine(index, tile.ToOctets()[..(within * LedgerHash.Length)]), ExportJson.Default.TileLine);
        }
    }

    private static async ValueTask WriteAsync<T>(StreamWriter lines, T line, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        await lines.WriteLineAsync(JsonSerializer.Serialize(line, type));
}
