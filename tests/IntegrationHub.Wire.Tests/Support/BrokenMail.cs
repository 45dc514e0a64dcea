using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.Simulation;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Wire.Tests.Support;

/// <summary>Puts documents into the center's mailbox for the hub that the center's own checks would never let out.</summary>
internal static class BrokenMail
{
    public static async Task PutOutAsync(Market market, byte[] document, string mRid)
    {
        var now = TimeProvider.System.GetUtcNow();
        var store = market.Center!.Services.GetRequiredService<ISendingStore>();
        var exchange = new OutboundExchange
        {
            Id = Guid.CreateVersion7(now),
            Retailer = RetailerId.Default,
            Party = market.CenterStore.Party(CenterFolder.RetailerName).Id,
            Document = new DocumentKey(CenterFolder.CenterCode, mRid, 1),
            Profile = "GL_MarketDocument 3.0",
            RootElement = "GL_MarketDocument",
            State = OutboundState.Queued,
            Priority = LanePriority.Bulk,
            CreatedAt = now,
            UpdatedAt = now,
            CanonicalDigest = SHA256.HashData(document),
            DocumentArchiveId = Guid.CreateVersion7(now),
            Size = document.Length,
        };
        Assert.Null(await store.QueueAsync(exchange, document, null, [], CancellationToken.None));
    }
}
