using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>A series with prices names their currency.</summary>
internal sealed class PriceCurrencyRule : IDocumentRule
{
    public string Code => "price-needs-currency";

    public string Source => "IEC 62325-451-3, -451-4 and -451-7: currency_Unit.name is used when the series provides prices";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        foreach (var series in document.Series)
        {
            if (series.Currency is null && series.Periods.Any(period => !period.Prices.IsEmpty))
                yield return series.Finding(Code, "A69", $"{series.Path()}/currency_Unit.name", "prices without a currency", "the currency of the prices");
        }
    }
}
