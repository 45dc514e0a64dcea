using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Packages;

/// <summary>
/// A package made ready for one month: times turned into intervals, references into prices. Compile once per package and month, price any
/// number of customers. Immutable and safe to share between threads.
/// </summary>
public sealed class CompiledPackage
{
    private readonly PricedPart _root;
    private readonly IReadOnlySet<EnergySource> _sources;

    private CompiledPackage(PricePackage package, MonthGrid grid, PricedPart root, IReadOnlySet<EnergySource> sources) =>
        (Package, Grid, _root, _sources) = (package, grid, root, sources);

    public PricePackage Package { get; }

    public MonthGrid Grid { get; }

    /// <summary>Checks the package and its references for the month.</summary>
    /// <param name="package">The package.</param>
    /// <param name="grid">The month.</param>
    /// <param name="references">Reference prices of the month by name.</param>
    /// <returns>The package ready for use, or all problems: of the package, and references that are missing or of another month's length.</returns>
    public static Checked<CompiledPackage> Compile(PricePackage package, MonthGrid grid, IReadOnlyDictionary<string, ReferencePrice> references)
    {
        List<Problem> problems = [.. PackageRules.Check(package)];
        if (problems.Count > 0)
            return Checked.Bad<CompiledPackage>(problems);

        var compiler = new PackageCompiler(package, grid, references, problems);
        var root = compiler.Compile(package.Price, "price", EnergySelection.Everything);
        return problems.Count == 0 ? Checked.Good(new CompiledPackage(package, grid, root, compiler.Sources)) : Checked.Bad<CompiledPackage>(problems);
    }

    /// <summary>True when the package prices this energy: its readings are needed for a bill. Consumption always is.</summary>
    public bool Needs(EnergySource source) => source == EnergySource.Import || _sources.Contains(source);

    /// <summary>The terms of one customer's bill for the month.</summary>
    /// <param name="energy">As many values as the month has intervals.</param>
    public IReadOnlyList<BillTerm> Price(in MonthEnergy energy)
    {
        if (energy.Import.Length != Grid.Count)
            throw new ArgumentException($"{energy.Import.Length} values for the {Grid.Count} intervals of {Grid.Month}.", nameof(energy));

        var terms = new List<BillTerm>(4);
        _root.Price(energy, terms);
        return terms;
    }
}
