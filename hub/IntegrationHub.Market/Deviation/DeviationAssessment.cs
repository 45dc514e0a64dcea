using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Deviation;

/// <summary>Assessment of deviation, for one account and for a retailer's pool.</summary>
public static class DeviationAssessment
{
    /// <summary>
    /// Charges what lies beyond the band. With nothing contracted there is no band: all that was used counts as over-use.
    /// The edge of the band is rounded towards free: what is exactly on it costs nothing.
    /// </summary>
    public static DeviationCharge Assess(DeviationRule rule, Energy contracted, Energy actual, decimal referencePrice, Excuse excuse)
    {
        if (contracted < Energy.Zero || excuse.Energy < Energy.Zero)
            throw new ArgumentException("Contracted and excused energy are not negative.", nameof(contracted));

        var difference = actual - contracted;
        // An excuse brings the difference towards zero and never beyond.
        var excused = new Energy(Math.Min(Math.Abs(difference.WattHours), excuse.Energy.WattHours));
        var remaining = difference < Energy.Zero ? difference + excused : difference - excused;
        var over = remaining > Energy.Zero;
        var band = (long)Math.Floor(contracted.WattHours * (over ? rule.BandOver : rule.BandUnder));
        var beyond = Math.Max(0, Math.Abs(remaining.WattHours) - band);
        var charged = new Energy(over ? beyond : -beyond);
        var coefficient = over ? rule.CoefficientOver : rule.CoefficientUnder;
        return new(
            contracted,
            actual,
            contracted == Energy.Zero ? null : (decimal)difference.WattHours / contracted.WattHours,
            excused,
            charged,
            referencePrice,
            coefficient,
            beyond / 1_000_000m * referencePrice * coefficient,
            rule.Rounding);
    }

    /// <summary>
    /// A retailer's customers as one pool: differences net first, the pool is assessed, and its charge goes back to those whose difference
    /// has the sign of the pool's, in proportion to it. The shares sum to the charge exactly.
    /// </summary>
    /// <param name="rule">The rule of the retailer's side.</param>
    /// <param name="customers">Contracted and actual energy of each customer.</param>
    /// <param name="referencePrice">Price per MWh.</param>
    /// <param name="excuse">What is excused for the pool.</param>
    public static PoolAssessment AssessPool(DeviationRule rule, IReadOnlyList<PoolMember> customers, decimal referencePrice, Excuse excuse)
    {
        var pool = Assess(
            rule, Energy.Sum(customers.Select(static customer => customer.Contracted)), Energy.Sum(customers.Select(static customer => customer.Actual)), referencePrice, excuse);
        var sign = Math.Sign(pool.Charged.WattHours);
        var causes = customers.Select(customer => sign == 0 ? 0m : Math.Max(0m, sign * (customer.Actual - customer.Contracted).WattHours)).ToList();
        if (pool.Amount == 0 || causes.Count == 0)
            return new(pool, [.. customers.Select(static customer => new PoolShare(customer.Account, 0))]);

        // The smallest unit of the rounding is what is dealt out.
        var unit = 1m;
        for (var i = 0; i < rule.Rounding.Decimals; i++)
            unit /= 10;

        var shares = LargestRemainder.Split((long)(pool.Amount / unit), causes);
        return new(pool, [.. customers.Select((customer, i) => new PoolShare(customer.Account, shares[i] * unit))]);
    }
}

/// <summary>A customer in a retailer's pool.</summary>
public sealed record PoolMember(string Account, Energy Contracted, Energy Actual);

/// <summary>What a customer bears of the pool's charge.</summary>
public sealed record PoolShare(string Account, decimal Amount);

/// <summary>The pool's charge and how it falls on its members, in their order.</summary>
public sealed record PoolAssessment(DeviationCharge Pool, IReadOnlyList<PoolShare> Shares);
