using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Lanes.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Acceptance.Tests.Observability;

/// <summary>Documents for something to observe.</summary>
internal static class Traffic
{
    public static async Task ReceiveAsync(RunningMarket market, string mRid, Func<byte[], byte[]>? change = null, Func<byte[], byte[]>? alter = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var document = SampleDocuments.Publication(market.Setting, mRid, 1, market.Setting.Day(now, 2), now);
        await market.HandOf(CenterFolder.CenterName).PutAsync(change?.Invoke(document) ?? document, "Publication_MarketDocument", alter);
    }

    public static async Task SendAsync(RunningMarket market, string mRid)
    {
        var now = TimeProvider.System.GetUtcNow();
        var document = SampleDocuments.Schedule(market.Setting, mRid, 1, market.Setting.Day(now, 2), now);
        var sender = market.Hub.Services.GetRequiredService<IDocumentSender>();
        Assert.IsType<SendResult.Queued>(await sender.SendAsync(market.TradingCenter, document, new SendOptions("observability"), CancellationToken.None));
    }

    /// <summary>Waits for what happens beside the test; fails after a minute.</summary>
    public static async Task UntilAsync(Func<bool> happened)
    {
        var deadline = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(60);
        while (!happened())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, "It did not happen.");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
