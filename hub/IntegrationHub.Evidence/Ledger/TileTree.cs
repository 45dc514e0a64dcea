using System.Runtime.InteropServices;

namespace IntegrationHub.Evidence.Ledger;

/// <summary>
/// The right edge of a tree kept in tiles: appends leaves and tells which tiles changed. Memory is one partial tile per eight levels,
/// whatever the size.
/// </summary>
/// <remarks>Not thread-safe: the one sequencer owns it.</remarks>
public sealed class TileTree
{
    private readonly List<List<LedgerHash>> edges = [];
    private readonly List<long> fullTiles = [];
    private readonly List<Tile> changed = [];

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Root over all leaves.</summary>
    public LedgerHash Root
    {
        get
        {
            var frontier = new Frontier();
            for (var level = edges.Count - 1; level >= 0; level--)
                AddPerfectSubtrees(frontier, level);
            return frontier.Root;
        }
    }

    /// <summary>Opens a stored tree at its right edge.</summary>
    /// <param name="size">Number of leaves.</param>
    /// <param name="edge">The partial tile of each level that has one, in any order.</param>
    /// <exception cref="ArgumentException">The tiles are not the right edge of a tree of that size.</exception>
    public static TileTree Open(long size, IEnumerable<Tile> edge)
    {
        var tree = new TileTree { Size = size };
        var given = edge.ToDictionary(t => t.Id);
        foreach (var (id, width) in EdgeOf(size))
        {
            List<LedgerHash> hashes = [];
            if (width > 0)
            {
                if (!given.TryGetValue(id, out var tile) || tile.Hashes.Count < width)
                    throw new ArgumentException($"Tile {id.Level}/{id.Index} with {width} hashes is missing.", nameof(edge));
                hashes.AddRange(tile.Hashes.Take(width));
            }
            tree.edges.Add(hashes);
            tree.fullTiles.Add(id.Index);
        }
        return tree;
    }

    /// <summary>The tile at the right edge of each level and how many hashes it holds (0 when the level ends with a full tile).</summary>
    public static IReadOnlyList<(TileId Id, int Width)> EdgeOf(long size)
    {
        var edge = new List<(TileId, int)>();
        for (var (level, hashes) = (0, size); hashes > 0; level++, hashes >>= Tile.Height)
            edge.Add((new TileId(level, hashes >> Tile.Height), (int)(hashes & (Tile.Width - 1))));
        return edge;
    }

    /// <summary>Appends one leaf at position <see cref="Size"/>.</summary>
    public void Append(LedgerHash leafHash)
    {
        Append(0, leafHash);
        Size++;
    }

    /// <summary>The tiles that are new or longer than at the last call, full ones first; forgets them.</summary>
    public IReadOnlyList<Tile> TakeChanges()
    {
        var result = changed.ToList();
        changed.Clear();
        for (var level = 0; level < edges.Count; level++)
        {
            if (edges[level].Count > 0)
                result.Add(new Tile(new TileId(level, fullTiles[level]), edges[level].ToArray()));
        }
        return result;
    }

    private void Append(int level, LedgerHash hash)
    {
        if (level == edges.Count)
        {
            edges.Add(new List<LedgerHash>(Tile.Width));
            fullTiles.Add(0);
        }
        var edge = edges[level];
        edge.Add(hash);
        if (edge.Count < Tile.Width)
            return;
        var full = edge.ToArray();
        changed.Add(new Tile(new TileId(level, fullTiles[level]), full));
        edge.Clear();
        fullTiles[level]++;
        Append(level + 1, MerkleTree.PerfectRoot((LedgerHash[])full.Clone()));
    }

    private void AddPerfectSubtrees(Frontier frontier, int level)
    {
        var hashes = CollectionsMarshal.AsSpan(edges[level]);
        for (var height = Tile.Height - 1; height >= 0; height--)
        {
            var width = 1 << height;
            if (hashes.Length < width)
                continue;
            frontier.AppendSubtree(level * Tile.Height + height, MerkleTree.PerfectRoot(hashes[..width].ToArray()));
            hashes = hashes[width..];
        }
    }
}
