using System.Security.Cryptography;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Evidence.Ledger.Verification;

namespace IntegrationHub.Ledger.Tests;

/// <summary>A store that was set back to a backup: the verification says so plainly, and tells it from a fork that nobody declared.</summary>
public sealed class RestoredStoreTests
{
    private const int Saved = 300;
    private const int Known = 320;

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(500)]
    public async Task A_declared_restore_is_a_rollback_however_far_the_ledger_has_grown_since(int since)
    {
        var (fixture, lost) = await RestoreAsync(Declaration(Saved, Known), since);
        var newest = await fixture.CheckpointAsync("newest");
        var report = await fixture.VerifyAsync(null, [.. lost, newest]);

        Assert.All(report.Findings, finding => Assert.Equal((LedgerFault.Rollback, (long)Saved), (finding.Fault, finding.From)));
        Assert.Equal([309L, 319L], report.Findings.Select(finding => finding.To).Order());
        Assert.All(report.Findings, finding => Assert.Contains($"as entry {Saved} says", finding.Text, StringComparison.Ordinal));
        Assert.Contains(report.Proven, proven => proven.Name == "newest");
        Assert.False(report.IsIntact);
    }

    [Fact]
    public async Task What_no_entry_declares_is_a_fork()
    {
        var (fixture, lost) = await RestoreAsync(LedgerFixture.Leaf(Saved + 5000), since: 100);
        Assert.All((await fixture.VerifyAsync(null, lost)).Findings, finding => Assert.Equal(LedgerFault.Fork, finding.Fault));
    }

    /// <summary>Who can write to the database can write the entry, too.</summary>
    [Fact]
    public async Task A_declaration_that_no_signed_checkpoint_lies_behind_excuses_nothing()
    {
        var (fixture, lost) = await RestoreAsync(Declaration(Saved, 999_999_999), since: 100);
        var report = await fixture.VerifyAsync(null, lost);
        Assert.Equal([LedgerFault.Fork, LedgerFault.Fork], report.Findings.Select(finding => finding.Fault));
        Assert.All(report.Findings, finding => Assert.Contains($"Entry {Saved} says that a backup of 2026-11-28T12:00:00Z was restored; no signed checkpoint lies behind it yet", finding.Text, StringComparison.Ordinal));
        Assert.Equal(0, report.Signed);
    }

    [Fact]
    public async Task A_declaration_excuses_no_more_than_it_names()
    {
        var (fixture, lost) = await RestoreAsync(Declaration(Saved, Saved + 10), since: 100);
        Assert.Equal([LedgerFault.Fork, LedgerFault.Rollback], (await fixture.VerifyAsync(null, [.. lost, await fixture.CheckpointAsync("newest")])).Findings.Select(finding => finding.Fault).Order());
    }

    [Fact]
    public async Task The_same_size_signed_once_in_the_lost_time_and_once_since_is_no_fork()
    {
        var (fixture, lost) = await RestoreAsync(Declaration(Saved, Known), since: Known - Saved - 1);
        var twin = await fixture.CheckpointAsync("since");
        var report = await fixture.VerifyAsync(null, [.. lost, twin]);
        Assert.DoesNotContain(report.Findings, finding => finding.Fault == LedgerFault.Fork);
        Assert.Contains(report.Proven, proven => proven.Name == "since");
    }

    [Fact]
    public void Only_the_event_itself_is_read_as_one()
    {
        Assert.Equal(new RestoredStore(7, 300, 320, "2026-11-28T12:00:00Z"), RestoredStore.TryRead(7, Declaration(300, 320).Record));
        Assert.Equal(300, RestoredStore.TryRead(7, Event("""{"size":"300"}"""))!.Known);
        Assert.Null(RestoredStore.TryRead(7, LedgerFixture.Leaf(1).Record));
        foreach (var data in (string[])["{}", "[]", "{\"size\":300}", "{\"size\":\"-1\"}", "no json"])
            Assert.Null(RestoredStore.TryRead(7, Event(data)));
        // The kind as a text among the facts of another event.
        Assert.Null(RestoredStore.TryRead(7, new LedgerEvent("1", Guid.NewGuid(), LedgerFixture.Now, "x", null, null, "hub", "14:store.restored,").ToRecord()));
    }

    /// <summary>A ledger whose entries from <see cref="Saved"/> on are others than those that two checkpoints outside were signed for.</summary>
    private static async Task<(LedgerFixture Fixture, OutsideCheckpoint[] Lost)> RestoreAsync(LedgerLeaf first, int since)
    {
        var fixture = await LedgerFixture.WithAsync(Saved);
        var lost = new List<OutsideCheckpoint>();
        foreach (var size in (int[])[Saved + 10, Known])
        {
            var head = await (await LedgerFixture.WithAsync(size)).Ledger.ReadHeadAsync(default);
            lost.Add(new($"lost {size}", Checkpoint.Of(fixture.Key.Verifier.Name, head, LedgerFixture.Now).Sign(fixture.Key, fixture.Ed25519).ToOctets()));
        }

        fixture.Ledger.Commit(first);
        for (var i = 0; i < since; i++)
            fixture.Ledger.Commit(LedgerFixture.Leaf(10_000 + i));
        while (await fixture.Sequencer.StepAsync(LedgerFixture.Now, default) == SequencingStep.Sequenced)
        {
        }

        return (fixture, [.. lost]);
    }

    private static LedgerLeaf Declaration(int size, int known)
    {
        var record = Event($$"""{"saved":"2026-11-28T12:00:00Z","size":"{{size}}","known":"{{known}}","lost":"{{known - size}}"}""");
        var salt = SHA256.HashData("salt"u8)[..LeafDigest.SaltLength];
        return new LedgerLeaf(new Guid(99_999, 0, 0, new byte[8]), salt, LeafDigest.Of(salt, record), record);
    }

    private static byte[] Event(string data) =>
        new LedgerEvent("1", new Guid(99_999, 0, 0, new byte[8]), LedgerFixture.Now, RestoredStore.Kind, null, null, "operator", data).ToRecord();
}
