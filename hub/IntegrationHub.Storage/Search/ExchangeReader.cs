using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Search;

/// <summary>Reading for people. Thread-safe; each call is one short-lived context.</summary>
internal sealed class ExchangeReader(HubStore store, ISearchProtection protection) : IExchangeReader
{
    private readonly Summaries _summaries = new(store.Values);

    public ValueTask<IReadOnlyList<ExchangeSummary>> SearchAsync(RetailerId retailer, ExchangeFilter filter, CancellationToken cancellationToken) =>
        new(store.ReadAsync(Scope.Of(retailer), async context =>
        {
            var keys = KeySearch.Of(context, retailer, filter, protection);
            var found = new List<ExchangeSummary>();
            if (filter.Direction is not Direction.Out && ExchangeSearch.TryNarrow<InboundExchangeRow, InboundState>(context.Inbound.AsNoTracking(), retailer, filter, keys, out var inbound))
                found.AddRange((await inbound.ToListAsync(cancellationToken)).Select(_summaries.Of));

            if (filter.Direction is not Direction.In && ExchangeSearch.TryNarrow<OutboundExchangeRow, OutboundState>(context.Outbound.AsNoTracking(), retailer, filter, keys, out var outbound))
                found.AddRange((await outbound.ToListAsync(cancellationToken)).Select(_summaries.Of));

            // Both halves are the first of their kind, so the first of both are among them. The server orders ids by their bytes.
            return (IReadOnlyList<ExchangeSummary>)found
                .OrderByDescending(summary => filter.IsByPeriod ? summary.PeriodStart : null)
                .ThenByDescending(static summary => summary.Id.ToString("N"), StringComparer.Ordinal).Take(filter.Max).ToList();
        }, cancellationToken));

    public ValueTask<ExchangeDetail?> FindAsync(RetailerId retailer, Guid id, CancellationToken cancellationToken) =>
        new(store.ReadAsync(Scope.Of(retailer), async context =>
        {
            var inbound = await context.Inbound.AsNoTracking().FirstOrDefaultAsync(x => x.RetailerId == retailer.Value && x.Id == id, cancellationToken);
            var outbound = inbound is not null
                ? null
                : await context.Outbound.AsNoTracking().FirstOrDefaultAsync(x => x.RetailerId == retailer.Value && x.Id == id, cancellationToken);
            if (inbound is null && outbound is null)
                return null;

            var rows = await context.Events.AsNoTracking()
                .Where(x => x.RetailerId == retailer.Value && x.ExchangeId == id).OrderBy(x => x.At).ThenBy(x => x.Id).ToListAsync(cancellationToken);
            var history = rows.ConvertAll(_summaries.Of);
            return inbound is not null
                ? new ExchangeDetail(
                    _summaries.Of(inbound), history, inbound.ArchiveId, null, inbound.AnswerArchiveId, null, inbound.FirstExchangeId, (Channel)inbound.Channel,
                    CanonicalDigest: inbound.CanonicalDigest)
                : new ExchangeDetail(
                    _summaries.Of(outbound!), history, outbound!.MessageArchiveId, outbound.DocumentArchiveId, null, outbound.AcknowledgedBy, null,
                    Progress: new OutgoingProgress(outbound.Attempts, outbound.Endpoint, outbound.DueAt, outbound.GateClosure, outbound.AnswerLost),
                    CanonicalDigest: outbound.CanonicalDigest);
        }, cancellationToken));

    public ValueTask<ExchangeCounts> CountAsync(RetailerId retailer, CancellationToken cancellationToken) =>
        new(store.ReadAsync(Scope.Of(retailer), async context =>
        {
            var inbound = await context.Inbound.Where(x => x.RetailerId == retailer.Value)
                .GroupBy(x => x.State).Select(group => new { State = group.Key, Count = group.LongCount() }).ToListAsync(cancellationToken);
            var outbound = await context.Outbound.Where(x => x.RetailerId == retailer.Value)
                .GroupBy(x => x.State)
                .Select(group => new { State = group.Key, Count = group.LongCount(), Unanswered = group.LongCount(x => !x.NeverAcknowledged) })
                .ToListAsync(cancellationToken);
            var oldest = await context.Outbound.Where(x => x.RetailerId == retailer.Value && x.ClaimableAt != null)
                .MinAsync(x => x.DueAt, cancellationToken);

            var byState = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var (name, count) in inbound.Select(x => (((InboundState)x.State).ToString(), x.Count))
                .Concat(outbound.Select(x => (((OutboundState)x.State).ToString(), x.Count))))
            {
                byState[name] = byState.GetValueOrDefault(name) + count;
            }

            return new ExchangeCounts(
                byState,
                outbound.Sum(x => (OutboundState)x.State < OutboundState.Delivered ? x.Count : (OutboundState)x.State == OutboundState.Delivered ? x.Unanswered : 0),
                outbound.Find(x => (OutboundState)x.State == OutboundState.Quarantined)?.Count ?? 0,
                oldest);
        }, cancellationToken));

    public ValueTask<IReadOnlyList<PartyTraffic>> TrafficAsync(RetailerId retailer, CancellationToken cancellationToken) =>
        new(store.ReadAsync(Scope.Of(retailer), async context =>
        {
            return await TrafficSearch.RunAsync(context, retailer, cancellationToken);
        }, cancellationToken));

    public ValueTask<IReadOnlyList<ExchangeEvent>> RecentEventsAsync(RetailerId retailer, string kindPrefix, int max, CancellationToken cancellationToken) =>
        new(store.ReadAsync(Scope.Of(retailer), async context =>
        {
            var rows = await context.Events.AsNoTracking()
                .Where(x => x.RetailerId == retailer.Value && x.Kind.StartsWith(kindPrefix))
                .OrderByDescending(x => x.Id).Take(max).ToListAsync(cancellationToken);
            return (IReadOnlyList<ExchangeEvent>)rows.ConvertAll(_summaries.Of);
        }, cancellationToken));
}
