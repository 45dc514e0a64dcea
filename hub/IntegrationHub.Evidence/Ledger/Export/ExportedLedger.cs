using System.Runtime.CompilerServices;
using System.Text.Json;
using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Evidence.Ledger.Export;

/// <summary>An export, read line by line; the leaves are not held in memory.</summary>
/// <remarks>Needs a stream that can seek; one reader at a time.</remarks>
public sealed class ExportedLedger : ILedgerReader
{
    private const int LongestLine = 4 * 1024 * 1024;
    private readonly Stream source;
    private readonly LedgerHead head;
    private readonly List<StoredCheckpoint> checkpoints = [];
    private readonly List<LedgerLeaf> unsequenced = [];

    private ExportedLedger(Stream source, LedgerHead head)
    {
        this.source = source;
        this.head = head;
    }

    /// <summary>Opens an export: its first line, checkpoints and waiting leaves are read at once.</summary>
    /// <exception cref="FormatException">It is no export, or a line of it cannot be read; the message names the line.</exception>
    public static async ValueTask<ExportedLedger> OpenAsync(Stream source, CancellationToken cancellationToken)
    {
        ExportedLedger? opened = null;
        await foreach (var (number, line) in LinesAsync(source, cancellationToken))
        {
            if (opened is null)
            {
                var first = Parse(number, line, ExportJson.Default.HeadLine);
                if (first.Format != LedgerExport.Format || first.Root.Length != LedgerHash.Length)
                    throw new FormatException("The file is no ledger export of a known format.");
                opened = new ExportedLedger(source, new LedgerHead(first.Size, new LedgerHash(first.Root)));
            }
            else if (line.StartsWith("{\"checkpoint\":", StringComparison.Ordinal))
            {
                var read = Parse(number, line, ExportJson.Default.CheckpointLine);
                opened.checkpoints.Add(new(read.Checkpoint, read.Note, read.Timestamp));
            }
            else if (line.StartsWith("{\"position\":null", StringComparison.Ordinal))
            {
                opened.unsequenced.Add(Parse(number, line, ExportJson.Default.LeafLine).ToLeaf());
            }
        }
        return opened ?? throw new FormatException("The file is empty.");
    }

    public ValueTask<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken) => new(head);

    /// <summary>Always null: an export has no inner hashes.</summary>
    public ValueTask<Tile?> ReadTileAsync(TileId id, CancellationToken cancellationToken) => new((Tile?)null);

    public async IAsyncEnumerable<SequencedLeaf> ReadLeavesAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (number, line) in LinesAsync(source, cancellationToken))
        {
            if (!line.StartsWith("{\"position\":", StringComparison.Ordinal) || line.StartsWith("{\"position\":null", StringComparison.Ordinal))
                continue;
            var read = Parse(number, line, ExportJson.Default.LeafLine);
            if (read.Position >= from)
                yield return new SequencedLeaf(read.Position.Value, read.ToLeaf());
        }
    }

    public ValueTask<IReadOnlyList<LedgerLeaf>> ReadUnsequencedAsync(int max, CancellationToken cancellationToken) =>
        new((IReadOnlyList<LedgerLeaf>)[.. unsequenced.Take(max)]);

    public ValueTask<IReadOnlyList<StoredCheckpoint>> ReadCheckpointsAsync(CancellationToken cancellationToken) => new(checkpoints);

    private static async IAsyncEnumerable<(int Number, string Line)> LinesAsync(Stream source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        source.Position = 0;
        using var lines = new StreamReader(source, leaveOpen: true);
        for (var number = 1; await lines.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (line.Length > LongestLine)
                throw new FormatException($"Line {number} is longer than any leaf.");
            yield return (number, line);
        }
    }

    private static T Parse<T>(int number, string line, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(line, type) ?? throw new FormatException($"Line {number} is empty.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"Line {number} cannot be read: {e.Message}", e);
        }
    }
}
