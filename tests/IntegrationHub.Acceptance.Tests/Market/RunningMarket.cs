using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Keys;
using IntegrationHub.Schemas.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Acceptance.Tests.Market;

/// <summary>
/// A hub and a trading center as they are shipped, each over its own data folder, store and keys, talking mutual TLS; and hands that do with
/// the keys of a party what its software would not.
/// </summary>
internal sealed class RunningMarket : IAsyncDisposable
{
    private readonly DirectoryInfo _root;
    private readonly DataFolder _hubFolder;
    private readonly Dictionary<string, PartyHand> _hands = new(StringComparer.Ordinal);
    private readonly HubOptions _hubOptions;
    private MortalHub? _mortal;
    private bool _stopped;

    private RunningMarket(DirectoryInfo root, DataFolder hubFolder, HubOptions hubOptions, HubNode hub, HubNode center, CapturedLogs logs)
    {
        (_root, _hubFolder, _hubOptions, Hub, Center, Logs) = (root, hubFolder, hubOptions, hub, center, logs);
        Records = new Records(hub);
        CenterRecords = new Records(center);
    }

    /// <summary>The hub; of one in a process of its own what works beside it, as commands do.</summary>
    public HubNode Hub { get; private set; }

    public HubNode Center { get; }

    /// <summary>What the hub has on record.</summary>
    public Records Records { get; private set; }

    /// <summary>What the trading center has on record.</summary>
    public Records CenterRecords { get; }

    /// <summary>What hub and center logged.</summary>
    public CapturedLogs Logs { get; }

    public string PassphraseFile => Path.Combine(_hubFolder.Pki, "passphrase");

    public Uri HealthAddress => new($"http://{_hubOptions.Observability.HealthAddress}/health/");

    public Party TradingCenter => Hub.Parties.Current.FindByName(CenterFolder.CenterName)!;

    /// <summary>The hub's data folder.</summary>
    public string HubFolder => _hubFolder.FullPath;

    /// <summary>The center's data folder.</summary>
    public string CenterFolderPath => Path.Combine(_root.FullName, "center");

    public string Inbox => _hubFolder.Inbox;

    public string Outbox => _hubFolder.Outbox;

    /// <summary>Where the hub's API listens.</summary>
    public string ApiSocketPath => ApiSocket.PathIn(_hubFolder);

    public MarketSetting Setting => With(TradingCenter);

    public static Task<RunningMarket> StartAsync() => StartAsync("", static center => center, static _ => { });

    /// <param name="more">Further lines of the hub's configuration.</param>
    /// <param name="center">Changes the center's configuration.</param>
    /// <param name="services">Registered with the hub, last.</param>
    public static async Task<RunningMarket> StartAsync(string more, Func<HubOptions, HubOptions> center, Action<IServiceCollection> services)
    {
        var root = Directory.CreateTempSubdirectory("ihub-accept-");
        var ports = FreePorts.Take(6).Select(port => $"127.0.0.1:{port}").ToArray();
        var time = TimeProvider.System;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["IHUB_OBSERVABILITY_LOG_LEVEL"] = "debug" };
        var logs = new CapturedLogs();
        var hubFolder = DataFolder.Create(Path.Combine(root.FullName, "hub"), FolderKind.Development, HubConfigurationText(ports) + more, time.GetUtcNow());
        var hubOptions = HubConfiguration.Load(hubFolder.ConfigurationFile, variables).Options;
        DevelopmentPki.Ensure(hubFolder, [new PkiMember("hub", hubOptions.Hub.Code, KeyKind.Rsa2048)], time);
        DevelopmentPki.EnsurePortal(hubFolder, hubOptions.Portal, time);
        var centerFolder = CenterFolder.Create(Path.Combine(root.FullName, "center"), hubFolder, ports[3..5], ports[5], time);
        var centerOptions = center(HubConfiguration.Load(centerFolder.ConfigurationFile, variables).Options);

