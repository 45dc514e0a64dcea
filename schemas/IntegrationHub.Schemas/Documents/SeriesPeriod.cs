namespace IntegrationHub.Schemas.Documents;

/// <summary>
/// One <c>Period</c> of a series with its points in columns: a million points are three arrays, not a million objects.
/// </summary>
public sealed class SeriesPeriod
{
    /// <summary>1-based position among its siblings.</summary>
    public required int Ordinal { get; init; }

    public required TimeInterval Interval { get; init; }

    /// <summary><c>resolution</c> as written, an xs:duration such as PT15M, PT60M, P1D, P1M.</summary>
    public required string Resolution { get; init; }

    /// <summary><c>position</c> of each point, in document order.</summary>
    public ReadOnlyMemory<int> Positions { get; init; }

    /// <summary>The point's quantity (<c>quantity</c>, <c>in_Quantity.quantity</c>, <c>quantity.quantity</c>, …) per position; empty when the profile has none.</summary>
    public ReadOnlyMemory<decimal> Quantities { get; init; }

    /// <summary>The point's outgoing quantity (<c>out_Quantity.quantity</c>) per position; empty when the document has none.</summary>
    public ReadOnlyMemory<decimal> OutQuantities { get; init; }

    /// <summary>The point's price (<c>price.amount</c>, <c>energy_Price.amount</c>, …) per position, zero where the point has none; empty when the document has none.</summary>
    public ReadOnlyMemory<decimal> Prices { get; init; }

    /// <summary>Which points have a price, where some have and some have not; else empty.</summary>
    public ReadOnlyMemory<bool> Priced { get; init; }

    /// <summary>The price of a point; null where it has none.</summary>
    /// <param name="point">Its place in document order, from 0.</param>
    public decimal? PriceOf(int point) => point < Prices.Length && (Priced.IsEmpty || Priced.Span[point]) ? Prices.Span[point] : null;

    public IReadOnlyList<Reason> Reasons { get; init; } = [];
}
