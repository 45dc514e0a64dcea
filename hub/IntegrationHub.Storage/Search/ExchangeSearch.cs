using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Search;

/// <summary>A filter over the exchanges of one direction.</summary>
internal static class ExchangeSearch
{
    /// <summary>False when the filter can match none of them: it names a state that the direction does not have.</summary>
    /// <typeparam name="TRow">The direction's rows.</typeparam>
    /// <typeparam name="TState">The direction's states; their numbers are stored.</typeparam>
    public static bool TryNarrow<TRow, TState>(
        IQueryable<TRow> rows, RetailerId retailer, ExchangeFilter filter, KeySearch keys, out IQueryable<TRow> narrowed)
        where TRow : class, IExchangeRow
        where TState : struct, Enum
    {
        narrowed = rows.Where(x => x.RetailerId == retailer.Value);
        if (keys.IsAsked)
            narrowed = keys.Exchanges(filter).Join(narrowed, static id => id, static x => x.Id, static (id, x) => x);

        if (filter.Party is { } party)
            narrowed = narrowed.Where(x => x.PartyId == party.Value);

        if (filter.State is { } name)
        {
            if (!Enum.TryParse<TState>(name, ignoreCase: true, out var parsed))
                return false;

            // A constant, so that the index of the rare states can be used for them.
            var state = Convert.ToInt16(parsed);
            narrowed = narrowed.Where(x => x.State == EF.Constant(state));
        }

        if (filter.MRid is { } mRid)
            narrowed = narrowed.Where(x => x.MRid == mRid);

        if (filter.Type is { } type)
            narrowed = narrowed.Where(x => x.Type == type);

        narrowed = filter.IsByPeriod ? ByPeriod(InTime(narrowed, filter), filter) : ByAge(InTime(narrowed, filter), filter);
        narrowed = narrowed.Take(filter.Max);
        return true;
    }

    private static IQueryable<TRow> InTime<TRow>(IQueryable<TRow> rows, ExchangeFilter filter)
        where TRow : class, IExchangeRow
    {
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

        return rows;
    }

    private static IQueryable<TRow> ByAge<TRow>(IQueryable<TRow> rows, ExchangeFilter filter)
        where TRow : class, IExchangeRow
    {
        if (filter.After is { } after)
            rows = rows.Where(x => x.Id < after.Id);

        return rows.OrderByDescending(static x => x.Id);
    }

    private static IQueryable<TRow> ByPeriod<TRow>(IQueryable<TRow> rows, ExchangeFilter filter)
        where TRow : class, IExchangeRow
    {
        rows = rows.Where(static x => x.PeriodStart != null);
        if (filter.PeriodFrom is { } from)
            rows = rows.Where(x => x.PeriodStart >= from);

        if (filter.PeriodTo is { } to)
            rows = rows.Where(x => x.PeriodStart < to);

        // The first condition is where the index goes on, the second what exactly comes next.
        if (filter.After is { PeriodStart: { } start } after)
            rows = rows.Where(x => x.PeriodStart <= start && (x.PeriodStart < start || x.Id < after.Id));

        return rows.OrderByDescending(static x => x.PeriodStart).ThenByDescending(static x => x.Id);
    }
}
