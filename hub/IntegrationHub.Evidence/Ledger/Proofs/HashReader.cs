namespace IntegrationHub.Evidence.Ledger.Proofs;

/// <summary>Reads hashes of subtrees from tiles; each tile is read at most once per instance.</summary>
internal sealed class HashReader(ILedgerReader ledger)
{
    private readonly Dictionary<TileId, Tile> tiles = [];

    /// <summary>Hash over leaves [from, to), split as RFC 6962 splits.</summary>
    public async ValueTask<LedgerHash> RangeAsync(long from, long to, CancellationToken cancellationToken)
    {
        var size = to - from;
        if (long.IsPow2(size))
            return await PerfectAsync((int)long.Log2(size), from / size, cancellationToken);
        var split = MerkleTree.SplitOf(size);
        var left = await RangeAsync(from, from + split, cancellationToken);
        var right = await RangeAsync(from + split, to, cancellationToken);
        return MerkleTree.NodeHash(left, right);
    }

    private async ValueTask<LedgerHash> PerfectAsync(int level, long index, CancellationToken cancellationToken)
    {
        var within = level % Tile.Height;
        var tilesPerLevel = Tile.Height - within;
        var id = new TileId(level / Tile.Height, index >> tilesPerLevel);
        var start = (int)(index & ((1L << tilesPerLevel) - 1)) << within;
        var width = 1 << within;
        var tile = await TileAsync(id, cancellationToken);
        if (tile.Hashes.Count < start + width)
            throw new LedgerDamagedException($"Tile {id.Level}/{id.Index} holds {tile.Hashes.Count} hashes; {start + width} are needed. Run the ledger verification.");
        var hashes = new LedgerHash[width];
        for (var i = 0; i < width; i++)
            hashes[i] = tile.Hashes[start + i];
        return MerkleTree.PerfectRoot(hashes);
    }

    private async ValueTask<Tile> TileAsync(TileId id, CancellationToken cancellationToken)
    {
        if (!tiles.TryGetValue(id, out var tile))
        {
            tile = await ledger.ReadTileAsync(id, cancellationToken)
                ?? throw new LedgerDamagedException($"Tile {id.Level}/{id.Index} is missing. Run the ledger verification.");
            tiles.Add(id, tile);
        }
        return tile;
    }
}

/// <summary>The stored tree lacks a node it must have: somebody changed the store around the hub.</summary>
public sealed class LedgerDamagedException(string message) : Exception(message);
