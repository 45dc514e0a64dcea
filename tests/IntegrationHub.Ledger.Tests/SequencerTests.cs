using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Sequencing;

namespace IntegrationHub.Ledger.Tests;

public sealed class SequencerTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Leaves_get_consecutive_places_in_the_order_they_came_and_no_leaf_waits_for_another()
    {
        var fixture = await LedgerFixture.WithAsync(5000);
        var positions = new List<long>();
        await foreach (var row in fixture.Ledger.ReadLeavesAsync(0, default))
            positions.Add(row.Position);
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (long)i), positions);
        Assert.Empty(await fixture.Ledger.ReadUnsequencedAsync(10, default));
        Assert.True((await fixture.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task Only_one_of_two_nodes_sequences()
    {
        var ledger = new InMemoryLedger();
        var (first, second) = (new LedgerSequencer(ledger, "a", Lease), new LedgerSequencer(ledger, "b", Lease));
        ledger.Commit(LedgerFixture.Leaf(0));
        Assert.Equal(SequencingStep.Sequenced, await first.StepAsync(LedgerFixture.Now, default));
        ledger.Commit(LedgerFixture.Leaf(1));
        Assert.Equal(SequencingStep.NotLeader, await second.StepAsync(LedgerFixture.Now.AddSeconds(9), default));
        Assert.Equal(SequencingStep.Sequenced, await first.StepAsync(LedgerFixture.Now.AddSeconds(9), default));
    }

    [Fact]
    public async Task A_leader_paused_for_a_minute_is_fenced_and_what_its_successor_wrote_stands()
    {
        var fixture = new LedgerFixture();
        var paused = new PausableStore(fixture.Ledger);
        var (first, second) = (new LedgerSequencer(paused, "a", Lease), new LedgerSequencer(fixture.Ledger, "b", Lease));
        fixture.Ledger.Commit(LedgerFixture.Leaf(0));
        paused.BeforeAppend = async () =>
        {
            // The first node sleeps here for a minute; the second one takes over and sequences.
            Assert.Equal(SequencingStep.Sequenced, await second.StepAsync(LedgerFixture.Now.AddSeconds(60), default));
        };
        Assert.Equal(SequencingStep.Fenced, await first.StepAsync(LedgerFixture.Now, default));
        Assert.Equal(1, (await fixture.Ledger.ReadHeadAsync(default)).Size);
        Assert.True((await fixture.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task An_append_that_failed_half_way_is_done_again_from_what_the_store_holds()
    {
        var fixture = await LedgerFixture.WithAsync(300);
        var broken = new PausableStore(fixture.Ledger);
        var sequencer = new LedgerSequencer(broken, "node-1", Lease);
        fixture.Ledger.Commit(LedgerFixture.Leaf(300));
        broken.BeforeAppend = () => throw new IOException("the database is away");
        await Assert.ThrowsAsync<IOException>(async () => await sequencer.StepAsync(LedgerFixture.Now, default));
        broken.BeforeAppend = null;
        Assert.Equal(SequencingStep.Sequenced, await sequencer.StepAsync(LedgerFixture.Now, default));
        Assert.Equal(301, (await fixture.VerifyAsync()).Size);
        Assert.True((await fixture.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task A_store_whose_tree_was_changed_is_not_built_upon()
    {
        var fixture = await LedgerFixture.WithAsync(10);
        var damaged = new PausableStore(fixture.Ledger) { Tile = t => new Tile(t.Id, [.. t.Hashes.Reverse()]) };
        fixture.Ledger.Commit(LedgerFixture.Leaf(10));
        await Assert.ThrowsAsync<Evidence.Ledger.Proofs.LedgerDamagedException>(
            async () => await new LedgerSequencer(damaged, "node-1", Lease).StepAsync(LedgerFixture.Now, default));
    }
}
