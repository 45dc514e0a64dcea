namespace IntegrationHub.Evidence.Ledger;

/// <summary>
/// The compact range [0, size) of a tree: the roots of its perfect subtrees, largest first. Enough to append and to know the root,
/// with at most 63 hashes in memory.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class Frontier
{
    private readonly LedgerHash[] subtrees = new LedgerHash[64];
    private int count;

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Root of the tree so far.</summary>
    public LedgerHash Root
    {
        get
        {
            if (count == 0)
                return MerkleTree.EmptyRoot;
            var root = subtrees[count - 1];
            for (var i = count - 2; i >= 0; i--)
                root = MerkleTree.NodeHash(subtrees[i], root);
            return root;
        }
    }

    /// <summary>Appends one leaf.</summary>
    public void Append(LedgerHash leafHash) => AppendSubtree(0, leafHash);

    /// <summary>Appends a perfect subtree of 2^level leaves; the size so far must be a multiple of that.</summary>
    /// <exception cref="ArgumentException">The subtree would not be aligned.</exception>
    public void AppendSubtree(int level, LedgerHash hash)
    {
        if ((Size & ((1L << level) - 1)) != 0)
            throw new ArgumentException("A perfect subtree starts at a multiple of its size.", nameof(level));
        for (var rest = Size >> level; (rest & 1) == 1; rest >>= 1)
            hash = MerkleTree.NodeHash(subtrees[--count], hash);
        subtrees[count++] = hash;
        Size += 1L << level;
    }
}
