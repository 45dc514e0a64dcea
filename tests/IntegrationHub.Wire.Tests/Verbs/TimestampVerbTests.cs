using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;
using IntegrationHub.Wire.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>A hub with two timestamp authorities that come and go: nothing waits for them, and everything has its timestamp in the end.</summary>
public sealed class TimestampVerbTests : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ihub-t-");
    private readonly Terminal _terminal;
    private TrustSimulatorServer _authorities = null!;

    public TimestampVerbTests() => _terminal = new Terminal(Data);

    private string Data => Path.Combine(_root.FullName, "data");

    private string Checkpoints => Path.Combine(Data, "checkpoints");

    private string Authority => Path.Combine(Data, "pki", "ca.pem");

    public async Task InitializeAsync()
    {
        Assert.Equal(0, (await _terminal.RunAsync("pki", "init")).Code);
        var pki = Path.Combine(Data, "pki");
        using var key = new KeyStore(TimeProvider.System).Load(new KeyLocation(Authority, Path.Combine(pki, "ca.key"), Path.Combine(pki, "passphrase"))).Value;
        _authorities = await TrustSimulatorServer.StartAsync(new X509Certificate2(key.Certificate), TimeProvider.System, 0, CancellationToken.None);
        await File.AppendAllTextAsync(
            Path.Combine(Data, "hub.yaml"),
            $"""
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
                    address: {_authorities.Address}tsa/one
                    trust: [ pki/ca.pem ]
                  - name: two
                    address: {_authorities.Address}tsa/two
                    trust: [ pki/ca.pem ]

            """);
    }

    public async Task DisposeAsync()
    {
        await _authorities.DisposeAsync();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task A_checkpoint_gets_its_timestamp_from_the_authority_that_answers_and_lies_beside_the_note()
    {
        _authorities.SetFault("tsa-one", TrustFault.Unavailable);
        await EventAsync();
        var signed = await _terminal.RunAsync("ledger", "checkpoint", "--json");
        Assert.True(signed.Code == 0, signed.Out + signed.Error);

        Assert.Single(Directory.GetFiles(Checkpoints, "checkpoint-*.tst"));
        var status = (await _terminal.RunAsync("status", "--json")).Json.GetProperty("timestamps");
        Assert.Equal(("two", 0), (status.GetProperty("lastAuthority").GetString(), status.GetProperty("waiting").GetInt32()));
    }

    [Fact]
    public async Task While_no_authority_answers_checkpoints_wait_in_the_queue_and_a_running_hub_attaches_them_later()
    {
        Silence(TrustFault.Unavailable);
        await EventAsync();
        var signed = await _terminal.RunAsync("ledger", "checkpoint", "--json");
        Assert.Equal(0, signed.Code);
        Assert.Contains("answered 503", signed.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Checkpoints, "*.tst"));
        var waiting = (await _terminal.RunAsync("status", "--json")).Json.GetProperty("timestamps");
        Assert.Equal(1, waiting.GetProperty("waiting").GetInt32());
        Assert.Contains("answered 503", waiting.GetProperty("problem").GetString(), StringComparison.Ordinal);

        Silence(TrustFault.None);
        await using var hub = await StartAsync();
        await Wait.UntilAsync(() => Task.FromResult(Directory.GetFiles(Checkpoints, "checkpoint-*.tst").Length > 0), "No timestamp was attached.");
        var queue = hub.Services.GetRequiredService<ITimestampStore>();
        await Wait.UntilAsync(async () => (await queue.ReadStateAsync(CancellationToken.None)).Waiting == 0, "The queue did not empty.");
    }

    [Fact]
    public async Task A_signature_that_was_made_without_a_timestamp_gets_it_later_and_then_proves_its_time()
    {
        Silence(TrustFault.Garbage);
        var contract = Path.Combine(_root.FullName, "contract.txt");
        await File.WriteAllTextAsync(contract, "100 MWh at 400 CNY");
        var signed = await _terminal.RunAsync("sign", contract);
        Assert.Equal(0, signed.Code);
        Assert.Contains("no timestamp yet", signed.Error, StringComparison.Ordinal);
        Assert.Contains("when is not proven", (await _terminal.RunAsync("verify", contract + ".p7s", "--trust", Authority)).Out, StringComparison.Ordinal);
        Assert.Equal(1, (await _terminal.RunAsync("timestamps", "attach", contract + ".p7s")).Code);

        Silence(TrustFault.None);
        var attached = await _terminal.RunAsync("timestamps", "attach", contract + ".p7s");
        Assert.True(attached.Code == 0, attached.Out);
        var verified = await _terminal.RunAsync("verify", contract + ".p7s", "--trust", Authority);
        Assert.True(verified.Code == 0, verified.Out);
        Assert.Contains("at the latest", verified.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_says_from_when_on_its_evidence_existed_and_gets_its_own_timestamp_later()
    {
        var id = await EventAsync();
        Assert.Equal(0, (await _terminal.RunAsync("ledger", "checkpoint")).Code);
        Silence(TrustFault.Unavailable);
        var bundle = Path.Combine(_root.FullName, "bundle.asice");
        var exported = await _terminal.RunAsync("evidence", "export", id.ToString(), "--out", bundle);
        Assert.True(exported.Code == 0, exported.Error);
        Assert.Contains("no timestamp yet", exported.Error, StringComparison.Ordinal);
        var key = (await _terminal.RunAsync("ledger", "key")).Out.Trim();
        var before = await _terminal.RunAsync("verify", bundle, "--trust", Authority, "--log-key", key);
        Assert.True(before.Code == 0, before.Out);
        // The ledger's timestamp is older than the bundle and stays what it is.
        Assert.Matches($"Proven: Exchange {id}: all [0-9]+ events shown of it were on record at [-0-9: ]+Z at the latest, by the timestamp of", before.Out);
        Assert.Contains("carries no timestamp", before.Out, StringComparison.Ordinal);

        Silence(TrustFault.None);
        var attached = await _terminal.RunAsync("timestamps", "attach", bundle);
        Assert.True(attached.Code == 0, attached.Out);
        var after = await _terminal.RunAsync("verify", bundle, "--trust", Authority, "--log-key", key);
        Assert.True(after.Code == 0, after.Out);
        Assert.Contains("The bundle existed at", after.Out, StringComparison.Ordinal);
        Assert.Equal(1, (await _terminal.RunAsync("timestamps", "attach", bundle)).Code);
    }

    [Fact]
    public async Task Two_processes_that_sign_a_checkpoint_at_once_end_with_the_same_one()
    {
        await EventAsync();
        // Whoever runs keeps the store open; the commands work beside it.
        await using var hub = await StartAsync(serves: false);
        var both = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => _terminal.RunAsync("ledger", "checkpoint", "--json"))));
        Assert.All(both, one => Assert.True(one.Code == 0, one.Out + one.Error));
        Assert.Single(both.Select(one => one.Json.GetProperty("note").GetString()).Distinct());
        Assert.Single(Directory.GetFiles(Checkpoints, "checkpoint-*.txt"));
        Assert.Single(Directory.GetFiles(Checkpoints, "checkpoint-*.tst"));
        Assert.Empty(Directory.GetFiles(Checkpoints, "*.new"));
    }

    private void Silence(TrustFault fault)
    {
        _authorities.SetFault("tsa-one", fault);
        _authorities.SetFault("tsa-two", fault);
    }

    /// <summary>Queues a document, and gives its events their places as a serving hub does.</summary>
    private async Task<Guid> EventAsync()
    {
        Assert.Equal(0, (await _terminal.RunAsync("party", "add", "grid", "--code", "10X1001A1001A450", "--connection", "files")).Code);
        var document = Path.Combine(_root.FullName, "document.xml");
        await File.WriteAllTextAsync(document, Requests.From(Requests.Us, "10X1001A1001A450", "stamped-1"));
        var sent = await _terminal.RunAsync("send", "--to", "grid", document, "--json");
        Assert.True(sent.Code == 0, sent.Out);
        await using var hub = await StartAsync(serves: false);
        var sequencer = new Evidence.Ledger.Sequencing.LedgerSequencer(hub.Services.GetRequiredService<ILedgerStore>(), "test", TimeSpan.FromSeconds(10));
        while (await sequencer.StepAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None) == Evidence.Ledger.Sequencing.SequencingStep.Sequenced)
        {
        }

        return sent.Json.GetProperty("exchange").GetGuid();
    }

    private Task<HubNode> StartAsync(bool serves = true)
    {
        var folder = DataFolder.Open(Data);
        return HubNode.StartAsync(
            new NodeSettings { Folder = folder, Options = HubConfiguration.Load(folder.ConfigurationFile, _terminal.Variables).Options, Serves = serves }, CancellationToken.None);
    }
}
