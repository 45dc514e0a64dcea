using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;

namespace IntegrationHub.Retail.Settlement;

/// <summary>What bids bought, as one total: energy and amount of an auction are its clearing price, which is for those who may read bids.</summary>
public static class AwardTotals
{
    /// <summary>What the total is called in place of an item.</summary>
    public const string Item = "bids";

    /// <summary>A settlement for somebody who may not read bids: its purchases of bids are one, and so are their lines of both energy accounts. Where there are none, the same.</summary>
    public static StoredSettlement WithoutBids(this StoredSettlement settlement)
    {
        var series = SeriesOf(settlement);
        if (series.Count == 0)
            return settlement;

        return settlement with
        {
            Purchases = [.. settlement.Purchases.Where(static purchase => purchase.OfBids != true), Total(settlement)!],
            EnteredPrices = settlement.EnteredPrices?.Select(static price => price with { Event = Item, Bid = Item, Positions = "", Source = "" }).ToList(),
            Lines = [.. settlement.Lines.Where(line => !series.Contains(line.Series)), .. Sum(settlement.Lines.Where(line => series.Contains(line.Series)))],
            Comparison = settlement.Comparison is { } comparison ? comparison with { Lines = Compared(comparison.Lines, series) } : null,
        };
    }

    /// <summary>Energy and amount of all that bids bought; null where they bought nothing.</summary>
    internal static PurchaseCost? Total(StoredSettlement settlement)
    {
        var awards = settlement.Purchases.Where(static purchase => purchase.OfBids == true).ToList();
        return awards.Count == 0 ? null : new(Item, Energy.Sum(awards.Select(static award => award.Energy)), awards.Sum(static award => award.Amount)) { OfBids = true };
    }

    /// <summary>Series of energy accounts that are about what bids bought.</summary>
    internal static HashSet<string> SeriesOf(StoredSettlement settlement) =>
        settlement.Purchases.Where(static purchase => purchase.OfBids == true).Select(static purchase => AccountDocument.TradeOf(purchase.Item)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The lines as one; none of none.</summary>
    internal static IEnumerable<AccountLine> Sum(IEnumerable<AccountLine> lines)
    {
        var all = lines.ToList();
        if (all.Count > 0)
            yield return new(AccountDocument.TradeOf(Item), 1, Energy.Sum(all.Select(static line => line.Energy)), all.Sum(static line => line.Amount ?? 0));
    }

    /// <summary>The total agrees where every line does, whatever the sums say.</summary>
    private static IReadOnlyList<ComparedLine> Compared(IReadOnlyList<ComparedLine> lines, HashSet<string> series)
    {
        var ofBids = lines.Where(line => series.Contains(line.Series)).ToList();
        if (ofBids.Count == 0)
            return lines;

        var finding = ofBids.Select(static line => line.Finding).FirstOrDefault(static found => found != LineFinding.Agreed);
        return
        [
            .. lines.Where(line => !series.Contains(line.Series)),
            new(AccountDocument.TradeOf(Item), 1, Sum(ofBids.Select(static line => line.Ours).OfType<AccountLine>()).FirstOrDefault(), Sum(ofBids.Select(static line => line.Theirs).OfType<AccountLine>()).FirstOrDefault(), finding),
        ];
    }
}
