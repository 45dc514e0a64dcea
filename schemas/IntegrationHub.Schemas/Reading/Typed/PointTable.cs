using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>A column as read: one value for each point, default where a point had none, and how many had one. Empty where none had one.</summary>
internal readonly record struct PointColumnValues<T>(ReadOnlyMemory<T> Values, int Filled);

/// <summary>The points of one period as they were read.</summary>
internal sealed class PointTable
{
    public required int Count { get; init; }

    /// <summary>Positions; empty where they are 1, 2, 3, ….</summary>
    public required ReadOnlyMemory<int> Positions { get; init; }

    /// <summary>By <see cref="PointValue"/>.</summary>
    public required PointColumnValues<decimal>[] Numbers { get; init; }

    /// <summary>Qualities, and qualities of what goes out.</summary>
    public required PointColumnValues<string>[] Codes { get; init; }

    public required IReadOnlyDictionary<int, IReadOnlyList<Reason>>? Reasons { get; init; }

    public required bool HasUnholdableNumber { get; init; }

    /// <summary>The period's record.</summary>
    /// <exception cref="ArgumentException">The record does not hold a value.</exception>
    /// <exception cref="FormatException">A column that the record holds is there for some points only.</exception>
    /// <exception cref="OverflowException">A number has more digits than are processed.</exception>
    public PeriodPoints ToPeriod(TimeInterval interval, string resolution, PointContent content)
    {
        if (HasUnholdableNumber) throw new OverflowException("A number in a point has more digits than are processed.");
        var qualities = Qualities(content, PointContent.Qualities, 0);
        return PeriodPoints.Create(
            interval, resolution, Positions,
            quantities: content.HasFlag(PointContent.Unavailable) ? Available(qualities) : Column(content, PointValue.Quantity),
            outQuantities: Column(content, PointValue.OutQuantity),
            minimumQuantities: Column(content, PointValue.MinimumQuantity),
            secondaryQuantities: Column(content, PointValue.SecondaryQuantity),
            prices: Column(content, PointValue.Price),
            energyPrices: Column(content, PointValue.EnergyPrice),
            qualities: qualities,
            outQualities: Qualities(content, PointContent.OutQualities, 1),
            pointReasons: content.HasFlag(PointContent.Reasons) ? Reasons : null);
    }

    private ReadOnlyMemory<decimal> Column(PointContent content, PointValue place)
    {
        if (((int)content & (1 << (int)place)) == 0) return default;
        var column = Numbers[(int)place];
        if (column.Filled == 0 || column.Filled == Count) return column.Values;
        throw new FormatException($"{column.Filled} of {Count} points have a value of the column {place}; it is read where all or none have one.");
    }

    private ReadOnlyMemory<decimal> Available(ReadOnlyMemory<string> qualities)
    {
        var column = Numbers[(int)PointValue.Quantity];
        if (column.Filled == Count) return column.Values;
        int unavailable = 0;
        foreach (string quality in qualities.Span)
            if (quality == PointColumn.NotAvailable) unavailable++;
        // Points that are not available may carry a quantity as well, so there may be more of both than there are points.
        if (column.Filled + unavailable < Count)
            throw new FormatException($"{Count - column.Filled - unavailable} points have no quantity, though they are not marked as not available.");
        return column.Filled == 0 ? new decimal[Count] : column.Values;
    }

    private ReadOnlyMemory<string> Qualities(PointContent content, PointContent wanted, int index)
    {
        if (!content.HasFlag(wanted)) return default;
        var column = Codes[index];
        if (column.Filled == 0 || column.Filled == Count) return column.Values;
        var stated = column.Values.ToArray();
        foreach (ref string code in stated.AsSpan()) code ??= "";
        return stated;
    }
}
