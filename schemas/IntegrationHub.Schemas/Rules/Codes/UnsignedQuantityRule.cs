using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>Schedules and bids carry their direction in parties, areas or flow direction, so their quantities have no sign.</summary>
internal sealed class UnsignedQuantityRule : IDocumentRule
{
    public string Code => "quantity-unsigned";

    public string Source => "Standard reason code A46 (quantities must not be signed values); IEC 62325-451-2 and -451-7";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        if (document.Profile.RootElement is not ("Schedule_MarketDocument" or "ReserveBid_MarketDocument")) yield break;
        foreach (var (series, period) in document.Periods())
        {
            for (var i = NextNegative(period.Quantities.Span, 0); i >= 0; i = NextNegative(period.Quantities.Span, i + 1))
                yield return series.Finding(period.Interval, Code, "A46", $"{series.Path(period, i)}/quantity", $"{period.Quantities.Span[i]}", "a quantity of zero or more");
        }
    }

    private static int NextNegative(ReadOnlySpan<decimal> quantities, int start)
    {
        for (var i = start; i < quantities.Length; i++)
        {
            if (quantities[i] < 0) return i;
        }

        return -1;
    }
}
