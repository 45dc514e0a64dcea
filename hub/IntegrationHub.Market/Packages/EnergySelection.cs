namespace IntegrationHub.Market.Packages;

/// <summary>The energy a part of a package prices: a source, and the intervals it is about. Sums are exact. Immutable.</summary>
/// <param name="Source">Which energy.</param>
/// <param name="Intervals">Indexes of the intervals in order, or <c>null</c> for all.</param>
/// <param name="Share">Fraction of it, from the mixes around the part.</param>
internal sealed record EnergySelection(EnergySource Source, int[]? Intervals, decimal Share)
{
    public static EnergySelection Everything { get; } = new(EnergySource.Import, null, 1);

    /// <summary>Only the intervals for which <paramref name="keep"/> holds.</summary>
    public EnergySelection Where(int count, Func<int, bool> keep) =>
        this with { Intervals = [.. (Intervals ?? Enumerable.Range(0, count)).Where(keep)] };

    /// <summary>Watt-hours of the selection, before the share.</summary>
    public long Sum(in MonthEnergy energy) => Source switch
    {
        EnergySource.Import => Sum(energy.Import),
        EnergySource.Export => Sum(energy.Export),
        EnergySource.Community => Sum(energy.Community),
        _ => Sum(energy.Import) - Sum(energy.Community),
    };

    /// <summary>Sum of watt-hours times scaled price, before the share.</summary>
    public Int128 Weighted(in MonthEnergy energy, ReadOnlySpan<long> prices) => Source switch
    {
        EnergySource.Import => Weighted(energy.Import, prices),
        EnergySource.Export => Weighted(energy.Export, prices),
        EnergySource.Community => Weighted(energy.Community, prices),
        _ => Weighted(energy.Import, prices) - Weighted(energy.Community, prices),
    };

    private long Sum(ReadOnlySpan<long> values)
    {
        if (values.IsEmpty)
            return 0;

        long sum = 0;
        if (Intervals is null)
        {
            foreach (var value in values)
                sum += value;
        }
        else
        {
            foreach (var index in Intervals)
                sum += values[index];
        }

        return sum;
    }

    private Int128 Weighted(ReadOnlySpan<long> values, ReadOnlySpan<long> prices)
    {
        if (values.IsEmpty)
            return 0;

        Int128 sum = 0;
        if (Intervals is null)
        {
            for (var i = 0; i < values.Length; i++)
                sum += Math.BigMul(values[i], prices[i]);
        }
        else
        {
            foreach (var index in Intervals)
                sum += Math.BigMul(values[index], prices[index]);
        }

        return sum;
    }
}
