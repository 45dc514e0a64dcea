namespace IntegrationHub.Market.Quantities;

/// <summary>
/// Splits a whole number by weights so that the parts sum to it exactly: everybody gets the whole units of his share, and the units that are
/// left go to the largest fractions (Hamilton's method). Of equal fractions the earlier one is served first, so the result is the same everywhere.
/// </summary>
public static class LargestRemainder
{
    /// <summary>Splits <paramref name="total"/> by weights that are used once.</summary>
    public static long[] Split(long total, IReadOnlyList<decimal> weights) => Split(total, SplitWeights.Of(weights));

    /// <summary>Splits <paramref name="total"/>.</summary>
    /// <param name="total">Any sign; a negative total is split like its opposite.</param>
    /// <param name="weights">Who gets how much of it.</param>
    /// <returns>As many parts as weights; each lies less than one unit from its exact share, and a part of weight zero is zero (unless all are).</returns>
    public static long[] Split(long total, SplitWeights weights)
    {
        var negative = total < 0;
        var amount = negative ? (ulong)-(Int128)total : (ulong)total;
        var parts = new long[weights.Values.Length];
        Span<ulong> fractions = parts.Length <= 128 ? stackalloc ulong[parts.Length] : new ulong[parts.Length];
        var left = (UInt128)amount * weights.Largest <= ulong.MaxValue
            ? ShareNarrow(amount, weights, parts, fractions, negative)
            : ShareWide(amount, weights, parts, fractions, negative);
        if (left > 0)
            GiveRest(left, parts, fractions, negative ? -1 : 1);

        return parts;
    }

    /// <summary>Where every product fits 64 bits, which it does for a day's energy and a curve of a few digits.</summary>
    private static int ShareNarrow(ulong amount, SplitWeights weights, Span<long> parts, Span<ulong> fractions, bool negative)
    {
        ulong given = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var (whole, rest) = Math.DivRem(amount * weights.Values[i], weights.Sum);
            (given, fractions[i], parts[i]) = (given + whole, rest, Signed(whole, negative));
        }

        return (int)(amount - given);
    }

    private static int ShareWide(ulong amount, SplitWeights weights, Span<long> parts, Span<ulong> fractions, bool negative)
    {
        ulong given = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var (whole, rest) = UInt128.DivRem((UInt128)amount * weights.Values[i], weights.Sum);
            (given, fractions[i], parts[i]) = (given + (ulong)whole, (ulong)rest, Signed((ulong)whole, negative));
        }

        return (int)(amount - given);
    }

    private static void GiveRest(int left, Span<long> parts, ReadOnlySpan<ulong> fractions, int unit)
    {
        // The fraction of the last one that is served; all above it are, and of its equals the earlier ones.
        Span<ulong> sorted = fractions.Length <= 128 ? stackalloc ulong[fractions.Length] : new ulong[fractions.Length];
        fractions.CopyTo(sorted);
        sorted.Sort();
        var last = sorted[^left];
        var equals = left;
        for (var i = sorted.Length - 1; i >= 0 && sorted[i] > last; i--)
            equals--;

        for (var i = 0; i < parts.Length; i++)
        {
            if (fractions[i] > last || (fractions[i] == last && equals-- > 0))
                parts[i] += unit;
        }
    }

    private static long Signed(ulong value, bool negative) => negative ? (long)-(Int128)value : (long)value;
}
