namespace IntegrationHub.Market.Packages;

/// <summary>One customer's energies of a month in watt-hours, by interval of the same <see cref="Time.MonthGrid"/>.</summary>
public readonly ref struct MonthEnergy
{
    /// <param name="import">Consumption; as many values as intervals.</param>
    /// <param name="export">Energy fed into the grid; empty when there is none.</param>
    /// <param name="community">Part of the consumption that a community's own plant covers; empty when there is none.</param>
    /// <param name="days">Days of the month that the customer is served, where not all; charges by time count them.</param>
    /// <param name="part">What these days are of all that the customer is served in the month, where other days have another package; null where they are all.</param>
    public MonthEnergy(ReadOnlySpan<long> import, ReadOnlySpan<long> export = default, ReadOnlySpan<long> community = default, int? days = null, PartOfMonth? part = null)
    {
        if ((export.Length != 0 && export.Length != import.Length) || (community.Length != 0 && community.Length != import.Length))
            throw new ArgumentException("All energies of a month have the same number of intervals.", nameof(export));

        Import = import;
        Export = export;
        Community = community;
        Days = days;
        Part = part;
    }

    public ReadOnlySpan<long> Import { get; }

    public ReadOnlySpan<long> Export { get; }

    public ReadOnlySpan<long> Community { get; }

    public int? Days { get; }

    public PartOfMonth? Part { get; }
}

/// <summary>How much of what is agreed by month falls on days under one package, where other days of the month are under another.</summary>
/// <param name="Share">The part.</param>
/// <param name="Whole">What it is a part of, in the same unit; not zero.</param>
/// <param name="Unit">What is counted: <see cref="OfDays"/> or <see cref="OfEnergy"/>.</param>
/// <param name="DaysServed">Days of the month that the customer is served under all packages.</param>
public readonly record struct PartOfMonth(long Share, long Whole, string Unit, int DaysServed)
{
    public const string OfDays = "days";

    public const string OfEnergy = "Wh";

    /// <summary>A limit for the month's volume as it holds for the part, in whole watt-hours.</summary>
    public decimal Limit(decimal megawattHours) => Share == Whole ? megawattHours : Math.Round(megawattHours * Share / Whole, 6, MidpointRounding.ToEven);
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
