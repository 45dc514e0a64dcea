using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;
using IntegrationHub.Storage;
using IntegrationHub.Wire.Tests.Support;

namespace IntegrationHub.Wire.Tests.Crashes;

/// <summary><c>kill -9</c> between a received token and its place, and between its place and the copy outside: the timestamp comes all the same.</summary>
public sealed class TimestampCrashTests(TimestampCrashSite site) : IClassFixture<TimestampCrashSite>
{
    [Theory]
    [InlineData(CrashPoint.BeforeTimestamp)]
    [InlineData(CrashPoint.AfterTimestamp)]
    public async Task A_checkpoint_has_its_timestamp_after_the_crash(string point)
    {
        if (site.Market is not { } market)
        {
            return;
        }

        await site.ArmAsync(point);
        var size = await CheckpointAsync(market);
        await site.CrashedAsync();

        DatedCheckpoint? dated = null;
        await Wait.UntilAsync(
            async () => (dated = await site.Port<ITimestampStore>().FindDatedAsync(size - 1, CancellationToken.None)) is not null, "The checkpoint got no timestamp.");
        Assert.Equal(size, dated!.Size);
        var (facts, refusal) = dated.Timestamps.Verify(dated.Note, site.Trust, null, TimeProvider.System.GetUtcNow().AddMinutes(1));
        Assert.True(facts is not null, refusal?.ToString());
        var copy = Path.Combine(market.HubFolder.Checkpoints, CheckpointFiles.Token(size));
        await Wait.UntilAsync(() => Task.FromResult(File.Exists(copy)), "The timestamp was not written outside.");
        Assert.Equal(dated.Timestamps.Token, await File.ReadAllBytesAsync(copy));
        await Wait.UntilAsync(async () => await site.Store.CountAsync("select count(*) from ledger.timestamp_queue where $1 = ''", "") == 0, "The queue did not empty.");
    }

    /// <summary>Signs a checkpoint over a new entry beside the hub, which then fetches the timestamp.</summary>
    private async Task<long> CheckpointAsync(Support.Market market)
    {
        var ledger = site.Port<ILedgerStore>();
        var before = (await ledger.ReadHeadAsync(CancellationToken.None)).Size;
        var now = TimeProvider.System.GetUtcNow();
        await site.Port<IReceptionStore>().RecordEventsAsync(
            RetailerId.Default, [new ExchangeEvent(Guid.CreateVersion7(now), now, "test.event", null, null, "test")], CancellationToken.None);
        await Wait.UntilAsync(async () => (await ledger.ReadHeadAsync(CancellationToken.None)).Size > before, "The event got no place.");
        var written = await Checkpoints.Writer(market.HubFolder, market.HubOptions, ledger, TimeProvider.System).WriteAsync(CancellationToken.None);
        Assert.Null(written.Problem);
        return written.Checkpoint!.Size;
    }
}

/// <summary>A crash site whose hub has a timestamp authority.</summary>
public sealed class TimestampCrashSite : CrashSite
{
    private TrustSimulatorServer? _authority;

    internal TrustAnchors Trust { get; private set; } = TrustAnchors.None;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_authority is not null)
        {
            await _authority.DisposeAsync();
        }
    }

    protected override async Task PrepareAsync()
    {
        var (folder, pki) = (Market!.HubFolder, Market.HubFolder.Pki);
        using var key = new KeyStore(TimeProvider.System).Load(new KeyLocation(Path.Combine(pki, "ca.pem"), Path.Combine(pki, "ca.key"), Path.Combine(pki, "passphrase"))).Value;
        var certificate = new X509Certificate2(key.Certificate);
        Trust = new TrustAnchors([certificate]);
        _authority = await TrustSimulatorServer.StartAsync(certificate, TimeProvider.System, 0, CancellationToken.None);
        await File.AppendAllTextAsync(
            folder.ConfigurationFile,
            $"""
            trust:
              timestamps:
                authorities:
                  - name: one
                    address: {_authority.Address}tsa/one
                    trust: [ pki/ca.pem ]

            """);
    }
}
