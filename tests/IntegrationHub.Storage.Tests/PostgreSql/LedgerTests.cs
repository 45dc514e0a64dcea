using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Export;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Native.OpenSsl;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>The ledger over real commits, and what is found when somebody changes the rows with SQL.</summary>
[Collection(PostgresCollection.Name)]
public sealed class LedgerTests(ClusterFixture cluster) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly StoreFixture store = new(cluster);
    private readonly OpenSslEd25519 ed25519 = new();
    private NoteSignerKey key = null!;

    private ILedgerStore Ledger => store.Get<ILedgerStore>();

    public async Task InitializeAsync()
    {
        await store.InitializeAsync();
        key = NoteSignerKey.Of("retailer.example/ledger", OpenSslEd25519.NewPrivateKey(), ed25519);
    }

    public Task DisposeAsync() => store.DisposeAsync();

    [Theory]
    [InlineData(LedgerFault.Change, "update hub.event set data = convert_to('{\"note\":\"y\"}', 'UTF8') where position = 300")]
    [InlineData(LedgerFault.Change, "update hub.event set digest = salt || salt where position = 300")]
    [InlineData(LedgerFault.Change, "update hub.event set at = at + interval '1 microsecond' where position = 5")]
    [InlineData(LedgerFault.Gap, "delete from hub.event where position = 300")]
    [InlineData(LedgerFault.Truncation, "delete from hub.event where position >= 390")]
    [InlineData(LedgerFault.Reordering, "update hub.event set position = -1 where position = 3; update hub.event set position = 3 where position = 5; update hub.event set position = 5 where position = -1")]
    [InlineData(LedgerFault.Insertion, "update hub.event set position = position + 1000 where position >= 300; update hub.event set position = 300 where position is null; update hub.event set position = position - 999 where position >= 1000")]
    [InlineData(LedgerFault.Rollback, "delete from hub.event where position >= 390; delete from ledger.tile; update ledger.head set size = 0; update hub.event set position = null")]
    public async Task A_change_around_the_hub_is_found_in_the_store_and_in_an_export_of_it(LedgerFault fault, string sql)
    {
        var outside = await ChangedAsync(sql);
        Assert.Contains((await VerifyAsync(outside)).Findings, f => f.Fault == fault);
        using var file = new MemoryStream();
        await LedgerExport.WriteAsync(Ledger, store.Get<ITimestampStore>(), file, default);
        var exported = await new LedgerVerifier(key.Verifier, ed25519).VerifyAsync(await ExportedLedger.OpenAsync(file, default), [outside], default);
        Assert.Contains(exported.Findings, f => f.Fault == fault);
    }

    [Theory]
    [InlineData(LedgerFault.Node, "update ledger.tile set hashes = overlay(hashes placing '\\x00' from 7 for 1) where level = 1")]
    [InlineData(LedgerFault.Insertion, "update hub.event set position = 400 where position is null")]
    public async Task Inner_hashes_and_rows_behind_the_head_are_in_no_export_and_are_found_in_the_store(LedgerFault fault, string sql) =>
        Assert.Contains((await VerifyAsync(await ChangedAsync(sql))).Findings, f => f.Fault == fault);

    [Fact]
    public async Task A_checkpoint_that_the_ledgers_key_signed_for_another_history_is_a_fork_in_the_store_and_in_an_export_of_it()
    {
        var outside = await ChangedAsync("select 1");
        // The thief of the key signs another history of the same size, and keeps the checkpoint in the store.
        var forged = new LedgerHead(400, MerkleTree.LeafHash(new byte[32]));
        await Ledger.AddCheckpointAsync(400, Checkpoint.Of(key.Verifier.Name, forged, Now).Sign(key, ed25519).ToOctets(), Now, default);
        Assert.Contains((await VerifyAsync(outside)).Findings, f => f.Fault == LedgerFault.Fork);
        using var file = new MemoryStream();
        await LedgerExport.WriteAsync(Ledger, null, file, default);
        var exported = await new LedgerVerifier(key.Verifier, ed25519).VerifyAsync(await ExportedLedger.OpenAsync(file, default), [outside], default);
        Assert.Contains(exported.Findings, f => f.Fault == LedgerFault.Fork);
    }

    /// <summary>Four hundred entries with a checkpoint outside, one more that waits, and then what somebody did to the rows.</summary>
    private async Task<OutsideCheckpoint> ChangedAsync(string sql)
    {
        await CommitAsync(400);
        await SequenceAsync();
        var outside = new OutsideCheckpoint("usb", Checkpoint.Of(key.Verifier.Name, await Ledger.ReadHeadAsync(default), Now).Sign(key, ed25519).ToOctets());
        await CommitAsync(1);
        Assert.True((await VerifyAsync(outside)).IsIntact);
        await store.RunAsync(sql);
        return outside;
    }

    private async Task CommitAsync(int events) => await store.Get<IReceptionStore>().RecordEventsAsync(
        Samples.Retailer, [.. Enumerable.Range(0, events).Select(i => Samples.Event("test.event", at: Now.AddMilliseconds(i)))], default);

    private async Task SequenceAsync()
    {
        var sequencer = new LedgerSequencer(Ledger, "node", TimeSpan.FromSeconds(10));
        while (await sequencer.StepAsync(Now, default) == SequencingStep.Sequenced)
        {
        }
    }

    private async Task<LedgerReport> VerifyAsync(params OutsideCheckpoint[] against) =>
        await new LedgerVerifier(key.Verifier, ed25519).VerifyAsync(Ledger, against, default);
}
