using System.Security.Cryptography;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Export;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Native.OpenSsl;

namespace IntegrationHub.Cms.Tests;

/// <summary>What the verification of a ledger, and of an export of it, says of when its entries existed.</summary>
public sealed class LedgerTimesTests : IDisposable
{
    private readonly OpenSslEd25519 ed25519 = new();
    private readonly InMemoryLedger ledger = new();
    private readonly NoteSignerKey key;
    private readonly TestPki pki = new();
    private readonly List<SimulatedAuthority> services = [];
    private readonly Dated dated = new();

    public LedgerTimesTests() => key = NoteSignerKey.Of("retailer.example/ledger", OpenSslEd25519.NewPrivateKey(), ed25519);

    public void Dispose()
    {
        services.ForEach(s => s.Dispose());
        pki.Dispose();
    }

    [Fact]
    public async Task An_export_carries_the_renewals_and_proves_the_first_times_years_after_the_services_certificate_ended()
    {
        await GrowAsync(10, TestPki.Now);
        await GrowAsync(20, TestPki.Now.AddDays(1));
        Renew(TestPki.Now.AddYears(1));
        Renew(TestPki.Now.AddYears(3));

        var times = (await VerifyAsync(TestPki.Now.AddYears(4))).Times!;
        Assert.Equal((2, 0), (times.Counting, times.NotCounting));
        Assert.Equal((10L, TestPki.Now, 2), (times.First!.Size, times.First.Time, times.First.Renewals));
        Assert.Equal((20L, TestPki.Now.AddDays(1)), (times.Last!.Size, times.Last.Time));
    }

    [Fact]
    public async Task Without_renewals_the_times_end_with_the_services_certificate_and_the_report_says_so()
    {
        await GrowAsync(10, TestPki.Now);
        var report = await VerifyAsync(TestPki.Now.AddYears(4));
        Assert.True(report.IsIntact);
        Assert.Equal((0, 1, "timestamp.aged"), (report.Times!.Counting, report.Times.NotCounting, report.Times.Problem!.Id));
        Assert.Contains(report.Statements(), s => s.Contains("Of 1 timestamps of checkpoints 1 do not count", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_an_authority_to_trust_no_time_is_proven()
    {
        await GrowAsync(10, TestPki.Now);
        var times = (await VerifyAsync(TestPki.Now.AddDays(1), TrustAnchors.None)).Times!;
        Assert.Equal((0, "timestamp.authority_untrusted"), (times.Counting, times.Problem!.Id));
    }

    [Fact]
    public async Task A_timestamp_of_another_checkpoint_put_beside_this_one_proves_nothing()
    {
        await GrowAsync(10, TestPki.Now);
        await GrowAsync(20, TestPki.Now);
        (dated.All[0], dated.All[1]) = (dated.All[0] with { Timestamps = dated.All[1].Timestamps }, dated.All[1] with { Timestamps = dated.All[0].Timestamps });
        var times = (await VerifyAsync(TestPki.Now.AddDays(1), live: true)).Times!;
        Assert.Equal((0, 2, "timestamp.imprint_mismatch"), (times.Counting, times.NotCounting, times.Problem!.Id));
    }

    private async Task<LedgerReport> VerifyAsync(DateTimeOffset at, TrustAnchors? trust = null, bool live = false)
    {
        var judging = new TimeJudging(trust ?? pki.Trust, null, at);
        var verifier = new LedgerVerifier(key.Verifier, ed25519);
        if (live)
            return await verifier.VerifyAsync(ledger, [], dated, judging, default);
        using var file = new MemoryStream();
        await LedgerExport.WriteAsync(new WithTimestamps(ledger, dated), dated, file, default);
        var export = await ExportedLedger.OpenAsync(file, default);
        return await verifier.VerifyAsync(export, [], export, judging, default);
    }

    /// <summary>Adds entries, signs a checkpoint and has it timestamped.</summary>
    private async Task GrowAsync(int size, DateTimeOffset at)
    {
        pki.Clock.Now = at;
        for (var i = (await ledger.ReadHeadAsync(default)).Size; i < size; i++)
        {
            var (id, salt) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(16));
            var record = new LedgerEvent("1", id, at, "exchange.event", null, null, "hub", "{}").ToRecord();
            ledger.Commit(new LedgerLeaf(id, salt, LeafDigest.Of(salt, record), record));
        }
        await new LedgerSequencer(ledger, "node", TimeSpan.FromSeconds(10)).StepAsync(at, default);
        var note = Checkpoint.Of(key.Verifier.Name, await ledger.ReadHeadAsync(default), at).Sign(key, ed25519).ToOctets();
        await ledger.AddCheckpointAsync(size, note, at, default);
        dated.All.Add(new DatedCheckpoint(size, note, TimestampChain.Of(Token(note))));
    }

    /// <summary>Carries every timestamp on, by a service with a certificate of its own time.</summary>
    private void Renew(DateTimeOffset at)
    {
        pki.Clock.Now = at;
        services.Add(new SimulatedAuthority(pki.Authority, pki.Clock));
        var list = RenewalList.Of(dated.All, HashAlgorithmName.SHA256);
        var renewal = new ArchiveTimestamp(services.Count, list, Token(list));
        for (var i = 0; i < dated.All.Count; i++)
            dated.All[i] = dated.All[i] with { Timestamps = dated.All[i].Timestamps with { Renewals = [.. dated.All[i].Timestamps.Renewals, renewal] } };
    }

    private byte[] Token(byte[] data)
    {
        var request = TimestampRequest.For(data, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        return request.Accept(new TimestampService(services.LastOrDefault() ?? pki.Services).Answer(request.Encoded)).Token!;
    }

    private sealed class Dated : IDatedCheckpoints
    {
        public List<DatedCheckpoint> All { get; } = [];

        public async IAsyncEnumerable<DatedCheckpoint> ReadDatedAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            foreach (var one in All)
                yield return one;
        }
    }

    /// <summary>The ledger as a store keeps it: with the tokens beside its checkpoints.</summary>
    private sealed class WithTimestamps(InMemoryLedger inner, Dated dated) : ILedgerReader
    {
        public ValueTask<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken) => inner.ReadHeadAsync(cancellationToken);

        public ValueTask<Tile?> ReadTileAsync(TileId id, CancellationToken cancellationToken) => inner.ReadTileAsync(id, cancellationToken);

        public IAsyncEnumerable<SequencedLeaf> ReadLeavesAsync(long from, CancellationToken cancellationToken) => inner.ReadLeavesAsync(from, cancellationToken);

        public ValueTask<IReadOnlyList<LedgerLeaf>> ReadUnsequencedAsync(int max, CancellationToken cancellationToken) => inner.ReadUnsequencedAsync(max, cancellationToken);

        public ValueTask<IReadOnlyList<StoredCheckpoint>> ReadCheckpointsAsync(CancellationToken cancellationToken) =>
            new((IReadOnlyList<StoredCheckpoint>)[.. dated.All.Select(d => new StoredCheckpoint(d.Size, d.Note, d.Timestamps.Token))]);
    }
}

/// <summary>A ledger without timestamps.</summary>
internal sealed class NoTimestamps : IDatedCheckpoints
{
    public static NoTimestamps Instance { get; } = new();

    public async IAsyncEnumerable<DatedCheckpoint> ReadDatedAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }
}
