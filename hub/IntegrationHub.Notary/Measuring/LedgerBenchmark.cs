using System.Diagnostics;
using System.Security.Cryptography;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Proofs;

namespace IntegrationHub.Notary.Measuring;

/// <summary>What <c>ihub bench ledger</c> measures.</summary>
/// <param name="Entries">Size of the tree.</param>
/// <param name="AppendsPerSecond">Leaves hashed into the tree, with every changed tile and the root made once per batch, as the sequencer does.</param>
/// <param name="InclusionMicroseconds">Mean time of one inclusion proof from tiles in memory.</param>
/// <param name="ConsistencyMicroseconds">Mean time of one consistency proof.</param>
/// <param name="ProofHashes">Most hashes in an inclusion proof.</param>
public sealed record LedgerFigures(long Entries, double AppendsPerSecond, double InclusionMicroseconds, double ConsistencyMicroseconds, int ProofHashes);

/// <summary>Measures the tree itself; what the database adds is part of <c>bench exchange</c>.</summary>
public static class LedgerBenchmark
{
    private const int Batch = 1000;
    private const int Proofs = 2000;

    /// <param name="entries">Ten million is what the project is held to: about 330 MB of tiles.</param>
    public static async Task<LedgerFigures> RunAsync(long entries, CancellationToken cancellationToken)
    {
        var (tiles, tree) = (new Tiles(), new TileTree());
        var digest = new byte[32];
        var clock = Stopwatch.StartNew();
        for (var i = 0L; i < entries; i++)
        {
            BitConverter.TryWriteBytes(digest, i);
            tree.Append(MerkleTree.LeafHash(digest));
            if ((i + 1) % Batch == 0 || i + 1 == entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                tiles.Keep(tree.TakeChanges(), new LedgerHead(tree.Size, tree.Root));
            }
        }
        var appends = entries / clock.Elapsed.TotalSeconds;

        var proofs = new LedgerProofs(tiles);
        var positions = Enumerable.Range(0, Proofs).Select(_ => (long)(RandomNumberGenerator.GetInt32(int.MaxValue) % entries)).ToArray();
        var longest = 0;
        clock.Restart();
        foreach (var position in positions)
        {
            var path = await proofs.InclusionAsync(position, entries, cancellationToken);
            longest = Math.Max(longest, path.Count);
            BitConverter.TryWriteBytes(digest, position);
            if (!ProofVerification.Includes(MerkleTree.LeafHash(digest), position, entries, path, tree.Root))
                throw new InvalidOperationException($"The proof of entry {position} does not hold.");
        }
        var inclusion = clock.Elapsed.TotalMicroseconds / Proofs;
        clock.Restart();
        foreach (var position in positions)
            await proofs.ConsistencyAsync(position + 1, entries, cancellationToken);
        return new LedgerFigures(entries, appends, inclusion, clock.Elapsed.TotalMicroseconds / Proofs, longest);
    }

    private sealed class Tiles : ILedgerReader
    {
        private readonly Dictionary<TileId, Tile> kept = [];
        private LedgerHead head = LedgerHead.Empty;

        public void Keep(IReadOnlyList<Tile> changed, LedgerHead now)
        {
            foreach (var tile in changed)
                kept[tile.Id] = tile;
            head = now;
        }

        public ValueTask<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken) => new(head);

        public ValueTask<Tile?> ReadTileAsync(TileId id, CancellationToken cancellationToken) => new(kept.GetValueOrDefault(id));

        public IAsyncEnumerable<SequencedLeaf> ReadLeavesAsync(long from, CancellationToken cancellationToken) => AsyncEnumerable.Empty<SequencedLeaf>();

        public ValueTask<IReadOnlyList<LedgerLeaf>> ReadUnsequencedAsync(int max, CancellationToken cancellationToken) => new((IReadOnlyList<LedgerLeaf>)[]);

        public ValueTask<IReadOnlyList<StoredCheckpoint>> ReadCheckpointsAsync(CancellationToken cancellationToken) => new((IReadOnlyList<StoredCheckpoint>)[]);
    }
}
