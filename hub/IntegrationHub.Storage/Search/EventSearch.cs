using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Search;

/// <summary>A filter over the entries of the ledger. Ids sort by time, so each index that ends with the id gives a page in its order, wherever in time it begins.</summary>
internal static class EventSearch
{
    /// <summary>More kinds than these are not looked for one by one: what begins so is then on any page of the others.</summary>
    private const int MostKinds = 16;

    public static async Task<IQueryable<EventRow>> OfAsync(IQueryable<EventRow> events, RetailerId retailer, EventFilter filter, CancellationToken cancellationToken)
    {
        var own = events.Where(x => x.RetailerId == retailer.Value);
        var rows = Narrow(own, filter);
        // Each actor and each kind is a range of its own in an index; together they are one question to the database.
        var begun = Begins(rows, filter);
        if (filter.Actors.Count > 0)
            return OneOf(filter.Actors.Select(actor => By(begun, actor)), filter);

        return await KindsAsync(own, filter, cancellationToken) switch
        {
            null => Page(begun, filter),
            [] => rows.Where(static _ => false),
            var kinds => OneOf(kinds.Select(kind => rows.Where(x => x.Kind == kind)), filter),
        };
    }

    private static IQueryable<EventRow> OneOf(IEnumerable<IQueryable<EventRow>> ranges, EventFilter filter)
    {
        IQueryable<EventRow>[] pages = [.. ranges.Select(rows => Page(rows, filter))];
        return pages is [var single] ? single : Page(pages.Aggregate(static (some, more) => some.Concat(more)), filter);
    }

    /// <summary>
    /// The kinds that begin so, by a step through the index from each to the next. A beginning is no range of an index that is in the order of a page, and a database that
    /// guesses how soon it meets enough of a rare one reads the whole ledger. Null where the exchange or the party narrows enough, and where the kinds are too many.
    /// </summary>
    private static async Task<List<string>?> KindsAsync(IQueryable<EventRow> own, EventFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Kind.Length == 0 || filter.Exchange is not null || filter.Party is not null)
            return null;

        var kinds = new List<string>();
        var next = await own.Where(x => string.Compare(x.Kind, filter.Kind) >= 0).OrderBy(static x => x.Kind).Select(static x => x.Kind).FirstOrDefaultAsync(cancellationToken);
        // Kinds stand in the order of their characters on both databases: those that begin so stand together.
        while (next is not null && next.StartsWith(filter.Kind, StringComparison.Ordinal))
        {
            if (kinds.Count == MostKinds)
                return null;

            kinds.Add(next);
            var last = next;
            next = await own.Where(x => string.Compare(x.Kind, last) > 0).OrderBy(static x => x.Kind).Select(static x => x.Kind).FirstOrDefaultAsync(cancellationToken);
        }

        return kinds;
    }

    private static IQueryable<EventRow> Begins(IQueryable<EventRow> rows, EventFilter filter) => filter.Kind.Length == 0 ? rows : rows.Where(x => x.Kind.StartsWith(filter.Kind));

    /// <summary>The index of actors is without the hub, and a database takes it for a question that says the same.</summary>
    private static IQueryable<EventRow> By(IQueryable<EventRow> rows, string actor) =>
        actor == EventRow.Hub ? rows.Where(x => x.Actor == actor) : rows.Where(x => x.Actor == actor && x.Actor != EventRow.Hub);

    private static IQueryable<EventRow> Narrow(IQueryable<EventRow> rows, EventFilter filter)
    {
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
