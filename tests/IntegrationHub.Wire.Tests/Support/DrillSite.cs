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
            await Market.StopCenterAsync();
            await Market.StartCenterAsync(faults);
            _faults = faults;
        }

        return Market;
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
