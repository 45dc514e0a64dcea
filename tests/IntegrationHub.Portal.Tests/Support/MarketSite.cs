using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Host.Simulation.Drills;
using IntegrationHub.Keys;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>A hub with pages and the simulated trading center beside it, as a newcomer finds them.</summary>
public sealed class MarketSite : PortalSite
{
    private readonly string[] _addresses = [.. FreePorts.Take(6).Select(static port => $"127.0.0.1:{port}")];
    private HubNode? _center;
    private DataFolder? _centerFolder;
    private HubOptions? _centerOptions;

    /// <summary>The authority and the ledger's key: what somebody outside needs to verify evidence.</summary>
    internal (string Authority, string LogKey) Trust => (Path.Combine(Pki, "ca.pem"), LogKeyFile.Ensure(Folder, Options.Hub.Code, LogKeyFile.Algorithm()).Verifier.ToString());

    private protected override KeyKind Kind => KeyKind.Rsa2048;

    private protected override string Listeners =>
        $"""
        listeners:
          - name: channel-1
            address: {_addresses[0]}
          - name: channel-2
            address: {_addresses[1]}
        lanes:
          firstRetry: 500ms
        """;

    private protected override async Task BeforeAsync()
    {
        _centerFolder = CenterFolder.Create(Path.Combine(Root, "center"), Folder, _addresses[3..5], _addresses[5], TimeProvider.System);
        _centerOptions = HubConfiguration.Load(_centerFolder.ConfigurationFile, new Dictionary<string, string>()).Options;
        _center = await HubNode.StartAsync(CenterNode.Settings(_centerFolder, _centerOptions, [], TimeProvider.System, terminal: false), CancellationToken.None);
        await Acquaintance.TellCenterAsync(_center, Folder, Options, CancellationToken.None);
    }

    private protected override Task AfterAsync()
    {
        DrillFiles.Introduce(Folder, _centerFolder!);
        return Acquaintance.TellHubAsync(Node, _centerFolder!, _centerOptions!, pullEverySeconds: 1, CancellationToken.None);
    }

    private protected override async Task EndAsync()
    {
        if (_center is not null)
            await _center.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class MarketCollection : ICollectionFixture<MarketSite>
{
    public const string Name = "Market with pages";
}
