using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Packages;

/// <summary>
/// A market price that packages refer to: one figure for the month, or one for each interval of a <see cref="MonthGrid"/>. Interval prices are kept
/// in millionths per MWh, so that sums over intervals are exact whole numbers. Immutable.
/// </summary>
public sealed class ReferencePrice
{
    /// <summary>Parts of a currency unit in one: prices have at most six decimals.</summary>
    public const decimal Scale = 1_000_000m;

    private readonly long[]? _byInterval;

    private ReferencePrice(string name, decimal flat, long[]? byInterval) => (Name, Flat, _byInterval) = (name, flat, byInterval);

    public string Name { get; }

    /// <summary>The month's figure, or the plain average of the intervals.</summary>
    public decimal Flat { get; }

    /// <summary>True when every interval has a price of its own.</summary>
    public bool HasIntervals => _byInterval is not null;

    /// <summary>Millionths per MWh by interval; empty when there is only one figure.</summary>
    public ReadOnlySpan<long> ByInterval => _byInterval;

    /// <summary>One price for the whole month.</summary>
    public static ReferencePrice Monthly(string name, decimal price) => new(name, price, byInterval: null);

    /// <summary>A price for each interval.</summary>
    /// <exception cref="ArgumentException">Not as many prices as intervals, or a price with more than six decimals.</exception>
    public static ReferencePrice Intervals(string name, MonthGrid grid, IReadOnlyList<decimal> prices)
    {
        if (prices.Count != grid.Count)
            throw new ArgumentException($"{name} has {prices.Count} prices for {grid.Count} intervals of {grid.Month}.", nameof(prices));

        var scaled = new long[prices.Count];
        for (var i = 0; i < scaled.Length; i++)
        {
            var price = prices[i] * Scale;
            if (price != decimal.Truncate(price))
                throw new ArgumentException($"{name} has more than six decimals at interval {i}.", nameof(prices));

            scaled[i] = (long)price;
        }

        return new(name, prices.Average(), scaled);
    }
}
