using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Storage.Search;

/// <summary>A filter over the entries of the ledger. Ids sort by time, so each index that ends with the id gives a page in its order, wherever in time it begins.</summary>
internal static class EventSearch
{
    public static IQueryable<EventRow> Of(IQueryable<EventRow> events, RetailerId retailer, EventFilter filter)
    {
        var rows = Narrow(events.Where(x => x.RetailerId == retailer.Value), filter);
        if (filter.Actors.Count == 0)
            return Page(rows, filter);

        // Each actor is a range of its own in the index; together they are one question to the database.
        var found = filter.Actors.Select(actor => Page(By(rows, actor), filter)).Aggregate(static (some, more) => some.Concat(more));
        return filter.Actors.Count == 1 ? found : Page(found, filter);
    }

    /// <summary>The index of actors is without the hub, and a database takes it for a question that says the same.</summary>
    private static IQueryable<EventRow> By(IQueryable<EventRow> rows, string actor) =>
        actor == EventRow.Hub ? rows.Where(x => x.Actor == actor) : rows.Where(x => x.Actor == actor && x.Actor != EventRow.Hub);

    private static IQueryable<EventRow> Narrow(IQueryable<EventRow> rows, EventFilter filter)
    {
        if (filter.Kind.Length > 0)
            rows = rows.Where(x => x.Kind.StartsWith(filter.Kind));

        if (filter.Exchange is { } exchange)
            rows = rows.Where(x => x.ExchangeId == exchange);

        if (filter.Party is { } party)
            rows = rows.Where(x => x.PartyId == party.Value);

        if (filter.From is { } from)
        {
            var first = TimedId.First(from);
            rows = rows.Where(x => x.Id >= first);
        }

        if (filter.To is { } to)
        {
            var end = TimedId.First(to);
            rows = rows.Where(x => x.Id < end);
        }

        return filter.Before is { } before ? rows.Where(x => x.Id < before) : rows;
    }

    private static IQueryable<EventRow> Page(IQueryable<EventRow> rows, EventFilter filter) => rows.OrderByDescending(static x => x.Id).Take(filter.Max);
}
