using IntegrationHub.Market.Catalogue;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using NodaTime;

namespace IntegrationHub.Market.Settlement;

/// <summary>Days of a month that an account is under one version of one contract.</summary>
/// <param name="Package">The package of the contract.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Contracted">Contracted energy of these days.</param>
/// <param name="DeviationCharge">Their part of the deviation charge before the package's clause.</param>
public sealed record SettlementPart(CompiledPackage Package, LocalDate From, LocalDate To, Energy Contracted, decimal DeviationCharge);

/// <summary>How what a package charges or limits by month is divided among the packages of a month: a parameter of market rules.</summary>
public enum MonthDivision
{
    /// <summary>By the days under each.</summary>
    ByDays,

    /// <summary>By the consumption under each; by days where there is none.</summary>
    ByEnergy,
}

/// <summary>What is billed for a part of a month.</summary>
/// <param name="Package">Code and version of its package.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Energy">Consumption of these days.</param>
/// <param name="Revenue">What stays with the retailer of the bill for them; the parts' sum to the bill's.</param>
public sealed record BillPart(string Package, LocalDate From, LocalDate To, Energy Energy, decimal Revenue);

/// <summary>
/// One bill of a month in which contract or package change. Every interval is priced once, by the package of its day. Days under packages that price alike are priced as one,
/// so that a change that changes nothing bills nothing else. What is agreed by month, standing charges and limits of tiers, is divided (<see cref="MonthDivision"/>); a bound of
/// the average price holds for the energy of the days that it is agreed for. Catalogue prices are not the contract's and are charged once for all days served.
/// </summary>
internal static class PartSettlement
{
    public static Checked<Bill> Settle(SettlementInput input)
    {
        var (parts, problems) = EnergiesOf(input);
        if (problems.Count > 0)
            return Checked.Bad<Bill>([.. problems.Distinct()]);

        var month = input.Package.Grid.Month;
        var (days, used) = (parts.Sum(static part => part.Energy.Days), Energy.Sum(parts.Select(static part => part.Energy.Import)));
        var (catalogue, missing) = CatalogueTerms.Of(input.Catalogue, input.PowerFactors, month, input.Traits, used, days);
        if (missing.Count > 0)
            return Checked.Bad<Bill>(missing);

        var revenues = new decimal[parts.Count];
        List<BillTerm> terms = [.. Priced(parts, input.Division, revenues), .. catalogue, .. Deviations(parts, revenues)];
        return Checked.Good(new Bill(
            input.Account, month, input.Readings.Version, string.Join(" + ", parts.Select(static part => part.Name).Distinct()), used, parts.Sum(static part => part.Energy.Substituted), terms)
        {
            ExportVersion = parts.Select(static part => part.Energy.ExportVersion).FirstOrDefault(static version => version is not null),
            CommunityVersion = parts.Select(static part => part.Energy.CommunityVersion).FirstOrDefault(static version => version is not null),
            DaysServed = days == month.Days ? null : days,
            Parts = [.. parts.Select(part => new BillPart(part.Name, part.Part.From, part.Part.To, part.Energy.Import, revenues[part.Index]))],
        });
    }

    private static (List<Piece> Parts, List<Problem> Problems) EnergiesOf(SettlementInput input)
    {
        var parts = new List<Piece>();
        var problems = new List<Problem>();
        foreach (var part in input.Parts)
        {
            if (parts is [.., var before] && before.Part.To >= part.From)
                throw new ArgumentException($"{part.From:uuuu-MM-dd} lies in two parts.", nameof(input));

            var (energy, wrong) = BillableEnergy.Of(input with { Package = part.Package, ServedFrom = part.From, ServedTo = part.To });
            problems.AddRange(wrong);
            parts.Add(new(parts.Count, part, energy!));
        }

        return (parts, problems);
    }

    /// <summary>What packages price; of several, each line says of which days.</summary>
    private static IEnumerable<BillTerm> Priced(IReadOnlyList<Piece> parts, MonthDivision division, decimal[] revenues)
    {
        var alike = parts.GroupBy(static part => PricingOf(part.Part.Package.Package)).Select(static same => same.ToList()).ToList();
        foreach (var same in alike)
        {
            var priced = same[^1].Part.Package.Price(BillableEnergy.ToPrice([.. same.Select(static part => part.Energy)], PartOf(same, parts, division)));
            Attribute(priced.Sum(static term => term.Amount), same, static part => part.Energy.Import.WattHours, revenues);
            foreach (var term in priced)
                yield return alike.Count == 1 ? term : Of(same, term);
        }
    }

    private static PartOfMonth PartOf(IReadOnlyList<Piece> same, IReadOnlyList<Piece> all, MonthDivision division)
    {
        var (days, served) = (same.Sum(static part => part.Energy.Days), all.Sum(static part => part.Energy.Days));
        var (used, whole) = (same.Sum(static part => part.Energy.Import.WattHours), all.Sum(static part => part.Energy.Import.WattHours));
        return division == MonthDivision.ByEnergy && whole > 0 ? new(used, whole, PartOfMonth.OfEnergy, served) : new(days, served, PartOfMonth.OfDays, served);
    }

    /// <summary>What clauses put on the customer: one line for all parts that have the same clause.</summary>
    private static IEnumerable<BillTerm> Deviations(IReadOnlyList<Piece> parts, decimal[] revenues)
    {
        var alike = parts.GroupBy(static part => ClauseOf(part.Part.Package.Package)).Select(static same => same.ToList()).ToList();
        foreach (var same in alike)
        {
            var charge = same.Sum(static part => part.Part.DeviationCharge);
            if (CustomerSettlement.DeviationTerm(
                same[^1].Part.Package.Package, charge, Energy.Sum(same.Select(static part => part.Energy.Import)), Energy.Sum(same.Select(static part => part.Part.Contracted))) is not { } term)
                continue;

            Attribute(term.Amount, same, static part => part.Part.DeviationCharge, revenues);
            yield return alike.Count == 1 ? term : Of(same, term);
        }
    }

    /// <summary>Everything of a package that the price of energy depends on.</summary>
    private static (string, Rounding, string) PricingOf(PricePackage package) => (PackageJson.Write(package.Price), package.Rounding, package.Currency);

    private static (DeviationClause, Rounding, string) ClauseOf(PricePackage package) => (package.Deviation, package.Rounding, package.Currency);

    /// <summary>Divides an amount among parts by weights (evenly where there are none), to the cent; the last has what is left.</summary>
    private static void Attribute(decimal amount, IReadOnlyList<Piece> parts, Func<Piece, decimal> weight, decimal[] revenues)
    {
        var (all, left) = (parts.Sum(weight), amount);
        for (var i = 0; i < parts.Count; i++)
        {
            var share = i == parts.Count - 1 ? left : Rounding.Commercial.Apply(all == 0 ? amount / parts.Count : amount * (weight(parts[i]) / all));
            revenues[parts[i].Index] += share;
            left -= share;
        }
    }

    private static BillTerm Of(IReadOnlyList<Piece> parts, BillTerm term)
    {
        var days = string.Join(" + ", parts.Select(static part => $"{part.Part.From:uuuu-MM-dd}–{part.Part.To:uuuu-MM-dd}"));
        return term with { Label = term.Label.Length == 0 ? days : $"{days}, {term.Label}" };
    }

    /// <summary>A part with its energies, and where it stands among them.</summary>
    private sealed record Piece(int Index, SettlementPart Part, BillableEnergy Energy)
    {
        public string Name => $"{Part.Package.Package.Code}/{Part.Package.Package.Version}";
    }
}
