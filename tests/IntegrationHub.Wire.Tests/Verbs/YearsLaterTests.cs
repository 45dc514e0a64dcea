using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Keys;
using IntegrationHub.Wire.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>
/// Evidence that outlives the services that dated it. A timestamp service's certificate runs for two years: in the nineteenth month a running hub
/// renews its ledger and somebody renews the files; in the thirtieth the first service is gone and everything still proves the first day.
/// </summary>
public sealed class YearsLaterTests : IAsyncLifetime
{
    private static readonly TimeSpan NineteenMonths = TimeSpan.FromDays(580);
    private static readonly TimeSpan ThirtyMonths = TimeSpan.FromDays(915);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ihub-y-");
    private string? _configuration;
    private TrustSimulatorServer? _authority;

    private string Data => Path.Combine(_root.FullName, "data");

    private string Authority => Path.Combine(Data, "pki", "ca.pem");

    public async Task InitializeAsync() => Assert.Equal(0, (await At(TimeSpan.Zero).RunAsync("pki", "init")).Code);

    public async Task DisposeAsync()
    {
        await StopServiceAsync();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task Ledger_bundle_and_signature_prove_their_first_day_after_the_service_that_dated_them_is_gone()
    {
        var month = $"{TimeProvider.System.GetUtcNow():yyyy-MM}";
        var (bundle, contract, export) = (File("old.asice"), File("contract.txt"), File("ledger.jsonl"));
        await StartServiceAsync(TimeSpan.Zero);
        var now = At(TimeSpan.Zero);
        var id = await ExchangeAsync(now);
        await Good(now, "ledger", "checkpoint");
        await Good(now, "evidence", "export", id.ToString(), "--out", bundle);
        await System.IO.File.WriteAllTextAsync(contract, "100 MWh at 400 CNY");
        await Good(now, "sign", contract);
        var key = (await Good(now, "ledger", "key")).Out.Trim();
        System.IO.File.Copy(bundle, File("forgotten.asice"));
        Assert.Contains("the renewal is due", (await Good(now, "timestamps", "renew", bundle)).Out, StringComparison.Ordinal);

        await StartServiceAsync(NineteenMonths);
        var later = At(NineteenMonths);
        await using (await StartAsync(NineteenMonths))
        {
            await Wait.UntilAsync(
                () => Task.FromResult(Directory.GetFiles(Path.Combine(Data, "checkpoints"), "renewal-*.tst").Length > 0), "The running hub renewed no timestamp.");
            var renewed = await Good(later, "timestamps", "renew", bundle, contract + ".p7s", "--json");
            Assert.All(renewed.JsonLines, line => Assert.True(line.GetProperty("renewed").GetBoolean()));
        }

        await StopServiceAsync();
        var muchLater = At(ThirtyMonths);
        var verified = await Good(muchLater, "verify", bundle, "--trust", Authority, "--log-key", key);
        Assert.Contains("That timestamp was carried on 1 times", verified.Out, StringComparison.Ordinal);
        Assert.Contains($"The bundle existed at {month}", verified.Out, StringComparison.Ordinal);
        Assert.Contains("carried on by 1 archive timestamps", (await Good(muchLater, "verify", contract + ".p7s", "--trust", Authority)).Out, StringComparison.Ordinal);
        // The copy that nobody renewed proves nothing any more.
        var forgotten = await muchLater.RunAsync("verify", File("forgotten.asice"), "--trust", Authority, "--log-key", key);
        Assert.Equal(1, forgotten.Code);
        Assert.Contains("timestamp.aged", forgotten.Out, StringComparison.Ordinal);

        await Good(muchLater, "ledger", "export", export);
        var ledger = await Good(muchLater, "ledger", "verify", export, "--log-key", key, "--trust", Authority, "--json");
        var first = ledger.Json.GetProperty("times").GetProperty("first");
        Assert.True(first.GetProperty("renewals").GetInt32() >= 1);
        Assert.True(first.GetProperty("time").GetDateTimeOffset() < TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1));
    }

    private static async Task<Said> Good(Terminal terminal, params string[] args)
    {
        var said = await terminal.RunAsync(args);
        Assert.True(said.Code == 0, string.Join(' ', args) + ": " + said.Out + said.Error);
        return said;
    }

    private string File(string name) => Path.Combine(_root.FullName, name);

    private Terminal At(TimeSpan skew) => new(Data, new SkewedTime(TimeProvider.System, skew));

    private async Task StartServiceAsync(TimeSpan skew)
    {
        await StopServiceAsync();
        var pki = Path.Combine(Data, "pki");
        using var key = new KeyStore(TimeProvider.System).Load(new KeyLocation(Authority, Path.Combine(pki, "ca.key"), Path.Combine(pki, "passphrase"))).Value;
        _authority = await TrustSimulatorServer.StartAsync(new X509Certificate2(key.Certificate), new SkewedTime(TimeProvider.System, skew), 0, CancellationToken.None);
        await System.IO.File.WriteAllTextAsync(
            Path.Combine(Data, "hub.yaml"),
            $"""
            {_configuration ??= await System.IO.File.ReadAllTextAsync(Path.Combine(Data, "hub.yaml"))}
            listeners:
              - name: channel-1
                address: 127.0.0.1:0
              - name: channel-2
                address: 127.0.0.1:0
            observability:
              healthAddress: 127.0.0.1:0
              logLevel: error
            trust:
              timestamps:
                authorities:
                  - name: one
                    address: {_authority.Address}tsa/one
                    trust: [ pki/ca.pem ]

            """);
    }

    private async Task StopServiceAsync()
    {
        if (_authority is not null)
        {
            await _authority.DisposeAsync();
            _authority = null;
        }
    }

    /// <summary>Queues a document, and gives its events their places as a serving hub does.</summary>
    private async Task<Guid> ExchangeAsync(Terminal terminal)
    {
        await Good(terminal, "party", "add", "grid", "--code", "10X1001A1001A450", "--connection", "files");
        await System.IO.File.WriteAllTextAsync(File("document.xml"), Requests.From(Requests.Us, "10X1001A1001A450", "years-1"));
        var sent = await Good(terminal, "send", "--to", "grid", File("document.xml"), "--json");
        await using var hub = await StartAsync(TimeSpan.Zero, serves: false);
        var sequencer = new LedgerSequencer(hub.Services.GetRequiredService<ILedgerStore>(), "test", TimeSpan.FromSeconds(10));
        while (await sequencer.StepAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None) == SequencingStep.Sequenced)
        {
        }

        return sent.Json.GetProperty("exchange").GetGuid();
    }

    private Task<HubNode> StartAsync(TimeSpan skew, bool serves = true)
    {
        var folder = DataFolder.Open(Data);
        return HubNode.StartAsync(
            new NodeSettings
            {
                Folder = folder,
                Options = HubConfiguration.Load(folder.ConfigurationFile, At(skew).Variables).Options,
                Serves = serves,
                Time = new SkewedTime(TimeProvider.System, skew),
            },
            CancellationToken.None);
    }
}
