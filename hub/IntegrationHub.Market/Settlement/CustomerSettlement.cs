using IntegrationHub.Market.Catalogue;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Settlement;

/// <summary>Everything that a customer's bill of a month is computed from. The same input gives the same bill years later.</summary>
public sealed record SettlementInput
{
    /// <summary>Account number and voltage level: the smallest unit of a customer.</summary>
    public required string Account { get; init; }

    public required AccountTraits Traits { get; init; }

    public required CompiledPackage Package { get; init; }

    /// <summary>Readings without gaps (<see cref="Substitution"/>).</summary>
    public required ReadingBlock Readings { get; init; }

    /// <summary>Contracted energy of the month.</summary>
    public required Energy Contracted { get; init; }

    /// <summary>The customer's part of the deviation charge before the package's clause, from the pool or of its own.</summary>
    public required decimal DeviationCharge { get; init; }

    public required IReadOnlyList<DatedTable<CataloguePrice>> Catalogue { get; init; }

    public DatedTable<PowerFactorTable>? PowerFactors { get; init; }
}

/// <summary>A customer's bill.</summary>
/// <param name="Account">The account.</param>
/// <param name="Month">The month.</param>
/// <param name="ReadingVersion">Version of the readings it is made of.</param>
/// <param name="Package">Code and version of the package.</param>
/// <param name="Energy">Energy of the month.</param>
/// <param name="SubstitutedIntervals">Intervals whose value is not the meter's.</param>
/// <param name="Terms">Its lines.</param>
public sealed record Bill(
    string Account, BillingMonth Month, int ReadingVersion, string Package, Energy Energy, int SubstitutedIntervals, IReadOnlyList<BillTerm> Terms)
{
    /// <summary>Sum of the rounded lines.</summary>
    public decimal Total => Terms.Sum(static term => term.Amount);
}

/// <summary>Makes bills.</summary>
public static class CustomerSettlement
{
    /// <summary>One customer's bill of a month.</summary>
    public static Checked<Bill> Settle(SettlementInput input)
    {
        var grid = input.Package.Grid;
        var readings = input.Readings;
        if (readings.Month != grid.Month || readings.WattHours.Length != grid.Count)
        {
            return Checked.Bad<Bill>(new Problem(
                ProblemCodes.ReadingOutside, $"{input.Account} has readings of {readings.Month} with {readings.WattHours.Length} intervals, {grid.Month} has {grid.Count}.", input.Account, "Give the readings of the month."));
        }

        if (readings.MissingCount is > 0 and var missing)
        {
            return Checked.Bad<Bill>(new Problem(
                ProblemCodes.ReadingMissing, $"{missing} intervals of {input.Account} have no value.", input.Account, "Import the missing readings, or have them substituted."));
        }

        var substituted = 0;
        long wattHours = 0;
        for (var i = 0; i < grid.Count; i++)
        {
            wattHours += readings.WattHours[i];
            if (readings.Qualities[i] != ReadingQuality.Measured)
                substituted++;
        }

        var energy = new Energy(wattHours);
        var (catalogue, problems) = CatalogueTerms.Of(input.Catalogue, input.PowerFactors, grid.Month, input.Traits, energy);
        if (problems.Count > 0)
            return Checked.Bad<Bill>(problems);

        var package = input.Package.Package;
        List<BillTerm> terms = [.. input.Package.Price(new MonthEnergy(readings.WattHours)), .. catalogue];
        var fraction = package.Deviation.Fraction;
        if (input.DeviationCharge != 0 && fraction != 0)
        {
            terms.Add(new(
                "deviation", "deviation", package.Deviation.Bearer.ToString(), (energy - input.Contracted).MegawattHours, "MWh", fraction, IsAverage: false,
                input.DeviationCharge * fraction, package.Rounding));
        }

        return Checked.Good(new Bill(input.Account, grid.Month, readings.Version, $"{package.Code}/{package.Version}", energy, substituted, terms));
    }
}
