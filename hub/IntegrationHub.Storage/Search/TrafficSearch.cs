using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Search;

/// <summary>What went through with each party, from its exchanges.</summary>
internal static class TrafficSearch
{
    private const short LastOnTheWay = (short)OutboundState.Sent;
    private const short Delivered = (short)OutboundState.Delivered;
    private const short LastThrough = (short)OutboundState.Rejected;
    private const short Quarantined = (short)OutboundState.Quarantined;

    public static async Task<IReadOnlyList<PartyTraffic>> RunAsync(HubContext context, RetailerId retailer, CancellationToken cancellationToken)
    {
        var received = await context.Inbound.Where(x => x.RetailerId == retailer.Value)
            .GroupBy(x => x.PartyId)
            .Select(group => new { Party = group.Key, Last = group.Max(x => x.ReceivedAt) })
            .ToDictionaryAsync(x => x.Party, x => x.Last, cancellationToken);
        var sent = await context.Outbound.Where(x => x.RetailerId == retailer.Value)
            .GroupBy(x => x.PartyId)
            .Select(group => new
            {
                Party = group.Key,
                Open = group.LongCount(x => x.State < Delivered || (x.State == Delivered && !x.NeverAcknowledged)),
                Retrying = group.LongCount(x => x.State <= LastOnTheWay && x.Attempts > 0),
                Quarantined = group.LongCount(x => x.State == Quarantined),
                Oldest = group.Min(x => x.State <= LastOnTheWay ? x.CreatedAt : (DateTimeOffset?)null),
                Through = group.Max(x => x.State >= Delivered && x.State <= LastThrough ? x.UpdatedAt : (DateTimeOffset?)null),
            })
            .ToDictionaryAsync(x => x.Party, cancellationToken);

        return
        [
            .. received.Keys.Union(sent.Keys).Order().Select(party =>
            {
                var last = received.TryGetValue(party, out var at) ? at : (DateTimeOffset?)null;
                return sent.TryGetValue(party, out var ours)
                    ? new PartyTraffic(new PartyId(party), ours.Open, ours.Retrying, ours.Quarantined, ours.Oldest, ours.Through, last)
                    : new PartyTraffic(new PartyId(party), 0, 0, 0, null, null, last);
            }),
        ];
    }
}
