using System.Globalization;
using System.Text.Json.Serialization;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Catalogue;

/// <summary>What a metering account is, as catalogue prices distinguish it.</summary>
/// <param name="VoltageLevel">E.g. <c>10kV</c>.</param>
/// <param name="CustomerClass">E.g. <c>large-industry</c>.</param>
/// <param name="CapacityKilowatt">Contracted capacity or maximum demand of the month.</param>
/// <param name="PowerFactor">Average power factor of the month, or <c>null</c> where none is measured.</param>
public sealed record AccountTraits(string VoltageLevel, string CustomerClass, decimal CapacityKilowatt, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? PowerFactor);

/// <summary>The part of a bill that follows the catalogue.</summary>
public static class CatalogueTerms
{
    /// <summary>All catalogue terms of one account and month, then the power-factor adjustment of those that it counts on.</summary>
    /// <param name="catalogue">Every catalogue price by item and traits, with its validity. What holds on the first of the month counts for the month.</param>
    /// <param name="powerFactors">The adjustment table, or <c>null</c> where there is none.</param>
    /// <param name="month">The month.</param>
    /// <param name="account">The account.</param>
    /// <param name="energy">Energy of the days served.</param>
    /// <param name="days">Days of the month that are served, where not all.</param>
    /// <returns>The terms; or a problem for each item that has versions but none for this month.</returns>
    public static (IReadOnlyList<BillTerm> Terms, IReadOnlyList<Problem> Problems) Of(
        IReadOnlyList<DatedTable<CataloguePrice>> catalogue, DatedTable<PowerFactorTable>? powerFactors, BillingMonth month, AccountTraits account, Energy energy,
        int? days = null)
    {
        var terms = new List<BillTerm>();
        var problems = new List<Problem>();
        var adjusted = 0m;
        foreach (var table in catalogue.Where(table => table.Versions.Any(version => Concerns(version.Value, account))))
        {
            if (table.Find(month.FirstDay) is not { } version)
            {
                problems.Add(table.MissingOn(month.FirstDay));
                continue;
            }

            var price = version.Value;
            if (!Concerns(price, account))
                continue;

            var label = $"{price.Item} ({version.Source})";
            var first = terms.Count;
            if (price.PerMegawattHour != 0)
            {
                terms.Add(new(
                    Rule(price.Item), "", label, energy.MegawattHours, "MWh", price.PerMegawattHour, IsAverage: false, energy.MegawattHours * price.PerMegawattHour, price.Rounding));
            }

            if (price.PerKilowattMonth != 0)
            {
                var served = days ?? month.Days;
                var capacity = account.CapacityKilowatt * price.ShareOf(month, served);
                terms.Add(new(Rule(price.Item), "", label, capacity, "kW", price.PerKilowattMonth, IsAverage: false, capacity * price.PerKilowattMonth, price.Rounding)
                {
                    Basis = served == month.Days ? "" : string.Create(CultureInfo.InvariantCulture, $"{account.CapacityKilowatt} kW for {served} of {price.DaysOfMonth ?? month.Days} days"),
                });
            }

            if (price.PowerFactor)
                adjusted += terms.Skip(first).Sum(static term => term.Amount);
        }

        if (account.PowerFactor is { } factor && powerFactors is not null)
        {
            if (powerFactors.Find(month.FirstDay) is { } table)
            {
                var adjustment = table.Value.AdjustmentAt(factor);
                terms.Add(new("powerFactor", "", $"{factor} against {table.Value.Standard} ({table.Source})", adjusted, "base", adjustment, IsAverage: false, adjusted * adjustment, table.Value.Rounding));
            }
            else
            {
                problems.Add(powerFactors.MissingOn(month.FirstDay));
            }
        }

        return (terms, problems);
    }

    private static bool Concerns(CataloguePrice price, AccountTraits account) =>
        (price.VoltageLevel.Length == 0 || price.VoltageLevel == account.VoltageLevel)
        && (price.CustomerClass.Length == 0 || price.CustomerClass == account.CustomerClass);

    private static string Rule(CatalogueItem item) => item switch
    {
        CatalogueItem.TransmissionAndDistribution => "transmissionAndDistribution",
        CatalogueItem.Capacity => "capacity",
        CatalogueItem.LineLoss => "lineLoss",
        CatalogueItem.SystemOperationFee => "systemOperationFee",
        CatalogueItem.GovernmentFunds => "governmentFunds",
        _ => "collection",
    };
}
