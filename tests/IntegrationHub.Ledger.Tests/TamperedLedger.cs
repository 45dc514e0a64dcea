using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Ledger.Tests;

/// <summary>A store somebody changed around the hub: rows, tiles, head and checkpoints as the attacker left them.</summary>
internal sealed class TamperedLedger : ILedgerReader
{
    private readonly Dictionary<TileId, Tile> tiles = [];

    public List<SequencedLeaf> Rows { get; private init; } = [];

    public List<LedgerLeaf> Waiting { get; private init; } = [];

    public List<StoredCheckpoint> Checkpoints { get; private init; } = [];

    public LedgerHead Head { get; set; } = LedgerHead.Empty;

    public static async Task<TamperedLedger> CopyAsync(ILedgerReader source)
    {
        var copy = new TamperedLedger
        {
            Head = await source.ReadHeadAsync(default),
            Checkpoints = [.. await source.ReadCheckpointsAsync(default)],
            Waiting = [.. await source.ReadUnsequencedAsync(1000, default)],
        };
        await foreach (var row in source.ReadLeavesAsync(0, default))
            copy.Rows.Add(row);
        for (var (level, width) = (0, copy.Head.Size); width > 0; level++, width /= Tile.Width)
        {
            for (var index = 0L; index <= width / Tile.Width; index++)
            {
                if (await source.ReadTileAsync(new TileId(level, index), default) is { } tile)
                    copy.tiles[tile.Id] = tile;
            }
        }
        return copy;
    }

    /// <summary>The thorough attacker: renumbers the rows and computes tiles and head anew, as only the log's key could not.</summary>
    public void MakeConsistent()
    {
        var tree = new TileTree();
        tiles.Clear();
        for (var i = 0; i < Rows.Count; i++)
        {
            Rows[i] = Rows[i] with { Position = i };
            tree.Append(Rows[i].Leaf.LeafHash);
        }
        foreach (var tile in tree.TakeChanges())
            tiles[tile.Id] = tile;
        Head = new LedgerHead(tree.Size, tree.Root);
    }

    public void SetTile(Tile tile) => tiles[tile.Id] = tile;

    public ValueTask<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken) => new(Head);

    public ValueTask<Tile?> ReadTileAsync(TileId id, CancellationToken cancellationToken) => new(tiles.GetValueOrDefault(id));

    public async IAsyncEnumerable<SequencedLeaf> ReadLeavesAsync(long from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var row in Rows.Where(r => r.Position >= from).OrderBy(r => r.Position).ToList())
            yield return row;
    }

    public ValueTask<IReadOnlyList<LedgerLeaf>> ReadUnsequencedAsync(int max, CancellationToken cancellationToken) => new(Waiting);

    public ValueTask<IReadOnlyList<StoredCheckpoint>> ReadCheckpointsAsync(CancellationToken cancellationToken) => new(Checkpoints);
}
