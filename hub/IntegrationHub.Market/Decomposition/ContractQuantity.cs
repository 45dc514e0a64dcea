using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Decomposition;

/// <summary>What a contract says about energy: a total for a period and how the months share it.</summary>
/// <param name="From">First day of delivery.</param>
/// <param name="To">Last day of delivery.</param>
/// <param name="Total">Energy of the whole period; not negative.</param>
/// <param name="MonthWeights">
/// For every month of the period its share: agreed energies, a customer's plan or percentages; only the proportions count.
/// </param>
public sealed record ContractQuantity(LocalDate From, LocalDate To, Energy Total, IReadOnlyDictionary<BillingMonth, decimal> MonthWeights)
{
    /// <summary>The months that the period touches, in order.</summary>
    public IReadOnlyList<BillingMonth> Months
    {
        get
        {
            var months = new List<BillingMonth>();
            for (var month = BillingMonth.Of(From); month.FirstDay <= To; month = month.Next)
                months.Add(month);

            return months;
        }
    }

    /// <summary>What each month has of the total: its share by largest remainder, in whole watt-hours that sum to it.</summary>
    public IReadOnlyList<(BillingMonth Month, Energy Energy)> ByMonth()
    {
        var months = Months;
        return [.. months.Zip(LargestRemainder.Split(Total.WattHours, [.. months.Select(month => MonthWeights[month])]), static (month, part) => (month, new Energy(part)))];
    }

    /// <summary>The days of one month that belong to the period.</summary>
    public IReadOnlyList<LocalDate> DaysOf(BillingMonth month) => [.. month.EveryDay().Where(day => day >= From && day <= To)];

    /// <summary>Everything that is wrong with it.</summary>
    public IEnumerable<Problem> Check()
    {
        if (To < From)
        {
            yield return new(ProblemCodes.ValidityReversed, $"Delivery ends on {To:uuuu-MM-dd}, before it begins on {From:uuuu-MM-dd}.", "to", "Correct the days.");
            yield break;
        }

        if (Total < Energy.Zero)
            yield return new(ProblemCodes.QuantityNegative, $"The total is {Total}.", "total", "Enter an amount of zero or more.");

        var months = Months;
        foreach (var month in months.Where(month => !MonthWeights.ContainsKey(month)))
            yield return new(ProblemCodes.MonthMissing, $"There is no share for {month}.", $"months.{month}", "Enter a share; 0 where nothing is delivered.");

        foreach (var (month, weight) in MonthWeights.OrderBy(static entry => entry.Key))
        {
            if (!months.Contains(month))
                yield return new(ProblemCodes.MonthOutside, $"{month} is not part of the period.", $"months.{month}", "Remove it or correct the period.");
            else if (weight < 0)
                yield return new(ProblemCodes.WeightNegative, $"The share of {month} is negative.", $"months.{month}", "Enter zero or more.");
        }

        // With all shares zero nobody says where the energy belongs; spreading it evenly would be an invention.
        if (Total > Energy.Zero && months.All(month => MonthWeights.TryGetValue(month, out var weight) && weight == 0))
            yield return new(ProblemCodes.SharesEmpty, $"All shares are zero, but the total is {Total}.", "months", "Give at least one month a share.");
    }
}
