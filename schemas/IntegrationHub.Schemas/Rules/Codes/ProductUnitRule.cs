using System.Collections.Frozen;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>The unit of a quantity fits the product: power in units of power, energy in units of energy.</summary>
internal sealed class ProductUnitRule : IDocumentRule
{
    private static readonly FrozenSet<string> Power = FrozenSet.Create("WTT", "KWT", "MAW", "A90");
    private static readonly FrozenSet<string> Energy = FrozenSet.Create("KWH", "MWH", "GWH");
    private static readonly FrozenSet<string> ReactivePower = FrozenSet.Create("KVR", "MAR", "MVA");
    private static readonly FrozenSet<string> ReactiveEnergy = FrozenSet.Create("MAH");

    public string Code => "unit-fits-product";

    public string Source => "ENTSO-E code lists, StandardEnergyProductTypeList and StandardUnitOfMeasureTypeList";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        foreach (var series in document.Series)
        {
            if (series.QuantityUnit is not { } unit || UnitsOf(series.Product) is not { } units) continue;
            // Only a unit of another physical quantity contradicts the product; local units are the schema's affair.
            if (units.Contains(unit) || !IsOfAnotherQuantity(unit, units)) continue;
            yield return series.Finding(
                Code, "A42", $"{series.Path()}/product", $"product {series.Product} with unit {unit}", $"one of the units {string.Join(", ", units.Order(StringComparer.Ordinal))}");
        }
    }

    private static bool IsOfAnotherQuantity(string unit, FrozenSet<string> units) =>
        new[] { Power, Energy, ReactivePower, ReactiveEnergy }.Any(other => other != units && other.Contains(unit));

    private static FrozenSet<string>? UnitsOf(string? product) => product switch
    {
        "8716867000016" => Power,
        "8716867000030" => Energy,
        "8716867000023" or "8716867000115" or "8716867000122" => ReactivePower,
        "8716867000047" or "8716867000139" or "8716867000146" => ReactiveEnergy,
        _ => null,
    };
}
