namespace IntegrationHub.Evidence.Ledger.Proofs;

/// <summary>Makes the proofs of RFC 6962, sections 2.1.1 and 2.1.2, from stored tiles.</summary>
/// <remarks>At ten million entries a proof reads three to eight tiles. Thread-safe when the reader is.</remarks>
public sealed class LedgerProofs(ILedgerReader ledger)
{
    /// <summary>Proves that the leaf at <paramref name="position"/> is in the tree of the first <paramref name="size"/> leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is not below the size.</exception>
    /// <exception cref="LedgerDamagedException">A node is missing.</exception>
    public async ValueTask<IReadOnlyList<LedgerHash>> InclusionAsync(long position, long size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, size);
        var hashes = new HashReader(ledger);
        var path = new List<LedgerHash>();
        var (from, to) = (0L, size);
        while (to - from > 1)
        {
            var split = from + MerkleTree.SplitOf(to - from);
            if (position < split)
            {
                path.Add(await hashes.RangeAsync(split, to, cancellationToken));
                to = split;
            }
            else
            {
                path.Add(await hashes.RangeAsync(from, split, cancellationToken));
                from = split;
            }
        }
        path.Reverse();
        return path;
    }

    /// <summary>Proves that the tree of <paramref name="newSize"/> leaves continues the one of <paramref name="oldSize"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 &lt;= old &lt;= new.</exception>
    /// <exception cref="LedgerDamagedException">A node is missing.</exception>
    public async ValueTask<IReadOnlyList<LedgerHash>> ConsistencyAsync(long oldSize, long newSize, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        if (oldSize == 0 || oldSize == newSize)
            return [];
        var hashes = new HashReader(ledger);
        var proof = new List<LedgerHash>();
        var (from, to, known) = (0L, newSize, true);
        while (oldSize != to)
        {
            var split = from + MerkleTree.SplitOf(to - from);
            if (oldSize <= split)
            {
                proof.Add(await hashes.RangeAsync(split, to, cancellationToken));
                to = split;
            }
            else
            {
                proof.Add(await hashes.RangeAsync(from, split, cancellationToken));
                from = split;
                known = false;
            }
        }
        if (!known)
            proof.Add(await hashes.RangeAsync(from, to, cancellationToken));
        proof.Reverse();
        return proof;
    }

    /// <summary>Root of the first <paramref name="size"/> leaves as the stored tiles give it.</summary>
    public async ValueTask<LedgerHash> RootAsync(long size, CancellationToken cancellationToken) =>
        size == 0 ? MerkleTree.EmptyRoot : await new HashReader(ledger).RangeAsync(0, size, cancellationToken);
}
