using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Storage.Search;

/// <summary>
/// The part of a filter that asks for something inside the document. A key's rows lie in the order of their exchanges, so the first of them
/// drives the search and a page reads as many rows as it shows; further keys are looked up one by one.
/// </summary>
internal sealed class KeySearch
{
    private readonly HubContext _context;
    private readonly int _retailer;
    private readonly List<(short Kind, IReadOnlyList<string> Values)> _asked = [];

    private KeySearch(HubContext context, RetailerId retailer)
    {
        _context = context;
        _retailer = retailer.Value;
    }

    public bool IsAsked => _asked.Count > 0;

    public static KeySearch Of(HubContext context, RetailerId retailer, ExchangeFilter filter, ISearchProtection protection)
    {
        var search = new KeySearch(context, retailer);
        if (filter.MeteringPoint is { } point)
            search._asked.Add(((short)SearchKeyKind.MeteringPoint, protection.Hashes(retailer, SearchKeyKind.MeteringPoint, point)));

        if (filter.Series is { } series)
            search._asked.Add(((short)SearchKeyKind.Series, [series]));

        if (filter.Reason is { } reason)
            search._asked.Add(((short)SearchKeyKind.Reason, [reason]));

        return search;
    }

    /// <summary>Ids of the exchanges that have all of what is asked, within the span of ids of the filter.</summary>
    public IQueryable<Guid> Exchanges(ExchangeFilter filter)
    {
        var rows = Rows(_asked[0]);
        if (filter is { After: { } after, IsByPeriod: false })
            rows = rows.Where(x => x.ExchangeId < after.Id);

        if (filter.From is { } from)
        {
            var first = TimedId.First(from);
            rows = rows.Where(x => x.ExchangeId >= first);
        }

        if (filter.To is { } to)
        {
            var end = TimedId.First(to);
            rows = rows.Where(x => x.ExchangeId < end);
        }

        foreach (var further in _asked.Skip(1))
        {
            var others = Rows(further);
            rows = rows.Where(x => others.Any(other => other.ExchangeId == x.ExchangeId));
        }

        var found = rows.Select(static x => x.ExchangeId);
        // Under two hash keys one exchange could have two rows.
        return _asked[0].Values.Count == 1 ? found : found.Distinct();
    }

    private IQueryable<SearchKeyRow> Rows((short Kind, IReadOnlyList<string> Values) asked)
    {
        var rows = _context.SearchKeys.Where(x => x.RetailerId == _retailer && x.Kind == asked.Kind);
        if (asked.Values is [var only])
            return rows.Where(x => x.Value == only);

        var values = asked.Values.ToArray();
        return rows.Where(x => values.Contains(x.Value));
    }
}
