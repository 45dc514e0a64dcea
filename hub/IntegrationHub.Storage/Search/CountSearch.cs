using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Search;

/// <summary>How many exchanges are in which state.</summary>
internal static class CountSearch
{
    private const short Delivered = (short)OutboundState.Delivered;
    private const short Accepted = (short)OutboundState.Accepted;
    private const short Quarantined = (short)OutboundState.Quarantined;

    public static async Task<ExchangeCounts> RunAsync(HubContext context, RetailerId retailer, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var inbound = context.Inbound.Where(x => x.RetailerId == retailer.Value);
        var outbound = context.Outbound.Where(x => x.RetailerId == retailer.Value);
        var settled = outbound.Where(x => x.State > Delivered && x.State != Quarantined);
        if (since is { } instant)
        {
            // Ids sort by their instant: what began since is the end of the key's index.
            var first = TimedId.First(instant);
            inbound = inbound.Where(x => x.Id >= first);
            settled = settled.Where(x => x.Id >= first);
        }

        // That the state is not Accepted leads to the index of the few that are not.
        var open = outbound.Where(x => x.State != Accepted && (x.State <= Delivered || x.State == Quarantined));
        var counts = await inbound.GroupBy(x => x.State).Select(group => new { group.Key, Count = group.LongCount() }).ToListAsync(cancellationToken);
        var unsettled = await open.GroupBy(x => x.State)
            .Select(group => new { group.Key, Count = group.LongCount(), Unanswered = group.LongCount(x => !x.NeverAcknowledged) })
            .ToListAsync(cancellationToken);
        var over = await settled.GroupBy(x => x.State).Select(group => new { group.Key, Count = group.LongCount() }).ToListAsync(cancellationToken);
        var oldest = await outbound.Where(x => x.ClaimableAt != null).MinAsync(x => x.DueAt, cancellationToken);

        var byState = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in counts.Select(x => (((InboundState)x.Key).ToString(), x.Count))
            .Concat(unsettled.Select(x => (((OutboundState)x.Key).ToString(), x.Count)))
            .Concat(over.Select(x => (((OutboundState)x.Key).ToString(), x.Count))))
        {
            byState[name] = byState.GetValueOrDefault(name) + count;
        }

        return new ExchangeCounts(
            byState,
            unsettled.Sum(x => x.Key < Delivered ? x.Count : x.Key == Delivered ? x.Unanswered : 0),
            unsettled.Find(x => x.Key == Quarantined)?.Count ?? 0,
            oldest);
    }
}
