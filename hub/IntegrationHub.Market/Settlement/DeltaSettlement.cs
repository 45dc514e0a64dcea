using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Settlement;

/// <summary>What a correction changes; the closed bill stays as it is and the difference is billed.</summary>
/// <param name="Account">The account.</param>
/// <param name="Month">The month that is corrected.</param>
/// <param name="FromReadings">Version of the readings before.</param>
/// <param name="ToReadings">Version of the readings now.</param>
/// <param name="Energy">Difference of energy.</param>
/// <param name="Terms">Difference by rule and place in the package, only where there is one.</param>
public sealed record Delta(string Account, Time.BillingMonth Month, int FromReadings, int ToReadings, Energy Energy, IReadOnlyList<DeltaTerm> Terms)
{
    /// <summary>What is charged (positive) or paid back.</summary>
    public decimal Total => Terms.Sum(static term => term.Amount);
}

/// <summary>The difference of one kind of line.</summary>
public sealed record DeltaTerm(string Rule, string Path, string Label, decimal Before, decimal After)
{
    public decimal Amount => After - Before;
}

/// <summary>Compares bills.</summary>
public static class DeltaSettlement
{
    /// <summary>The difference between a closed bill and the same month settled again. Closed bill and delta sum to the new bill exactly.</summary>
    public static Delta Between(Bill closed, Bill corrected)
    {
        if (closed.Account != corrected.Account || closed.Month != corrected.Month)
            throw new ArgumentException("Two bills of one account and month are compared.", nameof(corrected));

        var before = Sums(closed);
        var after = Sums(corrected);
        var terms = before.Keys.Union(after.Keys)
            .Select(key => new DeltaTerm(key.Rule, key.Path, key.Label, before.GetValueOrDefault(key), after.GetValueOrDefault(key)))
            .Where(static term => term.Amount != 0)
            .ToList();
        return new(closed.Account, closed.Month, closed.ReadingVersion, corrected.ReadingVersion, corrected.Energy - closed.Energy, terms);
    }

    /// <summary>The same month of an account that is not served in it any more: a bill of no days and nothing. Against it a closed bill is paid back whole.</summary>
    public static Bill Nothing(Bill closed) => new(closed.Account, closed.Month, closed.ReadingVersion, closed.Package, Energy.Zero, 0, []) { DaysServed = 0 };

    private static Dictionary<(string Rule, string Path, string Label), decimal> Sums(Bill bill)
    {
        var sums = new Dictionary<(string, string, string), decimal>();
        foreach (var term in bill.Terms)
            sums[(term.Rule, term.Path, term.Label)] = sums.GetValueOrDefault((term.Rule, term.Path, term.Label)) + term.Amount;

        return sums;
    }
}
