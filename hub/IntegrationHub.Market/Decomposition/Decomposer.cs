using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Decomposition;

/// <summary>
/// Decomposes a contract's energy: period → months → days → intervals. Each step splits whole watt-hours by largest remainder, so the parts
/// sum to the whole exactly, whatever the weights; the same input gives the same result everywhere.
/// </summary>
public static class Decomposer
{
    /// <summary>The first version.</summary>
    /// <returns>The decomposition, or everything that is wrong with quantity and shape.</returns>
    public static Checked<DecomposedQuantity> Decompose(ContractQuantity quantity, LoadShape shape, MarketCalendar calendar)
    {
        List<Problem> problems = [.. quantity.Check(), .. shape.Check()];
        if (problems.Count > 0)
            return Checked.Bad<DecomposedQuantity>(problems);

        var splitter = new DaySplitter(shape, calendar);
        var days = new List<DayQuantity>();
        foreach (var (month, energy) in quantity.ByMonth())
            days.AddRange(splitter.Split(energy.WattHours, quantity.DaysOf(month)));

        return Checked.Good(new DecomposedQuantity(1, shape.StepMinutes, FrozenBefore: null, days));
    }

    /// <summary>
    /// A new version after the total or the shares changed. Days before <paramref name="frozenBefore"/> stay as they are; what is left of the
    /// new total goes to the months from then on, in proportion to what their shares still lack (to their shares where none lacks anything). Frozen days never thaw.
    /// </summary>
    /// <param name="previous">The version in force.</param>
    /// <param name="quantity">The contract as it is now.</param>
    /// <param name="shape">Weights and curves for the days that can still change; same interval length as before.</param>
    /// <param name="calendar">The market's calendar.</param>
    /// <param name="frozenBefore">First day that may change; not before that of <paramref name="previous"/>.</param>
    public static Checked<DecomposedQuantity> Revise(
        DecomposedQuantity previous, ContractQuantity quantity, LoadShape shape, MarketCalendar calendar, LocalDate frozenBefore)
    {
        List<Problem> problems = [.. quantity.Check(), .. shape.Check()];
        if (shape.StepMinutes != previous.StepMinutes)
        {
            problems.Add(new(
                ProblemCodes.CurveLength, $"Version {previous.Version} has intervals of {previous.StepMinutes} minutes, the shape {shape.StepMinutes}.", "stepMinutes", "Keep the length of the intervals."));
        }

        problems.AddRange(CheckFrozen(previous, quantity, frozenBefore));
        if (problems.Count > 0)
            return Checked.Bad<DecomposedQuantity>(problems);

        var frozen = previous.Days.Where(day => day.Day < frozenBefore).ToList();
        var left = quantity.Total - Energy.Sum(frozen.Select(static day => day.Total));
        var open = quantity.Months.Select(month => (Month: month, Days: quantity.DaysOf(month).Where(day => day >= frozenBefore).ToList()))
            .Where(static month => month.Days.Count > 0).ToList();
        if (left < Energy.Zero)
        {
            return Checked.Bad<DecomposedQuantity>(new Problem(
                ProblemCodes.FrozenExceedsTotal,
                $"Until {frozenBefore.PlusDays(-1):uuuu-MM-dd} more was delivered than the new total of {quantity.Total}.",
                "total",
                "Enter a total of at least what was delivered, or end the contract."));
        }

        if (open.Count == 0 && left != Energy.Zero)
        {
            return Checked.Bad<DecomposedQuantity>(new Problem(
                ProblemCodes.NothingLeftToChange, $"No day of the period lies on or after {frozenBefore:uuuu-MM-dd}.", "frozenBefore", "Past days are frozen; settle the difference as a correction."));
        }

        if (left > Energy.Zero && open.TrueForAll(month => quantity.MonthWeights[month.Month] == 0))
        {
            return Checked.Bad<DecomposedQuantity>(new Problem(
                ProblemCodes.SharesEmpty, $"{left} are left, but every month from {frozenBefore:uuuu-MM-dd} on has the share 0.", "months", "Give one of these months a share, or correct the total."));
        }

        var days = new List<DayQuantity>(frozen);
        if (open.Count > 0)
        {
            var lacking = Lacking(quantity, frozen, open.ConvertAll(static month => month.Month));
            var parts = LargestRemainder.Split(left.WattHours, lacking);
            var splitter = new DaySplitter(shape, calendar);
            for (var i = 0; i < open.Count; i++)
                days.AddRange(splitter.Split(parts[i], open[i].Days));
        }

        return Checked.Good(new DecomposedQuantity(previous.Version + 1, shape.StepMinutes, frozenBefore, days));
    }

    /// <summary>What is past stays past, and all of it is there.</summary>
    private static IEnumerable<Problem> CheckFrozen(DecomposedQuantity previous, ContractQuantity quantity, LocalDate frozenBefore)
    {
        if (frozenBefore < previous.FrozenBefore)
        {
            yield return new(
                ProblemCodes.FrozenThawed,
                $"Version {previous.Version} froze the days before {previous.FrozenBefore:uuuu-MM-dd}; the revision would change days from {frozenBefore:uuuu-MM-dd} on.",
                "frozenBefore",
                $"Begin at {previous.FrozenBefore:uuuu-MM-dd} or later; settle differences of frozen days as a correction.");
        }

        if (quantity.To < quantity.From)
            yield break;

        var known = previous.Days.Select(static day => day.Day).ToHashSet();
        var last = LocalDate.Min(quantity.To, frozenBefore.PlusDays(-1));
        var missing = 0;
        LocalDate? first = null;
        for (var day = quantity.From; day <= last; day = day.PlusDays(1))
        {
            if (known.Contains(day))
                continue;

            first ??= day;
            missing++;
        }

        if (first is not null)
        {
            yield return new(
                ProblemCodes.FrozenMissing,
                $"Version {previous.Version} lacks {missing} of the frozen days, the first is {first:uuuu-MM-dd}.",
                "from",
                "Begin delivery where the version before does, or freeze less.");
        }
    }

    /// <summary>What each open month still lacks of its share of the new total; nothing where it has more already. Where none lacks anything, the shares.</summary>
    private static List<decimal> Lacking(ContractQuantity quantity, List<DayQuantity> frozen, List<BillingMonth> open)
    {
        var delivered = frozen.GroupBy(static day => BillingMonth.Of(day.Day))
            .ToDictionary(static group => group.Key, static group => group.Sum(static day => day.Total.WattHours));
        List<decimal> lacking =
        [
            .. quantity.ByMonth().Where(share => open.Contains(share.Month))
                .Select(share => (decimal)Math.Max(0, share.Energy.WattHours - delivered.GetValueOrDefault(share.Month))),
        ];
        return lacking.TrueForAll(static month => month == 0) ? open.ConvertAll(month => quantity.MonthWeights[month]) : lacking;
    }
}
