using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Ledger.Export;

/// <summary>An export, read line by line; neither the leaves nor their hashes are held in memory.</summary>
/// <remarks>Needs a stream that can seek; one reader at a time. Nothing in the file is believed: the verification compares it.</remarks>
public sealed class ExportedLedger : ILedgerReader, IDatedCheckpoints
{
    private const string CheckpointStart = "{\"checkpoint\":";
    private const string RenewalStart = "{\"renewal\":";
    private const string TileStart = "{\"tile\":";
    private const string LeafStart = "{\"position\":";
    private const string WaitingStart = "{\"position\":null";

    /// <summary>Checkpoints an export may hold: nine years of one every five minutes.</summary>
    private const int MostCheckpoints = 1_000_000;

    /// <summary>Octets of checkpoints and waiting leaves, which are held while the rest is read: a million checkpoints and room to spare.</summary>
    private const long MostHeld = 512L * 1024 * 1024;

    /// <summary>Entries an export may claim; no ledger gets there, and places and sizes are added up without overflow.</summary>
    private const long LargestSize = 1L << 48;

    /// <summary>Tiles that were read on the way and not asked for: a gap of more than a million entries is not bridged.</summary>
    private const int MostTilesAhead = 4096;

    private readonly Stream source;
    private readonly LedgerHead head;
    private readonly List<StoredCheckpoint> checkpoints = [];
    private readonly List<LedgerLeaf> unsequenced = [];
    private readonly Dictionary<long, byte[]> tilesAhead = [];
    private readonly ExportedRenewals renewals = new();
    private long held;

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
        await foreach (var (number, line) in ExportReader.LinesAsync(source, cancellationToken))
        {
            if (opened is null)
                opened = new ExportedLedger(source, Head(Parse(number, line, ExportJson.Default.HeadLine)));
            else if (line.StartsWith(CheckpointStart, StringComparison.Ordinal))
                opened.Add(number, Parse(number, line, ExportJson.Default.CheckpointLine));
            else if (line.StartsWith(RenewalStart, StringComparison.Ordinal))
                opened.Add(number, Parse(number, line, ExportJson.Default.RenewalLine));
            else if (line.StartsWith(WaitingStart, StringComparison.Ordinal))
                opened.Add(number, Parse(number, line, ExportJson.Default.LeafLine));
            else if (!line.StartsWith(LeafStart, StringComparison.Ordinal) && !line.StartsWith(TileStart, StringComparison.Ordinal))
                throw new FormatException($"Line {number} is of no known kind.");
        }
        return opened ?? throw new FormatException("The file is empty.");
    }

    public ValueTask<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken) => new(head);

    /// <summary>The leaf hashes of a tile that stood before the leaves read last; null for others, and for levels above: an export has none.</summary>
    public ValueTask<Tile?> ReadTileAsync(TileId id, CancellationToken cancellationToken)
    {
        if (id.Level != 0 || !tilesAhead.Remove(id.Index, out var hashes))
            return new((Tile?)null);
        // They are asked for in order; what was passed by is not asked for again.
        foreach (var passed in tilesAhead.Keys.Where(index => index < id.Index).ToList())
            tilesAhead.Remove(passed);
        return new(Tile.FromOctets(id, hashes));
    }

    public async IAsyncEnumerable<SequencedLeaf> ReadLeavesAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        tilesAhead.Clear();
        await foreach (var (number, line) in ExportReader.LinesAsync(source, cancellationToken))
        {
            if (line.StartsWith(TileStart, StringComparison.Ordinal))
            {
                var tile = Parse(number, line, ExportJson.Default.TileLine);
                if (tile.Hashes.Length is 0 or > Tile.Width * LedgerHash.Length || tile.Hashes.Length % LedgerHash.Length != 0)
                    throw new FormatException($"Line {number} does not hold 1 to {Tile.Width} hashes.");
                if (tilesAhead.Count < MostTilesAhead)
                    tilesAhead[tile.Tile] = tile.Hashes;
            }
            else if (line.StartsWith(LeafStart, StringComparison.Ordinal) && !line.StartsWith(WaitingStart, StringComparison.Ordinal))
            {
                var read = Parse(number, line, ExportJson.Default.LeafLine);
                if (read.Position >= from)
                    yield return new SequencedLeaf(read.Position.Value, read.ToLeaf());
            }
        }
    }

    public ValueTask<IReadOnlyList<LedgerLeaf>> ReadUnsequencedAsync(int max, CancellationToken cancellationToken) =>
        new((IReadOnlyList<LedgerLeaf>)[.. unsequenced.Take(max)]);

    public ValueTask<IReadOnlyList<StoredCheckpoint>> ReadCheckpointsAsync(CancellationToken cancellationToken) => new(checkpoints);

    /// <inheritdoc/>
    /// <remarks>Checkpoints stand before the leaves: at the first of these the reading ends.</remarks>
    public async IAsyncEnumerable<DatedCheckpoint> ReadDatedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (number, line) in ExportReader.LinesAsync(source, cancellationToken))
        {
            if (line.StartsWith(TileStart, StringComparison.Ordinal) || line.StartsWith(LeafStart, StringComparison.Ordinal))
                yield break;
            if (line.StartsWith(CheckpointStart, StringComparison.Ordinal) && Parse(number, line, ExportJson.Default.CheckpointLine) is { Timestamp: { } token } read)
                yield return new DatedCheckpoint(read.Checkpoint, read.Note, renewals.ChainOf(read.Note, token));
        }
    }

    private void Add(int number, RenewalLine line)
    {
        // Each list is kept once, and its digests as text.
        Hold(number, 4 * line.List.Length + line.Token.Length);
        renewals.Add(new(line.Renewal, line.List, line.Token));
    }

    private void Add(int number, CheckpointLine line)
    {
        if (checkpoints.Count == MostCheckpoints)
            throw new FormatException($"Line {number}: there are more checkpoints than an export may hold.");
        // Its timestamp is read when it is judged; there may be a million of them.
        Hold(number, line.Note.Length);
        checkpoints.Add(new(line.Checkpoint, line.Note, null));
    }

    private void Add(int number, LeafLine line)
    {
        if (unsequenced.Count == LedgerVerifier.MostUnsequenced)
            throw new FormatException($"Line {number}: there are more waiting entries than an export may hold.");
        Hold(number, line.Salt.Length + line.Digest.Length + (line.Record?.Length ?? 0));
        unsequenced.Add(line.ToLeaf());
    }

    private void Hold(int number, int octets)
    {
        held += octets;
        if (held > MostHeld)
            throw new FormatException($"Line {number}: checkpoints and waiting entries are larger than an export may hold.");
    }

    private static LedgerHead Head(HeadLine first) =>
        first.Format == LedgerExport.Format && first.Size is >= 0 and <= LargestSize && first.Root.Length == LedgerHash.Length
            ? new LedgerHead(first.Size, new LedgerHash(first.Root))
            : throw new FormatException("The file is no ledger export of a known format.");

    private static T Parse<T>(int number, string line, JsonTypeInfo<T> type)
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
