namespace IntegrationHub.Market.Quantities;

/// <summary>Weights as whole numbers of one scale. Make them once for a curve that splits many amounts. Immutable.</summary>
public sealed class SplitWeights
{
    /// <summary>Largest sum after scaling.</summary>
    private const decimal Widest = 1_000_000_000_000_000_000m;

    private SplitWeights(ulong[] values, ulong sum) => (Values, Sum, Largest) = (values, sum, values.Max());

    internal ulong[] Values { get; }

    internal ulong Sum { get; }

    internal ulong Largest { get; }

    /// <summary>Scales weights.</summary>
    /// <param name="weights">
    /// None negative; when all are zero everybody has the same. Only proportions count. They are kept exactly where their decimals allow (the
    /// sum of the scaled weights stays below 10¹⁸), else to 10⁻¹⁸ of the sum.
    /// </param>
    /// <exception cref="ArgumentException">There is no weight, or one is negative.</exception>
    public static SplitWeights Of(IReadOnlyList<decimal> weights)
    {
        if (weights.Count == 0)
            throw new ArgumentException("There is nobody to split among.", nameof(weights));

        var sum = 0m;
        foreach (var weight in weights)
        {
            if (weight < 0)
                throw new ArgumentException($"The weight {weight} is negative.", nameof(weights));

            sum += weight;
        }

        var scaled = new ulong[weights.Count];
        if (sum == 0)
            Array.Fill(scaled, 1UL);
        else
            Fill(scaled, weights, Scale(weights, sum));

        ulong total = 0;
        foreach (var value in scaled)
            total += value;

        return new(scaled, total);
    }

    private static decimal Scale(IReadOnlyList<decimal> weights, decimal sum)
    {
        var scale = 1m;
        while (sum * scale <= Widest / 10 && !AllWhole(weights, scale))
            scale *= 10;

        return sum * scale <= Widest ? scale : Widest / sum;
    }

    private static void Fill(ulong[] scaled, IReadOnlyList<decimal> weights, decimal scale)
    {
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] = (ulong)(weights[i] * scale);
    }

    private static bool AllWhole(IReadOnlyList<decimal> weights, decimal scale)
    {
        foreach (var weight in weights)
        {
            if (weight * scale != decimal.Truncate(weight * scale))
                return false;
        }

        return true;
    }
}
