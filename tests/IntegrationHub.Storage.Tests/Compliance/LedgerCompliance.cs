using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Proofs;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Native.OpenSsl;
using IntegrationHub.Storage.Ledger;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="ILedgerStore"/> and <see cref="IExchangeLeaves"/> does over real commits. Each test has a ledger of its own.</summary>
public abstract class LedgerCompliance
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly OpenSslEd25519 ed25519 = new();
    private readonly NoteSignerKey key;

    protected LedgerCompliance() => key = NoteSignerKey.Of("retailer.example/ledger", OpenSslEd25519.NewPrivateKey(), ed25519);

    protected abstract ILedgerStore Ledger { get; }

    protected abstract IExchangeLeaves Leaves { get; }

    protected abstract IReceptionStore Reception { get; }

    [Fact]
    public async Task Events_that_were_committed_get_consecutive_places_and_proofs_and_verify()
    {
        await CommitAsync(700);
        var before = await VerifyAsync();
        Assert.Equal((0, 700), (before.Size, before.Unsequenced));
        await SequenceAsync();
        var head = await Ledger.ReadHeadAsync(default);
        Assert.Equal(700, head.Size);
        var position = 0;
        await foreach (var row in Ledger.ReadLeavesAsync(0, default))
        {
            Assert.Equal(position++, row.Position);
            if (position % 97 == 0)
                Assert.True(ProofVerification.Includes(row.Leaf.LeafHash, row.Position, head.Size, await new LedgerProofs(Ledger).InclusionAsync(row.Position, head.Size, default), head.Root));
        }
        Assert.True((await VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task A_paused_sequencer_is_fenced_by_its_successor()
    {
        await CommitAsync(10);
        var first = (await Ledger.AcquireAsync("a", Now, TimeSpan.FromSeconds(10), default))!;
        Assert.Null(await Ledger.AcquireAsync("b", Now.AddSeconds(9), TimeSpan.FromSeconds(10), default));
        Assert.Equal(first.Epoch, (await Ledger.AcquireAsync("a", Now.AddSeconds(1), TimeSpan.FromSeconds(9), default))!.Epoch);
        var second = (await Ledger.AcquireAsync("b", Now.AddSeconds(60), TimeSpan.FromSeconds(10), default))!;
        Assert.Equal(first.Epoch + 1, second.Epoch);

        var append = AppendOf(first.Epoch, await Ledger.ReadUnsequencedAsync(10, default));
        Assert.Equal(AppendOutcome.Fenced, await Ledger.AppendAsync(append, default));
        Assert.Equal(0, (await Ledger.ReadHeadAsync(default)).Size);
        Assert.Equal(AppendOutcome.Appended, await Ledger.AppendAsync(append with { Epoch = second.Epoch }, default));
        Assert.Equal(AppendOutcome.Fenced, await Ledger.AppendAsync(append with { Epoch = second.Epoch }, default));
        Assert.True((await VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task Of_two_checkpoints_of_one_size_the_first_is_kept_and_both_signers_get_it()
    {
        var notes = Enumerable.Range(0, 8).Select(i => Checkpoint.Of(key.Verifier.Name, LedgerHead.Empty, Now.AddSeconds(i)).Sign(key, ed25519).ToOctets()).ToList();
        var kept = await Task.WhenAll(notes.Select(note => Task.Run(() => Ledger.AddCheckpointAsync(0, note, Now, default).AsTask())));
        var one = Assert.Single(await Ledger.ReadCheckpointsAsync(default));
        Assert.All(kept, each => Assert.Equal(one.Note, each.Note));
        Assert.Equal(one.Note, (await Ledger.ReadLastCheckpointAsync(default))!.Note);
    }

    [Fact]
    public async Task The_loop_gives_places_without_being_asked()
    {
        using var stop = new CancellationTokenSource();
        var loop = new SequencerLoop(Ledger, TimeProvider.System, "loop", e => throw e).RunAsync(stop.Token);
        await CommitAsync(20);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await Ledger.ReadHeadAsync(limit.Token)).Size < 20)
            await Task.Delay(10, limit.Token);
        await stop.CancelAsync();
        await loop;
        Assert.True((await VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task Of_many_who_append_under_one_epoch_one_does_and_the_others_are_told_that_they_are_fenced()
    {
        await CommitAsync(10);
        var lease = (await Ledger.AcquireAsync("a", Now, TimeSpan.FromSeconds(10), default))!;
        var append = AppendOf(lease.Epoch, await Ledger.ReadUnsequencedAsync(10, default));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Ledger.AppendAsync(append, default).AsTask())));

        Assert.Single(outcomes, AppendOutcome.Appended);
        Assert.Equal(5, outcomes.Count(static outcome => outcome == AppendOutcome.Fenced));
        Assert.True((await VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task Of_many_nodes_one_gets_the_lease_and_the_same_owner_stays_in_its_epoch()
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(() => Ledger.AcquireAsync($"node {number}", Now, TimeSpan.FromSeconds(10), default).AsTask())));
        var owner = $"node {Array.FindIndex(leases, static lease => lease is not null)}";

        var first = Assert.Single(leases, static lease => lease is not null)!;
        Assert.Equal(first.Epoch, (await Ledger.AcquireAsync(owner, Now.AddMinutes(1), TimeSpan.FromSeconds(10), default))!.Epoch);
    }

    [Fact]
    public async Task An_append_of_events_that_are_not_there_leaves_nothing_behind()
    {
        await CommitAsync(2);
        var lease = (await Ledger.AcquireAsync("a", Now, TimeSpan.FromSeconds(10), default))!;
        var append = AppendOf(lease.Epoch, await Ledger.ReadUnsequencedAsync(10, default));

        await Assert.ThrowsAsync<LedgerDamagedException>(async () => await Ledger.AppendAsync(append with { Leaves = [.. append.Leaves.Skip(1), Samples.NewId()] }, default));

        Assert.Equal((0L, 2), ((await Ledger.ReadHeadAsync(default)).Size, (await Ledger.ReadUnsequencedAsync(10, default)).Count));
        Assert.Null(await Ledger.ReadTileAsync(new TileId(0, 0), default));
        Assert.Equal(AppendOutcome.Appended, await Ledger.AppendAsync(append, default));
    }

    [Fact]
    public async Task A_leaf_reads_back_what_its_digest_was_made_of_to_the_character()
    {
        var party = Samples.NewParty();
        var commit = Samples.Commit(party);
        var item = new ExchangeEvent(Samples.NewId(), Now.AddTicks(1_234_567), "a.b", commit.Exchange.Id, party.Value, "東", """{ "a" : "電 😀", "b":"" }""");
        await Reception.CommitAsync(commit with { Events = [item, Samples.Event("late.event", commit.Exchange.Id)] }, default);
        Assert.Equal(2, (await Leaves.ReadAsync("1", commit.Exchange.Id, default)).Waiting);
        Assert.Null(await Leaves.FindAsync("1", item.Id, default));

        await SequenceAsync();

        var (leaves, waiting) = await Leaves.ReadAsync("1", commit.Exchange.Id, default);
        Assert.Equal(0, waiting);
        Assert.Equal([0L, 1L], leaves.Select(static leaf => leaf.Position));
        var found = (await Leaves.FindAsync("1", item.Id, default))!;
        Assert.Equal(found.Leaf.LeafHash, leaves.Single(leaf => leaf.Leaf.EventId == item.Id).Leaf.LeafHash);
        Assert.Null(await Leaves.FindAsync("2", item.Id, default));
        Assert.Empty((await Leaves.ReadAsync("2", commit.Exchange.Id, default)).Leaves);
        Assert.True((await VerifyAsync()).IsIntact);
    }

    private async Task CommitAsync(int events) => await Reception.RecordEventsAsync(
        Samples.Retailer, [.. Enumerable.Range(0, events).Select(i => Samples.Event("test.event", at: Now.AddMilliseconds(i)))], default);

    private async Task SequenceAsync()
    {
        var sequencer = new LedgerSequencer(Ledger, "node", TimeSpan.FromSeconds(10));
        while (await sequencer.StepAsync(Now, default) == SequencingStep.Sequenced)
        {
        }
    }

    private async Task<LedgerReport> VerifyAsync() => await new LedgerVerifier(key.Verifier, ed25519).VerifyAsync(Ledger, [], default);

    /// <summary>All of them at the beginning of the ledger.</summary>
    private static LedgerAppend AppendOf(long epoch, IReadOnlyList<LedgerLeaf> leaves)
    {
        var tree = new TileTree();
        foreach (var leaf in leaves)
            tree.Append(leaf.LeafHash);

        return new LedgerAppend(epoch, 0, [.. leaves.Select(static leaf => leaf.EventId)], tree.TakeChanges(), new LedgerHead(tree.Size, tree.Root));
    }
}
