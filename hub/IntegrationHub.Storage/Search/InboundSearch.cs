using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Storage.Search;

/// <summary>A filter over received exchanges.</summary>
internal static class InboundSearch
{
    /// <summary>False when the filter can match none of them.</summary>
    public static bool TryNarrow(IQueryable<InboundExchangeRow> rows, RetailerId retailer, ExchangeFilter filter, out IQueryable<InboundExchangeRow> narrowed)
    {
        narrowed = rows.Where(x => x.RetailerId == retailer.Value);
        if (filter.Party is { } party)
            narrowed = narrowed.Where(x => x.PartyId == party.Value);

        if (filter.State is { } name)
        {
            if (!Enum.TryParse<InboundState>(name, ignoreCase: true, out var parsed))
                return false;

            var state = (short)parsed;
            narrowed = narrowed.Where(x => x.State == state);
        }

        if (filter.MRid is { } mRid)
            narrowed = narrowed.Where(x => x.MRid == mRid);

        if (filter.Before is { } before)
            narrowed = narrowed.Where(x => x.Id < before);

        narrowed = narrowed.OrderByDescending(x => x.Id).Take(filter.Max);
        return true;
    }
}
