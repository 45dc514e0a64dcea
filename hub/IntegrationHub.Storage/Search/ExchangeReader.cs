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

    public ValueTask<ExchangeCounts> CountAsync(RetailerId retailer, DateTimeOffset? since, CancellationToken cancellationToken) =>
        new(store.ReadAsync(Scope.Of(retailer), context => CountSearch.RunAsync(context, retailer, since, cancellationToken), cancellationToken));

    public ValueTask<IReadOnlyList<PartyTraffic>> TrafficAsync(RetailerId retailer, CancellationToken cancellationToken) =>
        new(store.ReadAsync(Scope.Of(retailer), async context =>
        {
            return await TrafficSearch.RunAsync(context, retailer, cancellationToken);
        }, cancellationToken));

    public ValueTask<IReadOnlyList<ExchangeEvent>> SearchEventsAsync(RetailerId retailer, EventFilter filter, CancellationToken cancellationToken) =>
        new(store.ReadAsync(Scope.Of(retailer), async context =>
        {
            var rows = await (await EventSearch.OfAsync(context.Events.AsNoTracking(), retailer, filter, cancellationToken)).ToListAsync(cancellationToken);
            return (IReadOnlyList<ExchangeEvent>)rows.ConvertAll(_summaries.Of);
        }, cancellationToken));

    public ValueTask<ExchangeEvent?> FindEventAsync(RetailerId retailer, Guid id, CancellationToken cancellationToken) =>
        new(store.ReadAsync(Scope.Of(retailer), async context =>
            await context.Events.AsNoTracking().FirstOrDefaultAsync(x => x.RetailerId == retailer.Value && x.Id == id, cancellationToken) is { } row ? _summaries.Of(row) : null, cancellationToken));

    public ValueTask<IReadOnlyDictionary<Guid, string?>> RootElementsAsync(RetailerId retailer, IReadOnlyCollection<Guid> exchanges, CancellationToken cancellationToken) =>
        new(store.ReadAsync(Scope.Of(retailer), async context =>
        {
            Guid[] ids = [.. exchanges];
            var roots = await context.Inbound.Where(x => x.RetailerId == retailer.Value && ids.Contains(x.Id)).Select(x => new { x.Id, x.RootElement })
                .ToDictionaryAsync(static x => x.Id, static x => x.RootElement, cancellationToken);
            foreach (var sent in await context.Outbound.Where(x => x.RetailerId == retailer.Value && ids.Contains(x.Id)).Select(x => new { x.Id, x.RootElement }).ToListAsync(cancellationToken))
                roots[sent.Id] = sent.RootElement;

            return (IReadOnlyDictionary<Guid, string?>)roots;
        }, cancellationToken));

    public ValueTask<IReadOnlyList<EventMark>> RecentMarksAsync(RetailerId retailer, int max, CancellationToken cancellationToken) =>
        new(store.ReadAsync(Scope.Of(retailer), async context =>
        {
            var rows = await context.Events.AsNoTracking().Where(x => x.RetailerId == retailer.Value).OrderByDescending(x => x.Id).Take(max)
                .Select(x => new { x.Id, x.At, x.Kind }).ToListAsync(cancellationToken);
            return (IReadOnlyList<EventMark>)rows.ConvertAll(static x => new EventMark(x.Id, x.At, x.Kind));
        }, cancellationToken));

    public ValueTask<IReadOnlyList<ExchangeEvent>> RecentEventsAsync(RetailerId retailer, IReadOnlyList<string> kinds, int max, CancellationToken cancellationToken) =>
        new(store.ReadAsync(Scope.Of(retailer), async context =>
        {
            // Each kind is a range of its own in the index; together they are one question to the database.
            var own = context.Events.AsNoTracking().Where(x => x.RetailerId == retailer.Value);
            var found = kinds.Select(kind => Of(own, kind).OrderByDescending(x => x.Id).Take(max)).Aggregate(static (some, more) => some.Concat(more));
            var rows = await (kinds.Count == 1 ? found : found.OrderByDescending(x => x.Id).Take(max)).ToListAsync(cancellationToken);
            return (IReadOnlyList<ExchangeEvent>)rows.ConvertAll(_summaries.Of);
        }, cancellationToken));

    /// <summary>A kind is asked for as it is: of a beginning no database keeps a plan.</summary>
    private static IQueryable<EventRow> Of(IQueryable<EventRow> events, string kind) =>
        kind.Length == 0 || kind.EndsWith('.') ? events.Where(x => x.Kind.StartsWith(kind)) : events.Where(x => x.Kind == kind);
}
