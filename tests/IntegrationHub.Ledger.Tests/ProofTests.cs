using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Proofs;

namespace IntegrationHub.Ledger.Tests;

public sealed class ProofTests
{
    [Fact]
    public async Task Every_leaf_of_every_small_tree_is_proven_and_no_other_leaf_position_or_root_is()
    {
        var fixture = await LedgerFixture.WithAsync(40);
        var proofs = new LedgerProofs(fixture.Ledger);
        for (var size = 1; size <= 40; size++)
        {
            var root = await proofs.RootAsync(size, default);
            for (var position = 0; position < size; position++)
            {
                var path = await proofs.InclusionAsync(position, size, default);
                var leaf = LedgerFixture.Leaf(position).LeafHash;
                Assert.True(ProofVerification.Includes(leaf, position, size, path, root));
                Assert.False(ProofVerification.Includes(LedgerFixture.Leaf(position + 1).LeafHash, position, size, path, root));
                Assert.False(ProofVerification.Includes(leaf, position, size, path, LedgerFixture.Leaf(0).LeafHash) && size > 1);
                Assert.False(ProofVerification.Includes(leaf, position, size, [.. path, root], root));
                Assert.False(ProofVerification.Includes(leaf, position - 1, size, path, root) && path.Count > 0);
                if (path.Count > 0)
                    Assert.False(ProofVerification.Includes(leaf, position, size, [.. path.Skip(1)], root));
            }
        }
    }

    [Fact]
    public async Task Every_earlier_tree_is_proven_to_be_continued_and_a_changed_one_is_not()
    {
        var fixture = await LedgerFixture.WithAsync(40);
        var proofs = new LedgerProofs(fixture.Ledger);
        for (var to = 1; to <= 40; to++)
        {
            var newRoot = await proofs.RootAsync(to, default);
            for (var from = 0; from <= to; from++)
            {
                var oldRoot = await proofs.RootAsync(from, default);
                var proof = await proofs.ConsistencyAsync(from, to, default);
                Assert.True(ProofVerification.Continues(from, oldRoot, to, newRoot, proof));
                Assert.False(ProofVerification.Continues(from, LedgerFixture.Leaf(99).LeafHash, to, newRoot, proof));
                Assert.False(ProofVerification.Continues(from, oldRoot, to, LedgerFixture.Leaf(99).LeafHash, proof) && from > 0);
                Assert.False(ProofVerification.Continues(from, oldRoot, to, newRoot, [.. proof, newRoot]));
            }
        }
    }

    [Fact]
    public async Task A_proof_over_a_large_tree_is_short_and_reads_few_tiles()
    {
        var fixture = await LedgerFixture.WithAsync(100_000);
        var counted = new CountingReader(fixture.Ledger);
        var proofs = new LedgerProofs(counted);
        foreach (var position in new[] { 0L, 1, 255, 256, 65_535, 65_536, 99_999 })
        {
            counted.Tiles = 0;
            var path = await proofs.InclusionAsync(position, 100_000, default);
            Assert.InRange(path.Count, 5, 17);
            Assert.InRange(counted.Tiles, 1, 6);
            var root = (await fixture.Ledger.ReadHeadAsync(default)).Root;
            Assert.True(ProofVerification.Includes(LedgerFixture.Leaf((int)position).LeafHash, position, 100_000, path, root));
        }
    }

    private sealed class CountingReader(ILedgerReader inner) : ILedgerReader
    {
        public int Tiles { get; set; }

        public ValueTask<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken) => inner.ReadHeadAsync(cancellationToken);

        public ValueTask<Tile?> ReadTileAsync(TileId id, CancellationToken cancellationToken)
        {
            Tiles++;
            return inner.ReadTileAsync(id, cancellationToken);
        }

        public IAsyncEnumerable<SequencedLeaf> ReadLeavesAsync(long from, CancellationToken cancellationToken) => inner.ReadLeavesAsync(from, cancellationToken);

        public ValueTask<IReadOnlyList<LedgerLeaf>> ReadUnsequencedAsync(int max, CancellationToken cancellationToken) => inner.ReadUnsequencedAsync(max, cancellationToken);

        public ValueTask<IReadOnlyList<Evidence.Ledger.Checkpoints.StoredCheckpoint>> ReadCheckpointsAsync(CancellationToken cancellationToken) =>
            inner.ReadCheckpointsAsync(cancellationToken);
    }
}
