using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>
/// A period and its points in columns: a million points are a few arrays. Which columns a document wants is said at its series;
/// a column that is empty is left out of every point.
/// </summary>
/// <remarks>The arrays are not copied; whoever hands them over no longer writes to them.</remarks>
public sealed class PeriodPoints
{
    private PeriodPoints(TimeInterval interval, string resolution, ReadOnlyMemory<int> positions, int count)
    {
        Interval = Checked.Interval(interval, nameof(interval));
        Resolution = Checked.Resolution(resolution, nameof(resolution));
        Positions = positions;
        Count = count;
    }

    public TimeInterval Interval { get; }

    /// <summary>Length of a step, e.g. PT15M, PT1H, P1D, P1M.</summary>
    public string Resolution { get; }

    /// <summary>Position of each point, rising, 1 to 999999; empty where the points are 1, 2, 3, ….</summary>
    public ReadOnlyMemory<int> Positions { get; }

    /// <summary>Number of points, at least 1.</summary>
    public int Count { get; }

    /// <summary>Quantities, or what comes in where the document has both directions; in the series' unit.</summary>
    public ReadOnlyMemory<decimal> Quantities { get; private init; }

    /// <summary>What goes out, in the series' unit.</summary>
    public ReadOnlyMemory<decimal> OutQuantities { get; private init; }

    /// <summary>The least quantity that may be activated, in the series' unit.</summary>
    public ReadOnlyMemory<decimal> MinimumQuantities { get; private init; }

    /// <summary>A second quantity, in the series' unit.</summary>
    public ReadOnlyMemory<decimal> SecondaryQuantities { get; private init; }

    /// <summary>Prices in the series' currency per price unit; at most 17 digits.</summary>
    public ReadOnlyMemory<decimal> Prices { get; private init; }

    /// <summary>Energy prices in the series' currency per energy price unit; at most 17 digits.</summary>
    public ReadOnlyMemory<decimal> EnergyPrices { get; private init; }

    /// <summary>Codes of the quality list for <see cref="Quantities"/> (A03 estimated, A04 as provided, …); an empty text where the point states none.</summary>
    public ReadOnlyMemory<string> Qualities { get; private init; }

    /// <summary>Codes of the quality list for <see cref="OutQuantities"/>; an empty text where the point states none.</summary>
    public ReadOnlyMemory<string> OutQualities { get; private init; }

    /// <summary>Reasons of single points by position; <c>null</c> where no point has one.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<Reason>>? PointReasons { get; private init; }

    /// <summary>Makes a period; every column given has one value for each point.</summary>
    /// <param name="interval">Start and end on whole minutes.</param>
    /// <param name="resolution">An <c>xs:duration</c> above zero.</param>
    /// <param name="positions">Rising positions, or empty for 1, 2, 3, ….</param>
    /// <exception cref="ArgumentException">Columns of different lengths, no point at all, or values outside their range.</exception>
    public static PeriodPoints Create(
        TimeInterval interval,
        string resolution,
        ReadOnlyMemory<int> positions = default,
        ReadOnlyMemory<decimal> quantities = default,
        ReadOnlyMemory<decimal> outQuantities = default,
        ReadOnlyMemory<decimal> minimumQuantities = default,
        ReadOnlyMemory<decimal> secondaryQuantities = default,
        ReadOnlyMemory<decimal> prices = default,
        ReadOnlyMemory<decimal> energyPrices = default,
        ReadOnlyMemory<string> qualities = default,
        ReadOnlyMemory<string> outQualities = default,
        IReadOnlyDictionary<int, IReadOnlyList<Reason>>? pointReasons = null)
    {
        int[] lengths =
        [
            positions.Length, quantities.Length, outQuantities.Length, minimumQuantities.Length, secondaryQuantities.Length,
            prices.Length, energyPrices.Length, qualities.Length, outQualities.Length,
        ];
        var count = lengths.Max();
        if (count is < 1 or > MaxPosition) throw new ArgumentException($"A period has 1 to {MaxPosition} points, not {count}.", nameof(quantities));
        if (lengths.Any(length => length != 0 && length != count)) throw new ArgumentException("Every column has one value for each point.", nameof(quantities));
        CheckRising(positions.Span);
        CheckCodes(qualities.Span, nameof(qualities));
        CheckCodes(outQualities.Span, nameof(outQualities));
        return new PeriodPoints(interval, resolution, positions, count)
        {
            Quantities = quantities,
            OutQuantities = outQuantities,
            MinimumQuantities = minimumQuantities,
            SecondaryQuantities = secondaryQuantities,
            Prices = Amounts(prices, nameof(prices)),
            EnergyPrices = Amounts(energyPrices, nameof(energyPrices)),
            Qualities = qualities,
            OutQualities = outQualities,
            PointReasons = pointReasons?.ToDictionary(pair => pair.Key, pair => Checked.Reasons(pair.Value, nameof(pointReasons))),
        };
    }

    private const int MaxPosition = 999_999;

    private static void CheckRising(ReadOnlySpan<int> positions)
    {
        for (var i = 0; i < positions.Length; i++)
        {
            if (positions[i] < 1 || positions[i] > MaxPosition || (i > 0 && positions[i] <= positions[i - 1]))
                throw new ArgumentException($"Positions rise and lie in 1 to {MaxPosition}; the one at {i} is {positions[i]}.", nameof(positions));
        }
    }

    private static void CheckCodes(ReadOnlySpan<string> codes, string column)
    {
        foreach (var code in codes)
            if (code.Length > 0) Checked.Code(code, column);
    }

    // Copies only where an amount has to be shortened to 17 digits.
    private static ReadOnlyMemory<decimal> Amounts(ReadOnlyMemory<decimal> amounts, string column)
    {
        decimal[]? copy = null;
        for (var i = 0; i < amounts.Length; i++)
        {
            var amount = amounts.Span[i];
            // Short enough whatever its digits: below 10^8 with at most 9 decimals.
            if (amount.Scale <= 9 && amount is > -100_000_000m and < 100_000_000m) continue;
            var shortened = Checked.Amount(amount, column);
            if (shortened.Scale != amount.Scale) (copy ??= amounts.ToArray())[i] = shortened;
        }

        return copy ?? amounts;
    }
}
