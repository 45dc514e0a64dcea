using System.Text.Json.Serialization;
using IntegrationHub.Market.Quantities;
using NodaTime;

namespace IntegrationHub.Market.Settlement;

/// <summary>One line of an energy account (IEC 62325-451-4): one position of one series.</summary>
/// <param name="Series">What the line is about: contract or balance group, business type and direction, as the trading center names it.</param>
/// <param name="Position">Position in the period, from 1.</param>
/// <param name="Energy">Its energy.</param>
/// <param name="Amount">Its money; null where the account has none.</param>
public sealed record AccountLine(string Series, int Position, Energy Energy, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Amount);

/// <summary>How far two lines may differ and still agree.</summary>
public sealed record AccountTolerance(Energy Energy, decimal Amount);

/// <summary>What a comparison of one line found.</summary>
public enum LineFinding
{
    Agreed,
    EnergyDiffers,
    AmountDiffers,

    /// <summary>Ours only.</summary>
    MissingThere,

    /// <summary>Theirs only.</summary>
    MissingHere,
}

/// <summary>One line on both sides.</summary>
public sealed record ComparedLine(
    string Series, int Position, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] AccountLine? Ours, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] AccountLine? Theirs,
    LineFinding Finding)
{
    /// <summary>Theirs less ours.</summary>
    public Energy EnergyDifference => (Theirs?.Energy ?? Energy.Zero) - (Ours?.Energy ?? Energy.Zero);

    public decimal AmountDifference => (Theirs?.Amount ?? 0) - (Ours?.Amount ?? 0);
}

/// <summary>The retailer's account beside the trading center's, line by line.</summary>
public sealed record AccountComparison(IReadOnlyList<ComparedLine> Lines)
{
    public IEnumerable<ComparedLine> Disputable => Lines.Where(static line => line.Finding != LineFinding.Agreed);

    public Energy EnergyDifference => Energy.Sum(Lines.Select(static line => line.EnergyDifference));

    public decimal AmountDifference => Lines.Sum(static line => line.AmountDifference);
}

/// <summary>Compares energy accounts.</summary>
public static class AccountReconciliation
{
    /// <summary>Every line of either side, by series and position; differences sum to the difference of the totals.</summary>
    public static Checked<AccountComparison> Compare(IReadOnlyList<AccountLine> ours, IReadOnlyList<AccountLine> theirs, AccountTolerance tolerance)
    {
        var problems = new List<Problem>();
        var here = Index(ours, "ours", problems);
        var there = Index(theirs, "theirs", problems);
        if (problems.Count > 0)
            return Checked.Bad<AccountComparison>(problems);

        var lines = here.Keys.Union(there.Keys).OrderBy(static key => key.Series, StringComparer.Ordinal).ThenBy(static key => key.Position)
            .Select(key => Line(key, here.GetValueOrDefault(key), there.GetValueOrDefault(key), tolerance)).ToList();
        return Checked.Good(new AccountComparison(lines));
    }

    private static ComparedLine Line((string Series, int Position) key, AccountLine? ours, AccountLine? theirs, AccountTolerance tolerance)
    {
        var line = new ComparedLine(key.Series, key.Position, ours, theirs, LineFinding.Agreed);
        return line with
        {
            Finding = ours is null ? LineFinding.MissingHere
                : theirs is null ? LineFinding.MissingThere
                : Math.Abs(line.EnergyDifference.WattHours) > tolerance.Energy.WattHours ? LineFinding.EnergyDiffers
                // An account without money leaves nothing to compare.
                : ours.Amount is not null && theirs.Amount is not null && Math.Abs(line.AmountDifference) > tolerance.Amount ? LineFinding.AmountDiffers
                : LineFinding.Agreed,
        };
    }

    private static Dictionary<(string Series, int Position), AccountLine> Index(IReadOnlyList<AccountLine> lines, string side, List<Problem> problems)
    {
        var index = new Dictionary<(string, int), AccountLine>();
        foreach (var line in lines)
        {
            if (!index.TryAdd((line.Series, line.Position), line))
                problems.Add(new(ProblemCodes.AccountLineTwice, $"Position {line.Position} of {line.Series} is there twice.", side, "Take the account's newest version, and each line once."));
        }

        return index;
    }
}

/// <summary>A line that the retailer does not accept; it leaves as a ProblemStatement (IEC 62325-451-5).</summary>
/// <param name="Line">The line with both sides.</param>
/// <param name="Claim">What the retailer says.</param>
/// <param name="RaisedOn">Day it is raised.</param>
public sealed record AccountDispute(ComparedLine Line, string Claim, LocalDate RaisedOn)
{
    /// <summary>A dispute, or why there can be none.</summary>
    /// <param name="lastDay">Last day on which the market takes disputes of this month: a dated parameter.</param>
    public static Checked<AccountDispute> Raise(ComparedLine line, string claim, LocalDate today, LocalDate lastDay)
    {
        var problems = new List<Problem>();
        if (line.Finding == LineFinding.Agreed)
            problems.Add(new(ProblemCodes.DisputeEmpty, "The line agrees on both sides.", line.Series, "Dispute lines that differ."));

        if (string.IsNullOrWhiteSpace(claim))
            problems.Add(new(ProblemCodes.DisputeEmpty, "The claim says nothing.", "claim", "Say what is wrong and what would be right."));

        if (today > lastDay)
            problems.Add(new(ProblemCodes.DisputeTooLate, $"The market took disputes until {lastDay:uuuu-MM-dd}.", "", "Settle the difference with the next correction."));

        return problems.Count > 0 ? Checked.Bad<AccountDispute>(problems) : Checked.Good(new AccountDispute(line, claim, today));
    }
}