        var settings = CenterNode.Settings(centerFolder, centerOptions, [], time, terminal: false);
        var started = await HubNode.StartAsync(settings with { Services = settings.Services + logs.ReplaceProvidersOf }, CancellationToken.None);
        await Acquaintance.TellCenterAsync(started, hubFolder, hubOptions, CancellationToken.None);
        var hub = await HubNode.StartAsync(new NodeSettings { Folder = hubFolder, Options = hubOptions, Time = time, Services = services + logs.ReplaceProvidersOf }, CancellationToken.None);
        await Acquaintance.TellHubAsync(hub, centerFolder, centerOptions, pullEverySeconds: 1, CancellationToken.None);
        return new RunningMarket(root, hubFolder, hubOptions, hub, started, logs);
    }

    /// <summary>Has the hub run in a process of its own from now on, so that it can be killed.</summary>
    public async Task MakeMortalAsync()
    {
        await Hub.DisposeAsync();
        _mortal = new MortalHub(_hubFolder, _hubOptions.Observability.HealthAddress.ToString(), TimeProvider.System, static _ => { });
        await _mortal.StartAsync(CancellationToken.None);
        await AttachAsync();
    }

    /// <summary>Kills the hub at a moment that nobody chose, within a span from now on, and returns once it serves again.</summary>
    public async Task KillHubAsync(TimeSpan within)
    {
        await _mortal!.DieAsync(1, within, CancellationToken.None);
        await Hub.DisposeAsync();
        await AttachAsync();
    }

    private async Task AttachAsync()
    {
        Hub = await _mortal!.AttachAsync(_hubOptions, CancellationToken.None);
        Records = new Records(Hub);
    }

    /// <summary>The market with one of the parties as counterparty.</summary>
    public MarketSetting With(Party counterparty)
    {
        var self = Hub.Parties.Current.Self;
        return new MarketSetting(
            new PartyInRole(self.Code, self.MarketRole),
            new PartyInRole(counterparty.Code, counterparty.MarketRole),
            CenterFolder.Domain,
            MarketRulesOfNode.ZoneOf(_hubOptions.Hub));
    }

    /// <summary>The hand of a party, with keys from the development authority; it need not be registered.</summary>
    public PartyHand HandOf(string name)
    {
        if (!_hands.TryGetValue(name, out var hand))
        {
            hand = new PartyHand(Keys(name), CenterFolder.HubAsSeenByCenter(_hubFolder, _hubOptions), TimeProvider.System);
            _hands[name] = hand;
        }

        return hand;
    }

    /// <summary>Registers a party with the hub, or finds it registered.</summary>
    public async Task<Party> RegisterAsync(string name, PartyConnection connection, bool enabled = true)
    {
        if (Hub.Parties.Current.FindByName(name) is { } known)
        {
            return known;
        }

        var thumbprints = connection == PartyConnection.Files ? [] : new[] { HandOf(name).TlsThumbprint, HandOf(name).SigningThumbprint };
        var refused = await Hub.Parties.SaveAsync(
            new Party
            {
                Id = new PartyId(Guid.CreateVersion7()),
                Name = name,
                Code = Codes.Eic(name),
                Roles = [PartyRole.Distribution],
                MarketRole = "A18",
                Connection = connection,
                TlsCertificates = [.. thumbprints.Take(1)],
                SigningCertificates = [.. thumbprints.Skip(1)],
                Enabled = enabled,
            },
            "acceptance",
            CancellationToken.None);
        Assert.Empty(refused);
        return Hub.Parties.Current.FindByName(name)!;
    }

    /// <summary>True when the hub's key signed these bytes, by the rules of the trading center.</summary>
    public bool IsSignedByHub(ReadOnlyMemory<byte> message)
    {
        var hub = Center.Parties.Current.FindByName(CenterFolder.RetailerName)!;
        var now = TimeProvider.System.GetUtcNow();
        var policy = Center.Services.GetRequiredService<ISignaturePolicies>().For(hub, now);
        return Center.Services.GetRequiredService<IMessageVerifier>().Verify(message, policy, now).Accepted;
    }

    /// <summary>True when this is the certificate that the hub shows.</summary>
    public bool IsHub(X509Certificate2 shown) =>
        Center.Parties.Current.FindByName(CenterFolder.RetailerName)!.TlsCertificates.Contains(shown.GetCertHashString(HashAlgorithmName.SHA256));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _root.Delete(recursive: true);
    }

    /// <summary>Ends hub and center, whose folders stay; once.</summary>
    public async Task StopAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        foreach (var hand in _hands.Values)
        {
            hand.Dispose();
        }

        await Hub.DisposeAsync();
        if (_mortal is not null)
        {
            await _mortal.DisposeAsync();
        }

        await Center.DisposeAsync();
    }

    private (SigningKey Tls, SigningKey Signing) Keys(string name)
    {
        var store = new KeyStore(TimeProvider.System);
        var entries = DevelopmentPki.Ensure(_hubFolder, [new PkiMember(name, null, KeyKind.EcdsaP256)], TimeProvider.System);
        return (store.Load(entries[0].Location).Value!, store.Load(entries[1].Location).Value!);
    }

    /// <summary>Schedules close at the hub, bids (by its own rule) at the center, and prices must be here the day before.</summary>
    private static string HubConfigurationText(IReadOnlyList<string> addresses) =>
        $"""
        {StarterConfiguration.For(FolderKind.Development, StarterConfiguration.DevelopmentCode).TrimEnd()}
        listeners:
          - name: channel-1
            address: {addresses[0]}
          - name: channel-2
            address: {addresses[1]}
        lanes:
          firstRetry: 500ms
        gateClosures:
          - rootElement: Schedule_MarketDocument
            from: 2020-01-01
            daysBefore: 1
            time: "23:59"
          - rootElement: Publication_MarketDocument
            from: 2020-01-01
            daysBefore: 1
            time: "23:59"
        observability:
          healthAddress: {addresses[2]}

        """;
}
