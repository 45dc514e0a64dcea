using System.Globalization;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Adapters.Simulator.Faults;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Keys;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Wire.Tests.Support;

/// <summary>
/// A hub and a trading center that know each other, with real keys, stores and TLS. The center runs in this process; the hub does, too, or is
/// a child that can be killed.
/// </summary>
internal sealed class Market : IAsyncDisposable
{
    /// <summary>A party without an interface.</summary>
    public const string FilesName = "distribution";

    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly IReadOnlyList<int> _ports = FreePorts.Take(6);
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ihub-wire-");
    private Partner? _partner;

    private Market()
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
              sendTimeout: 2s
              claimLease: 5s
              firstRetry: 200ms
              longestRetry: 1s
              breakerFailures: 3
              breakerRest: 500ms
            limits:
              drainTimeout: 10s
            observability:
              healthAddress: {Address(2)}
              logLevel: warning

            """;
        HubFolder = DataFolder.Create(Path.Combine(_root.FullName, "hub"), FolderKind.Development, configuration, Time.GetUtcNow());
        HubOptions = Load(HubFolder);
        DevelopmentPki.Ensure(HubFolder, [new PkiMember("hub", HubOptions.Hub.Code, KeyKind.EcdsaP256)], Time);
        Folder = CenterFolder.Create(Path.Combine(_root.FullName, "center"), HubFolder, [Address(3), Address(4)], Address(5), Time);
        CenterOptions = Load(Folder);
    }

    public DataFolder HubFolder { get; }

    public HubOptions HubOptions { get; }

    /// <summary>The center's data folder.</summary>
    public DataFolder Folder { get; }

    public HubOptions CenterOptions { get; }

    public string HubHealth => Address(2);

    /// <summary>The center, while it runs.</summary>
    public HubNode? Center { get; private set; }

    /// <summary>A hand with the center's keys that puts, lists and gets at the hub what a test wants.</summary>
    public Partner Partner => _partner ??= new Partner(Folder, CenterOptions, CenterFolder.HubAsSeenByCenter(HubFolder, HubOptions), Time);

    public Store CenterStore => new(Center!);

    public MarketSetting Setting => new(
        new PartyInRole(new(HubOptions.Hub.Code, HubOptions.Hub.CodingScheme), HubOptions.Hub.MarketRole),
        new PartyInRole(new(CenterFolder.CenterCode, "A01"), "A11"),
        CenterFolder.Domain,
        MarketRulesOfNode.ZoneOf(HubOptions.Hub));

    /// <summary>Makes both, registers them with each other and starts the center; the hub is up to the test. <c>null</c> without PostgreSQL.</summary>
    public static async Task<Market?> CreateAsync(params string[] faults)
    {
        var market = new Market();
        try
        {
            await market.StartCenterAsync(faults);
            await Acquaintance.MakeAsync(
                market.Center!, market.Folder, market.CenterOptions, market.HubFolder, market.HubOptions, pullEverySeconds: 1, Time, CancellationToken.None);
            return market;
        }
        catch (Exception refused) when (refused.ToString().Contains("PostgreSQL's programs", StringComparison.Ordinal))
        {
            Console.WriteLine($"SKIPPED: {refused.Message}");
            await market.DisposeAsync();
            return null;
        }
    }

    public async Task StartCenterAsync(params string[] faults)
    {
        var (script, errors) = FaultScript.Parse(string.Join('\n', faults));
        Assert.Empty(errors);
        Center = await HubNode.StartAsync(CenterNode.Settings(Folder, CenterOptions, script, Time, terminal: false), CancellationToken.None);
    }

    public async Task StopCenterAsync()
    {
        if (Center is { } center)
        {
            Center = null;
            await center.DisposeAsync();
        }
    }

    /// <summary>The hub in this process.</summary>
    public Task<HubNode> StartHubAsync(TimeProvider? time = null, HubOptions? options = null) => HubNode.StartAsync(
        new NodeSettings { Folder = HubFolder, Options = options ?? HubOptions, Time = time ?? Time }, CancellationToken.None);

    /// <summary>A look into the hub's folder while a child runs the hub.</summary>
    public Task<HubNode> AttachAsync() => HubNode.StartAsync(
        new NodeSettings { Folder = HubFolder, Options = HubOptions, Time = Time, Serves = false }, CancellationToken.None);

    /// <summary>Schedule of the retailer for tomorrow.</summary>
    public byte[] Schedule(string mRid, int revision = 1) => SampleDocuments.Schedule(Setting, mRid, revision, Setting.Day(Now, 1), Now);

    public byte[] Bid(string mRid) => SampleDocuments.ReserveBid(Setting, mRid, 1, Setting.Day(Now, 2), Now);

    /// <summary>Prices of the center for tomorrow.</summary>
    public byte[] Prices(string mRid) => SampleDocuments.Publication(Setting, mRid, 1, Setting.Day(Now, 1), Now);

    public byte[] Load(string mRid) => SampleDocuments.Load(Setting, mRid, Setting.Day(Now, -1), Now);

    public async ValueTask DisposeAsync()
    {
        _partner?.Dispose();
        await StopCenterAsync();
        _root.Delete(recursive: true);
    }

    /// <summary>One instant for all documents of a test, so that the same arguments make the same bytes.</summary>
    private DateTimeOffset Now { get; } = Time.GetUtcNow();

    private static HubOptions Load(DataFolder folder)
    {
        var loaded = HubConfiguration.Load(folder.ConfigurationFile, new Dictionary<string, string>());
        Assert.Empty(loaded.Problems);
        return loaded.Options;
    }

    private string Address(int index) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_ports[index]}");
}
