using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Proofs;

namespace IntegrationHub.Evidence.Ledger.Verification;

/// <summary>What a verification of the entries between two checkpoints found.</summary>
/// <param name="From">Entries of the smaller checkpoint; 0 is the empty ledger.</param>
/// <param name="To">Entries of the larger.</param>
/// <param name="Findings">What is wrong; empty when everything agrees.</param>
public sealed record LedgerRangeReport(long From, long To, IReadOnlyList<LedgerFinding> Findings)
{
    /// <summary>Root that is signed for <see cref="From"/> entries; null where none is.</summary>
    public LedgerHash? FromRoot { get; init; }

    /// <summary>Root that is signed for <see cref="To"/> entries; null where none is.</summary>
    public LedgerHash? ToRoot { get; init; }

    /// <summary>Entries that were read with their records and compared; 0 where there are more than <see cref="LedgerRangeVerifier.MostEntries"/>.</summary>
    public long Read { get; init; }

    public bool IsIntact => Findings.Count == 0;
}

/// <summary>
/// Verifies the entries between two checkpoints that are kept beside the ledger: both are signed by its key, the tree of the larger continues that of
/// the smaller, and the entries between them, as they are stored now, make exactly the root that the larger was signed for.
/// </summary>
/// <remarks>One pass over the range, flat in memory. Thread-safe. What was signed and kept outside is compared by <see cref="LedgerVerifier"/>.</remarks>
public sealed class LedgerRangeVerifier(NoteVerifierKey key, IEd25519 ed25519)
{
    /// <summary>Most entries that are read; of more it is shown only that the one tree continues the other.</summary>
    public const long MostEntries = 100_000;

    private const int MostFindings = 100;

    /// <param name="ledger">What to verify.</param>
    /// <param name="from">Size of a kept checkpoint, or 0.</param>
    /// <param name="to">Size of a kept checkpoint, not below <paramref name="from"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 &lt;= from &lt;= to.</exception>
    public async ValueTask<LedgerRangeReport> VerifyAsync(ILedgerReader ledger, long from, long to, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var findings = new List<LedgerFinding>();
        var kept = await ledger.ReadCheckpointsAsync(cancellationToken);
        var (fromRoot, toRoot) = (Signed(kept, from, findings), Signed(kept, to, findings));
        var report = new LedgerRangeReport(from, to, findings) { FromRoot = fromRoot, ToRoot = toRoot };
        if (fromRoot is not { } start || toRoot is not { } end)
            return report;
        try
        {
            var proof = await new LedgerProofs(ledger).ConsistencyAsync(from, to, cancellationToken);
            if (!ProofVerification.Continues(from, start, to, end, proof))
                findings.Add(new(LedgerFault.Fork, from, to, $"The stored tree does not show that the checkpoint of {to} entries continues the one of {from}."));
            return to - from > MostEntries ? report : report with { Read = await ReadAsync(ledger, (from, start), (to, end), findings, cancellationToken) };
        }
        catch (LedgerDamagedException damaged)
        {
            findings.Add(new(LedgerFault.Node, from, to, damaged.Message));
            return report;
        }
    }

    /// <summary>The root that is signed for a size; null with a finding when there is none.</summary>
    private LedgerHash? Signed(IReadOnlyList<StoredCheckpoint> kept, long size, List<LedgerFinding> findings)
    {
        if (kept.FirstOrDefault(one => one.Size == size) is { } stored)
        {
            if (Checkpoint.Open(stored.Note, key, ed25519) is { } opened && opened.Size == size)
                return opened.Root;
            findings.Add(new(LedgerFault.Checkpoint, size, size, $"The checkpoint of {size} entries is malformed or not signed by {key.Name}."));
            return null;
        }
        if (size == 0)
            return MerkleTree.EmptyRoot;
        findings.Add(new(LedgerFault.Checkpoint, size, size, $"No checkpoint of {size} entries is kept."));
        return null;
    }

    private static async ValueTask<long> ReadAsync(
        ILedgerReader ledger, (long Size, LedgerHash Root) from, (long Size, LedgerHash Root) to, List<LedgerFinding> findings, CancellationToken cancellationToken)
    {
        var tree = await OpenAsync(ledger, from.Size, cancellationToken);
        if (tree.Root != from.Root)
        {
            findings.Add(new(LedgerFault.Node, 0, from.Size, $"The stored tree does not have the root that is signed for {from.Size} entries."));
            return 0;
        }
        if (from.Size < to.Size)
        {
            await foreach (var (position, leaf) in ledger.ReadLeavesAsync(from.Size, cancellationToken))
            {
                if (position >= to.Size)
                    break;
                if (position != tree.Size)
                {
                    findings.Add(position > tree.Size
                        ? new(LedgerFault.Gap, tree.Size, position - 1, $"The entries {tree.Size} to {position - 1} are missing.")
                        : new(LedgerFault.Insertion, position, position, $"Position {position} is taken twice; event {leaf.EventId} is one of the two."));
                    return tree.Size - from.Size;
                }
                if (Doubt(position, leaf) is { } doubt && findings.Count < MostFindings)
                    findings.Add(doubt);
                tree.Append(leaf.LeafHash);
            }
        }
        if (tree.Size < to.Size)
            findings.Add(new(LedgerFault.Truncation, tree.Size, to.Size - 1, $"The entries from {tree.Size} on are missing; {to.Size} are signed for."));
        else if (tree.Root != to.Root)
            findings.Add(new(LedgerFault.Change, from.Size, to.Size - 1, $"The entries {from.Size} to {to.Size - 1} are not those that the checkpoint of {to.Size} entries was signed for."));
        return tree.Size - from.Size;
    }

    private static LedgerFinding? Doubt(long position, LedgerLeaf leaf) => leaf switch
    {
        { Record: null } => new(LedgerFault.Withheld, position, position, $"Entry {position} is without its record."),
        { RecordMatches: false } => new(LedgerFault.Change, position, position, $"Event {leaf.EventId} at position {position} is not what its digest was made of."),
        _ => null,
    };

    /// <summary>The tree of the first entries, from its perfect subtrees as they are stored.</summary>
    private static async ValueTask<Frontier> OpenAsync(ILedgerReader ledger, long size, CancellationToken cancellationToken)
    {
        var (tree, hashes) = (new Frontier(), new HashReader(ledger));
        for (var level = 62; level >= 0; level--)
        {
            if ((size & (1L << level)) != 0)
                tree.AppendSubtree(level, await hashes.RangeAsync(tree.Size, tree.Size + (1L << level), cancellationToken));
        }
        return tree;
    }
}
