namespace IntegrationHub.Evidence.Ledger.Proofs;

/// <summary>Checks proofs with nothing but hashes, as RFC 9162, sections 2.1.3.2 and 2.1.4.2, says.</summary>
public static class ProofVerification
{
    /// <summary>True when the path leads from the leaf at that position to the root of a tree of that size.</summary>
    public static bool Includes(LedgerHash leafHash, long position, long size, IReadOnlyList<LedgerHash> path, LedgerHash root)
    {
        if (position < 0 || position >= size)
            return false;
        var (node, last, hash) = (position, size - 1, leafHash);
        foreach (var sibling in path)
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleTree.NodeHash(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = MerkleTree.NodeHash(hash, sibling);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && hash == root;
    }

    /// <summary>True when the proof shows that the new tree begins with exactly the leaves of the old one.</summary>
    public static bool Continues(long oldSize, LedgerHash oldRoot, long newSize, LedgerHash newRoot, IReadOnlyList<LedgerHash> proof)
    {
        if (oldSize < 0 || oldSize > newSize)
            return false;
        if (oldSize == newSize)
            return proof.Count == 0 && oldRoot == newRoot;
        if (oldSize == 0)
            return proof.Count == 0 && oldRoot == MerkleTree.EmptyRoot;
        var hashes = long.IsPow2(oldSize) ? [oldRoot, .. proof] : proof;
        if (hashes.Count == 0)
            return false;
        var (node, last) = (oldSize - 1, newSize - 1);
        while ((node & 1) == 1)
            (node, last) = (node >> 1, last >> 1);
        var (old, current) = (hashes[0], hashes[0]);
        foreach (var hash in hashes.Skip(1))
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                old = MerkleTree.NodeHash(hash, old);
                current = MerkleTree.NodeHash(hash, current);
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                current = MerkleTree.NodeHash(current, hash);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && old == oldRoot && current == newRoot;
    }
}
