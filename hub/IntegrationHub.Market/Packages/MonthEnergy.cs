namespace IntegrationHub.Market.Packages;

/// <summary>One customer's energies of a month in watt-hours, by interval of the same <see cref="Time.MonthGrid"/>.</summary>
public readonly ref struct MonthEnergy
{
    /// <param name="import">Consumption; as many values as intervals.</param>
    /// <param name="export">Energy fed into the grid; empty when there is none.</param>
    /// <param name="community">Part of the consumption that a community's own plant covers; empty when there is none.</param>
    /// <param name="days">Days of the month that the customer is served, where not all; charges by time count them.</param>
    public MonthEnergy(ReadOnlySpan<long> import, ReadOnlySpan<long> export = default, ReadOnlySpan<long> community = default, int? days = null)
    {
        if ((export.Length != 0 && export.Length != import.Length) || (community.Length != 0 && community.Length != import.Length))
            throw new ArgumentException("All energies of a month have the same number of intervals.", nameof(export));

        Import = import;
        Export = export;
        Community = community;
        Days = days;
    }

    public ReadOnlySpan<long> Import { get; }

    public ReadOnlySpan<long> Export { get; }

    public ReadOnlySpan<long> Community { get; }

    public int? Days { get; }
}

/// <summary>Which of a customer's energies a part of a package is about.</summary>
public enum EnergySource
{
    /// <summary>Consumption.</summary>
    Import,

    /// <summary>Energy fed into the grid.</summary>
    Export,

    /// <summary>Consumption that the community's own plant covers.</summary>
    Community,

    /// <summary>Consumption that the community does not cover.</summary>
    Outside,
}
