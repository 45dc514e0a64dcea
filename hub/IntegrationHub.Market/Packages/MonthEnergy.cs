namespace IntegrationHub.Market.Packages;

/// <summary>One customer's energies of a month in watt-hours, by interval of the same <see cref="Time.MonthGrid"/>.</summary>
public readonly ref struct MonthEnergy
{
    /// <param name="import">Consumption; as many values as intervals.</param>
    /// <param name="export">Energy fed into the grid; empty when there is none.</param>
    /// <param name="community">Part of the consumption that a community's own plant covers; empty when there is none.</param>
    public MonthEnergy(ReadOnlySpan<long> import, ReadOnlySpan<long> export = default, ReadOnlySpan<long> community = default)
    {
        if ((export.Length != 0 && export.Length != import.Length) || (community.Length != 0 && community.Length != import.Length))
            throw new ArgumentException("All energies of a month have the same number of intervals.", nameof(export));

        Import = import;
        Export = export;
        Community = community;
    }

    public ReadOnlySpan<long> Import { get; }

    public ReadOnlySpan<long> Export { get; }

    public ReadOnlySpan<long> Community { get; }
}

/// <summary>Which of a customer's energies a part of a package is about.</summary>
internal enum EnergySource
{
    Import,
    Export,
    Community,

    /// <summary>Consumption that the community does not cover.</summary>
    Outside,
}
