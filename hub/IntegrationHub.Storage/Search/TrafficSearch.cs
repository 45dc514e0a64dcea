using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Search;

/// <summary>What went through with each registered party, from its exchanges. Looks at the newest ones and at those that are open, however many were settled before.</summary>
internal static class TrafficSearch
{
    /// <summary>Acknowledgements come in another order than their documents left; so many documents back one may still be the last to be acknowledged.</summary>
    private const int Newest = 50;

    private const short LastOnTheWay = (short)OutboundState.Sent;
    private const short Delivered = (short)OutboundState.Delivered;
    private const short Accepted = (short)OutboundState.Accepted;
    private const short LastThrough = (short)OutboundState.Rejected;
    private const short Quarantined = (short)OutboundState.Quarantined;

    public static async Task<IReadOnlyList<PartyTraffic>> RunAsync(HubContext context, RetailerId retailer, CancellationToken cancellationToken)
    {
        // One short walk along the index of a party's exchanges for each.
        var last = await context.Parties.Where(x => x.RetailerId == retailer.Value)
            .Select(party => new
            {
                party.Id,
                Received = context.Inbound.Where(x => x.RetailerId == retailer.Value && x.PartyId == party.Id)
                    .OrderByDescending(x => x.Id).Select(x => (DateTimeOffset?)x.ReceivedAt).FirstOrDefault(),
                Sent = context.Outbound.Where(x => x.RetailerId == retailer.Value && x.PartyId == party.Id)
                    .OrderByDescending(x => x.Id).Select(x => (DateTimeOffset?)x.CreatedAt).FirstOrDefault(),
                Through = context.Outbound.Where(x => x.RetailerId == retailer.Value && x.PartyId == party.Id && x.State >= Delivered && x.State <= LastThrough)
                    .OrderByDescending(x => x.Id).Take(Newest).Max(x => (DateTimeOffset?)x.UpdatedAt),
            })
            .ToListAsync(cancellationToken);

        // That the state is not Accepted leads to the index of the few that are not.
        var open = await context.Outbound
            .Where(x => x.RetailerId == retailer.Value && x.State != Accepted && (x.State <= Delivered || x.State == Quarantined))
            .GroupBy(x => x.PartyId)
            .Select(group => new
            {
                Party = group.Key,
                Open = group.LongCount(x => x.State < Delivered || (x.State == Delivered && !x.NeverAcknowledged)),
                Retrying = group.LongCount(x => x.State <= LastOnTheWay && x.Attempts > 0),
                Quarantined = group.LongCount(x => x.State == Quarantined),
                Oldest = group.Min(x => x.State <= LastOnTheWay ? x.CreatedAt : (DateTimeOffset?)null),
            })
            .ToDictionaryAsync(x => x.Party, cancellationToken);

        return
        [
            .. last.Where(static party => party.Received is not null || party.Sent is not null).OrderBy(static party => party.Id).Select(party =>
                open.TryGetValue(party.Id, out var ours)
                    ? new PartyTraffic(new PartyId(party.Id), ours.Open, ours.Retrying, ours.Quarantined, ours.Oldest, party.Through, party.Received)
                    : new PartyTraffic(new PartyId(party.Id), 0, 0, 0, null, party.Through, party.Received)),
        ];
    }
}
