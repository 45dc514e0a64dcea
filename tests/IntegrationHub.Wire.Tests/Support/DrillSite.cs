using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Node;
using IntegrationHub.Schemas.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Wire.Tests.Support;

/// <summary>A hub in this process, a center whose faults each test chooses, and a party without an interface.</summary>
public sealed class DrillSite : IAsyncLifetime
{
    private string[] _faults = [];

    internal Market? Market { get; private set; }

    internal HubNode Hub { get; private set; } = null!;

    internal Store Store => new(Hub);

    public async Task InitializeAsync()
    {
        Market = await Support.Market.CreateAsync();
        if (Market is null)
        {
            return;
        }

        Hub = await Market.StartHubAsync();
        var party = new Party
        {
            Id = new PartyId(Guid.CreateVersion7()),
            Name = Support.Market.FilesName,
            Code = new CodedId("10XDISTRIBUTION2", "A01"),
            Roles = [PartyRole.Distribution],
            MarketRole = "A11",
            Connection = PartyConnection.Files,
        };
        Assert.Empty(await Hub.Parties.SaveAsync(party, "test", CancellationToken.None));
    }

    public async Task DisposeAsync()
    {
        if (Market is not null)
        {
            await Hub.DisposeAsync();
            await Market.DisposeAsync();
        }
    }

    /// <summary>The center with these faults and no others.</summary>
    internal async Task<Market> WithFaultsAsync(params string[] faults)
    {
        if (Market!.Center is null || faults.Length > 0 || _faults.Length > 0)
        {
            await SettleAsync();
            await Market.StopCenterAsync();
            await Market.StartCenterAsync(faults);
            _faults = faults;
        }

        return Market;
    }

    /// <summary>
    /// What an earlier drill left on its way would meet the faults of the next one and use them up. Some drills leave what never settles, so this
    /// waits a while and no longer.
    /// </summary>
    private async Task SettleAsync()
    {
        var confirmations = $"select count(*) from outbound_exchange where mrid like $1 and state in ({(int)OutboundState.Queued}, {(int)OutboundState.Sent})";
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        while (!patience.IsCancellationRequested && Market?.Center is not null
            && await Market.CenterStore.UntoldAsync() + await Store.UnderWayAsync() + await Market.CenterStore.CountAsync(confirmations, "CNF-%") > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>The hub anew, under other settings.</summary>
    internal async Task RestartHubAsync(HubOptions options)
    {
        await Hub.DisposeAsync();
        Hub = await Market!.StartHubAsync(options: options);
    }

    /// <summary>An operator lets a quarantined document go on.</summary>
    internal async Task ReleaseAsync(Guid exchangeId)
    {
        var decider = Hub.Services.GetRequiredService<OutboundDecider>();
        await Hub.Services.GetRequiredService<ISendingStore>().DecideAsync(
            RetailerId.Default, exchangeId, ours => decider.Decide(ours, new OutboundInput.Release("operator"), TimeProvider.System.GetUtcNow()), CancellationToken.None);
    }
}
