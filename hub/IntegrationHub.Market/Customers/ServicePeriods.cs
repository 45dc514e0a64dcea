using NodaTime;

namespace IntegrationHub.Market.Customers;

/// <summary>
/// One retailer per account and period: no two rows, and no row and a served account, overlap. Periods are sorted by their first day, so that each is compared
/// with one other only, however many an account has.
/// </summary>
internal static class ServicePeriods
{
    public static void Check(IEnumerable<(long Line, MeteringAccount Account)> rows, IReadOnlyList<MeteringAccount> served, CustomerProblems problems)
    {
        var known = served.ToLookup(static account => account.Key);
        foreach (var group in rows.GroupBy(static row => row.Account.Key))
        {
            var sorted = group.OrderBy(static row => row.Account.ServedFrom).ThenBy(static row => row.Line).ToList();
            CheckRows(sorted, problems);
            if (known.Contains(group.Key))
                CheckServed(sorted, Merge(known[group.Key]), problems);
        }
    }

    /// <summary>A row that begins while the row with the latest end so far lasts overlaps it; the one further down in the file is reported.</summary>
    private static void CheckRows(List<(long Line, MeteringAccount Account)> sorted, CustomerProblems problems)
    {
        var latest = sorted[0];
        foreach (var row in sorted.Skip(1))
        {
            if (row.Account.ServedFrom <= LastDay(latest.Account))
            {
                problems.Add(new(
                    ProblemCodes.AccountTwice,
                    $"Account {row.Account.AccountNumber} at {row.Account.VoltageLevel} is in line {Math.Min(row.Line, latest.Line)} for the same days.",
                    $"line {Math.Max(row.Line, latest.Line)}",
                    "Keep one of them, or end the first before the second begins."));
            }

            if (LastDay(row.Account) > LastDay(latest.Account))
                latest = row;
        }
    }

    private static void CheckServed(List<(long Line, MeteringAccount Account)> sorted, List<(LocalDate From, LocalDate To)> served, CustomerProblems problems)
    {
        var next = 0;
        foreach (var (line, account) in sorted)
        {
            // What ended before this row begins has ended for the rows after it, too.
            while (next < served.Count && served[next].To < account.ServedFrom)
                next++;

            if (next < served.Count && served[next].From <= LastDay(account))
            {
                problems.Add(new(
                    ProblemCodes.RetailerPeriodOverlaps, $"Account {account.AccountNumber} at {account.VoltageLevel} is served already on some of these days.", $"line {line}", "End the present service first, or correct servedFrom."));
            }
        }
    }

    /// <summary>The days served, as periods in order that do not overlap.</summary>
    private static List<(LocalDate From, LocalDate To)> Merge(IEnumerable<MeteringAccount> accounts)
    {
        var merged = new List<(LocalDate From, LocalDate To)>();
        foreach (var account in accounts.OrderBy(static account => account.ServedFrom))
        {
            var to = LastDay(account);
            if (merged.Count > 0 && account.ServedFrom <= merged[^1].To)
                merged[^1] = (merged[^1].From, LocalDate.Max(merged[^1].To, to));
            else
                merged.Add((account.ServedFrom, to));
        }

        return merged;
    }

    private static LocalDate LastDay(MeteringAccount account) => account.ServedTo ?? LocalDate.MaxIsoValue;
}
