using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Keys;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Schemas.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Demo;

/// <summary>What became of a document of <c>--documents</c>.</summary>
/// <param name="File">Its path below the folder.</param>
internal sealed record DemoFile(string File, ExchangeSummary? Exchange, string Problem = "");

/// <summary>
/// The demo: a hub, a trading center and the services of a trust centre in processes of their own, real keys, real TLS, real stores; documents both ways, good and bad,
/// and what must become of each, although the hub is killed on the way.
/// </summary>
/// <param name="context">The command.</param>
/// <param name="path">A new folder for all data.</param>
/// <param name="kills">How many times the hub is killed.</param>
internal sealed class DemoRun(CommandContext context, string path, int kills)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TimeProvider _time = context.Time;
    private readonly IReadOnlyList<int> _ports = FreePorts.Take(7);

    /// <summary>Runs everything and stops everything, also when something fails.</summary>
    /// <param name="folder">Folder of the documents that are brought along, or <c>null</c>.</param>
    /// <param name="documents">Its files.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DemoResult> RunAsync(string? folder, IReadOnlyList<string> documents, CancellationToken cancellationToken)
    {
        var (hubFolder, hubOptions) = MakeHubFolder();
        await using var services = ChildProcess.Start(["simulate", "trust", "--data", hubFolder.FullPath, "--port", $"{_ports[6]}"]);
        var centerPath = Path.Combine(hubFolder.FullPath, CenterFolder.CenterName);
        var centerFolder = CenterFolder.Create(centerPath, hubFolder, [Address(3), Address(4)], Address(5), _time);
        var centerOptions = context.LoadOptions(centerFolder);
        Say($"Made data folders, a development CA and keys for hub and trading center in {hubFolder.FullPath}");

        await services.ReadyAsync(Address(6), _time, cancellationToken);
        Say($"Timestamp, OCSP and CRL services (process {services.Id}) listen at {Address(6)}");
        await using var served = new MortalHub(hubFolder, Address(2), _time, Say);
        await served.StartAsync(cancellationToken);
        await using var hub = await served.AttachAsync(hubOptions, cancellationToken);
        Say($"The hub (process {served.Id}) listens at {Address(0)} and {Address(1)} (mutual TLS)");
        await using var center = ChildProcess.Start(["simulate", "trading-center", "--data", centerPath, "--hub", hubFolder.FullPath, "--pull-every", "1"]);
        await center.ReadyAsync(Address(5), _time, cancellationToken);
        await AcquaintedAsync(hub, cancellationToken);
        Say($"The trading center (process {center.Id}) listens at {Address(3)} and {Address(4)}; hub and center are registered with each other");

        var registered = hub.Parties.Current.FindByName(CenterFolder.CenterName)!;
        var setting = new MarketSetting(
            new PartyInRole(hub.Parties.Current.Self.Code, hub.Parties.Current.Self.MarketRole),
            new PartyInRole(registered.Code, registered.MarketRole),
            CenterFolder.Domain,
            MarketRulesOfNode.ZoneOf(hubOptions.Hub));
        var script = new DemoScript(setting, _time.GetUtcNow());
        var reader = hub.Services.GetRequiredService<IExchangeReader>();
        var hubAsParty = CenterFolder.HubAsSeenByCenter(hubFolder, hubOptions);
        using var probe = new PartnerProbe(centerFolder, centerOptions, hubAsParty, _time);

        await SendAsync(hub, registered, script, cancellationToken);
        await ReceiveAsync(probe, script, cancellationToken);
        var told = await TellAsync(new DemoStage(hub, hubFolder, registered, setting.Zone, _time, Say), served, cancellationToken);
        IReadOnlyList<DemoExpectation> expected = [.. DemoScript.Expected, .. told];
        var exchanges = await SettledAsync(reader, registered.Id, expected, cancellationToken);
        var files = await SendFilesAsync(probe, reader, registered.Id, folder ?? "", documents, cancellationToken);
        var result = DemoResult.Judge(exchanges, expected, files, hub.Parties.Current);
        await ProveAsync(hubFolder, hubOptions, exchanges, cancellationToken);
        Say("Stopping the trading center and the hub");
        return result;
    }

    /// <summary>Leaves the folder as one to look at in a browser, and says how it and its partners come back. While the demo ran it had no pages: another hub's may be at their addresses.</summary>
    public void Keep()
    {
        var folder = DataFolder.Open(path);
        File.AppendAllText(folder.ConfigurationFile, StarterConfiguration.WithPortal);
        Say($"Kept in {folder.FullPath}:");
        Say($"  ihub up --data {folder.FullPath}   runs the hub on it, with its pages");
        Say($"  ihub simulate trust --data {folder.FullPath} --port {_ports[6]}   its timestamps and revocation, each in a terminal of its own");
        Say($"  ihub simulate trading-center --data {Path.Combine(folder.FullPath, CenterFolder.CenterName)} --hub {folder.FullPath}   its trading center");
        Say($"  ihub exchanges --data {folder.FullPath}   lists what was exchanged");
    }

    /// <summary>The retailer's month, while the hub dies and comes back; when one of the two fails, the other ends.</summary>
    private async Task<IReadOnlyList<DemoExpectation>> TellAsync(DemoStage stage, MortalHub served, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (story, deaths) = (TellAsync(stage, both.Token), served.DieAsync(kills, both.Token));
        try
        {
            await await Task.WhenAny(story, deaths);
            await deaths;
            return await story;
        }
        catch
        {
            await both.CancelAsync();
            await Task.WhenAll(story, deaths).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>The retailer's month, chapter by chapter.</summary>
    private static async Task<IReadOnlyList<DemoExpectation>> TellAsync(DemoStage stage, CancellationToken cancellationToken)
    {
        var expected = new List<DemoExpectation>();
        foreach (var chapter in DemoChapters.All)
        {
            stage.Say($"{chapter.Title}:");
            expected.AddRange(await chapter.TellAsync(stage, cancellationToken));
        }

        return expected;
    }

    /// <summary>The oldest accepted document: its events have had time to get their places in the ledger.</summary>
    private async Task ProveAsync(DataFolder folder, HubOptions options, IReadOnlyList<ExchangeSummary> exchanges, CancellationToken cancellationToken)
    {
        if (exchanges.LastOrDefault(exchange => exchange is { Direction: Direction.In, State: "Accepted", MRid: not null }) is not { } accepted)
        {
            return;
        }

        try
        {
            var said = await DemoProof.ShowAsync(folder, options.Hub.Code, accepted, cancellationToken);
            Say($"Evidence of {accepted.MRid}, exported and verified by processes of their own, with the authority and the ledger's key alone:");
            Say(said);
        }
        catch (RefusedException refused) when (refused.Code == "OPENSSL_MISSING")
        {
            Say($"No evidence bundle: {refused.Message}. {refused.Remedy}");
        }
    }

    private (DataFolder Folder, HubOptions Options) MakeHubFolder()
    {
        var configuration =
            $"""
            {StarterConfiguration.For(FolderKind.Development, StarterConfiguration.DevelopmentCode).TrimEnd()}
            listeners:
              - name: channel-1
                address: {Address(0)}
              - name: channel-2
                address: {Address(1)}
            lanes:
              firstRetry: 500ms
            observability:
              healthAddress: {Address(2)}
              logLevel: warning
            trust:
              timestamps:
                authorities:
                  - name: one
                    address: http://{Address(6)}/tsa/one
                    trust: [pki/ca.pem]
                  - name: two
                    address: http://{Address(6)}/tsa/two
                    trust: [pki/ca.pem]
              revocation:
                refreshEvery: 10s
                retryAfter: 1s
                sources:
                  - issuer: pki/ca.pem
                    ocsp: http://{Address(6)}/ocsp
                    crl: http://{Address(6)}/crl

            """;
        var folder = DataFolder.Create(path, FolderKind.Development, configuration, _time.GetUtcNow());
        var options = context.LoadOptions(folder);
        DevelopmentPki.Ensure(folder, [new PkiMember("hub", options.Hub.Code, KeyKind.Rsa2048)], _time);
        return (folder, options);
    }

    /// <summary>The center registers itself with the hub right after it is ready.</summary>
    private async Task AcquaintedAsync(HubNode hub, CancellationToken cancellationToken)
    {
        await UntilAsync(
            async () =>
            {
                await hub.Parties.ReloadAsync(cancellationToken);
                return hub.Parties.Current.FindByName(CenterFolder.CenterName) is not null;
            },
            "the trading center did not register itself",
            cancellationToken);
    }

    private async Task SendAsync(HubNode hub, Party center, DemoScript script, CancellationToken cancellationToken)
    {
        var sender = hub.Services.GetRequiredService<IDocumentSender>();
        foreach (var document in script.Outgoing)
        {
            var result = await sender.SendAsync(center, document.Bytes, new SendOptions("demo"), cancellationToken);
            if (result is SendResult.Refused refused)
            {
                var reason = refused.Rejections[0];
                throw new RefusedException(reason.Code, $"the demo's own {document.What} would not be accepted: {reason.Text} ({reason.Where})", reason.Remedy);
            }

            Say($"  → {document.What}: checked, signed and queued");
        }
    }

    private async Task ReceiveAsync(PartnerProbe probe, DemoScript script, CancellationToken cancellationToken)
    {
        foreach (var message in script.Incoming)
        {
            var answer = await probe.SendAsync(message.Document, DemoScript.RootElement, message.Alter, cancellationToken);
            Say($"  ← {message.What}: {DemoResult.Describe(answer)}");
        }
    }

    /// <summary>Waits until everything that is expected has ended, one way or the other.</summary>
    private async Task<IReadOnlyList<ExchangeSummary>> SettledAsync(
        IExchangeReader reader, PartyId center, IReadOnlyList<DemoExpectation> expected, CancellationToken cancellationToken)
    {
        IReadOnlyList<ExchangeSummary> exchanges = [];
        var deadline = _time.GetUtcNow() + Patience;
        while (_time.GetUtcNow() < deadline)
        {
            exchanges = await reader.SearchAsync(RetailerId.Default, new ExchangeFilter(center, Max: 1_000), cancellationToken);
            var done = expected.All(wanted => exchanges.Any(exchange => wanted.Concerns(exchange) && wanted.IsMetBy(exchange)));
            var open = exchanges.Any(exchange => exchange.Direction == Direction.Out && exchange.State is "Queued" or "Sent");
            if (done && !open)
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), _time, cancellationToken);
        }

        return exchanges;
    }

    private async Task<IReadOnlyList<DemoFile>> SendFilesAsync(
        PartnerProbe probe, IExchangeReader reader, PartyId center, string folder, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
        {
            return [];
        }

        var results = new List<DemoFile>(files.Count);
        using var progress = context.Answer.StartProgress("Documents", files.Count);
        var known = (await reader.SearchAsync(RetailerId.Default, new ExchangeFilter(center, Direction.In, Max: 1_000), cancellationToken)).Select(exchange => exchange.Id).ToHashSet();
        foreach (var file in files)
        {
            var answer = await probe.SendCompressedAsync(await File.ReadAllBytesAsync(file, cancellationToken), Path.GetFileName(file), cancellationToken);
            var newest = await reader.SearchAsync(RetailerId.Default, new ExchangeFilter(center, Direction.In, Max: 5), cancellationToken);
            var exchange = newest.FirstOrDefault(candidate => known.Add(candidate.Id));
            results.Add(new DemoFile(Path.GetRelativePath(folder, file), exchange, exchange is null ? DemoResult.Describe(answer) : ""));
            progress.Advance();
        }

        return results;
    }

    private async Task UntilAsync(Func<Task<bool>> done, string otherwise, CancellationToken cancellationToken)
    {
        var deadline = _time.GetUtcNow() + Patience;
        while (!await done())
        {
            if (_time.GetUtcNow() > deadline)
            {
                throw new RefusedException("DEMO_TIMED_OUT", otherwise, "Run it again; if it stays, look at the log of the trading center.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), _time, cancellationToken);
        }
    }

    private string Address(int index) => $"127.0.0.1:{_ports[index]}";

    /// <summary>The month and the deaths of the hub are told at the same time.</summary>
    private void Say(string text)
    {
        lock (_ports)
        {
            context.Answer.Line(text);
        }
    }
}
