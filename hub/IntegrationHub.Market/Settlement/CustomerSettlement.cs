using IntegrationHub.Market.Catalogue;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using NodaTime;

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

    /// <summary>Readings of energy fed into the grid; needed where the package pays for it.</summary>
    public ReadingBlock? Export { get; init; }

    /// <summary>Readings of the consumption that a community's plant covers; needed where the package prices it.</summary>
    public ReadingBlock? Community { get; init; }

    /// <summary>First day that the retailer serves the account; null for the first of the month or earlier.</summary>
    public LocalDate? ServedFrom { get; init; }

    /// <summary>Last day; null for the last of the month or later.</summary>
    public LocalDate? ServedTo { get; init; }

    /// <summary>Contracted energy of the month, or of its days that are served.</summary>
    public required Energy Contracted { get; init; }

    /// <summary>The customer's part of the deviation charge before the package's clause, from the pool or of its own.</summary>
    public required decimal DeviationCharge { get; init; }

    public required IReadOnlyList<DatedTable<CataloguePrice>> Catalogue { get; init; }

    public DatedTable<PowerFactorTable>? PowerFactors { get; init; }

    /// <summary>
    /// Where contract or package change within the month, the days under each, in order and without a day in two of them; else empty. Then <see cref="Package"/>, days of
    /// service, <see cref="Contracted"/> and <see cref="DeviationCharge"/> are theirs.
    /// </summary>
    public IReadOnlyList<SettlementPart> Parts { get; init; } = [];

    /// <summary>How what is agreed by month is divided among parts.</summary>
    public MonthDivision Division { get; init; }
}

/// <summary>A customer's bill.</summary>
/// <param name="Account">The account.</param>
/// <param name="Month">The month.</param>
/// <param name="ReadingVersion">Version of the readings it is made of.</param>
/// <param name="Package">Code and version of the package.</param>
/// <param name="Energy">Consumption of the days served.</param>
/// <param name="SubstitutedIntervals">Intervals of which some value is not the meter's.</param>
/// <param name="Terms">Its lines.</param>
public sealed record Bill(
    string Account, BillingMonth Month, int ReadingVersion, string Package, Energy Energy, int SubstitutedIntervals, IReadOnlyList<BillTerm> Terms)
{
    /// <summary>Version of the readings of energy fed in, where the package prices it.</summary>
    public int? ExportVersion { get; init; }

    /// <summary>Version of the readings of the community's energy, where the package prices it.</summary>
    public int? CommunityVersion { get; init; }

    /// <summary>What is billed under each package, where there are several parts of the month; else null.</summary>
    public IReadOnlyList<BillPart>? Parts { get; init; }

    /// <summary>Days of the month that the bill is about, where not all; zero where it only takes back a closed one.</summary>
    public int? DaysServed { get; init; }

    /// <summary>Sum of the rounded lines.</summary>
    public decimal Total => Terms.Sum(static term => term.Amount);
}

/// <summary>Makes bills.</summary>
public static class CustomerSettlement
{
    /// <summary>One customer's bill of a month, of the days that the retailer serves it.</summary>
    public static Checked<Bill> Settle(SettlementInput input)
    {
        if (input.Parts.Count > 0)
            return PartSettlement.Settle(input);

        var (energy, problems) = BillableEnergy.Of(input);
        if (energy is null)
            return Checked.Bad<Bill>(problems);

        var month = input.Package.Grid.Month;
        (var catalogue, problems) = CatalogueTerms.Of(input.Catalogue, input.PowerFactors, month, input.Traits, energy.Import, energy.Days);
        if (problems.Count > 0)
            return Checked.Bad<Bill>(problems);

        var package = input.Package.Package;
        List<BillTerm> terms = [.. input.Package.Price(energy.ToPrice()), .. catalogue];
        if (DeviationTerm(package, input.DeviationCharge, energy.Import, input.Contracted) is { } deviation)
            terms.Add(deviation);

        return Checked.Good(new Bill(input.Account, month, input.Readings.Version, $"{package.Code}/{package.Version}", energy.Import, energy.Substituted, terms)
        {
            ExportVersion = energy.ExportVersion,
            CommunityVersion = energy.CommunityVersion,
            DaysServed = energy.Days == month.Days ? null : energy.Days,
        });
    }

    /// <summary>What the package's clause puts on the customer of a charge; null for nothing.</summary>
    internal static BillTerm? DeviationTerm(PricePackage package, decimal charge, Energy used, Energy contracted)
    {
        var fraction = package.Deviation.Fraction;
        return charge == 0 || fraction == 0 ? null
            : new("deviation", "deviation", package.Deviation.Bearer.ToString(), charge, package.Currency, fraction, IsAverage: false, charge * fraction, package.Rounding)
            {
                Basis = $"charge for {used - contracted}: {used} of {contracted}",
            };
    }
}
