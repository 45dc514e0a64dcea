using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Decomposition;

/// <summary>Energy of days of one month. By the first rule the days share it alike, and so do the intervals of a day, in whole watt-hours of which the earlier ones get what is left.</summary>
/// <param name="ContractVersion">Version of the contract that says so.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Energy">Energy of all of them.</param>
public sealed record DecomposedSpan(int ContractVersion, LocalDate From, LocalDate To, Energy Energy)
{
    public int Count => Period.DaysBetween(From, To) + 1;

    /// <summary>Its days.</summary>
    public IReadOnlyList<LocalDate> Days => [.. Enumerable.Range(0, Count).Select(From.PlusDays)];

    /// <summary>Its days with the energy of each.</summary>
    public IReadOnlyList<(LocalDate Day, Energy Energy)> ByDay() =>
        [.. Days.Zip(LargestRemainder.Split(Energy.WattHours, [.. Enumerable.Repeat(1m, Count)]), static (day, part) => (day, new Energy(part)))];

    /// <summary>Energy of the days that are wanted.</summary>
    public Energy EnergyOf(Func<LocalDate, bool> wanted) => Days.All(wanted) ? Energy : Energy.Sum(ByDay().Where(one => wanted(one.Day)).Select(static one => one.Energy));

    /// <summary>The part of it that lies from a day to another; null for none. Its days have the same energy as before.</summary>
    public DecomposedSpan? Cut(LocalDate first, LocalDate last)
    {
        var (from, to) = (LocalDate.Max(From, first), LocalDate.Min(To, last));
        return to < from ? null : this with { From = from, To = to, Energy = EnergyOf(day => day >= from && day <= to) };
    }
}

/// <summary>
/// A contract's energy: whole → months → days → intervals, as it was frozen when a version of it was signed. Kept are months, and parts of months where a change began within one; days and intervals follow
/// from them exactly by the rule that is named (docs/decisions/frozen-decompositions.md). Days before <see cref="FrozenBefore"/> are those of the decomposition before. Immutable.
/// </summary>
public sealed record ContractDecomposition
{
    /// <summary>The rule by which days and intervals follow: alike, by largest remainder.</summary>
    public const int PresentRule = 1;

    /// <summary>Number of the contract.</summary>
    public required string Contract { get; init; }

    /// <summary>1 for the first of the contract; 0 for one that was not frozen, because the contract was signed by a program that did not, and follows from its terms.</summary>
    public required int Version { get; init; }

    /// <summary>Version of the contract that it was made for.</summary>
    public required int ContractVersion { get; init; }

    /// <summary>Rule of days and intervals.</summary>
    public required int Rule { get; init; }

    /// <summary>What it was made of: the contract's version with the digest of its text.</summary>
    public required string Source { get; init; }

    /// <summary>Days before it were taken over; null where there were none.</summary>
    public LocalDate? FrozenBefore { get; init; }

    /// <summary>In the order of their days.</summary>
    public required IReadOnlyList<DecomposedSpan> Spans { get; init; }

    public Energy Total => Energy.Sum(Spans.Select(static span => span.Energy));

    /// <summary>Energy of every month, in order.</summary>
    public IReadOnlyList<(BillingMonth Month, Energy Energy)> Months =>
        [.. Spans.GroupBy(static span => BillingMonth.Of(span.From)).Select(static same => (same.Key, Energy.Sum(same.Select(static span => span.Energy))))];

    /// <summary>Energy of the days of a month that are wanted.</summary>
    public Energy EnergyOf(BillingMonth month, Func<LocalDate, bool> wanted) => Energy.Sum(In(month).Select(span => span.EnergyOf(wanted)));

    /// <summary>Energy of the days after one that are wanted.</summary>
    public Energy RestAfter(LocalDate day, Func<LocalDate, bool> wanted) => Energy.Sum(Spans.Where(span => span.To > day).Select(span => span.EnergyOf(one => one > day && wanted(one))));

    /// <summary>The days of a month with their intervals.</summary>
    public IEnumerable<DayQuantity> DaysOf(BillingMonth month, MarketCalendar calendar, int stepMinutes) => Split(In(month), calendar, stepMinutes);

    /// <summary>All days with their intervals.</summary>
    public IEnumerable<DayQuantity> Days(MarketCalendar calendar, int stepMinutes) => Split(Spans, calendar, stepMinutes);

    /// <summary>What the terms of a contract say by themselves; null where they agree on no quantity.</summary>
    public static ContractDecomposition? Of(ContractTerms terms) => terms.ToQuantity() is { } quantity ? Of(terms, 0, "", SpansOf(quantity, terms.Version)) : null;

    /// <summary>
    /// The decomposition that a version of a contract gets when it is signed. Days before its first are taken over from the version before. Where it begins within days that are over, they stay as they were, too, and what is left of
    /// its quantity falls on the days from today on (<see cref="Decomposer.Revise"/>).
    /// </summary>
    /// <param name="terms">The version.</param>
    /// <param name="before">The version before that binds or has bound, with its decomposition; null for none.</param>
    /// <param name="number">Version of the decomposition.</param>
    /// <param name="source">What it is made of.</param>
    /// <param name="today">The market's day: days before it do not change.</param>
    /// <returns>The decomposition, or why there can be none.</returns>
    public static Checked<ContractDecomposition> Freeze(ContractTerms terms, ContractLife? before, int number, string source, LocalDate today)
    {
        var quantity = terms.ToQuantity() ?? throw new ArgumentException("There is no quantity.", nameof(terms));
        if (before?.Decomposition is not { } earlier)
            return Checked.Good(Of(terms, number, source, SpansOf(quantity, terms.Version)));

        var taken = Cut(earlier, LocalDate.MinIsoValue, LocalDate.Min(terms.ValidFrom.PlusDays(-1), before.LastDay));
        var past = Cut(earlier, terms.ValidFrom, LocalDate.Min(LocalDate.Min(terms.ValidTo, before.LastDay), today.PlusDays(-1)));
        if (past is not [{ From: var first }, ..] || first != terms.ValidFrom)
            return Checked.Good(Of(terms, number, source, [.. taken, .. SpansOf(quantity, terms.Version)]) with { FrozenBefore = taken.Count == 0 ? null : terms.ValidFrom });

        var begins = past[^1].To.PlusDays(1);
        var days = past.SelectMany(static span => span.ByDay()).Select(static one => new DayQuantity(one.Day, [one.Energy.WattHours]));
        const int Step = 60;
        var revised = Decomposer.Revise(new(1, Step, null, [.. days]), quantity, LoadShape.Flat(Step), MarketCalendar.Plain(DateTimeZone.Utc), begins);
        if (revised.Value is not { } whole || revised.Problems.Count > 0)
            return Checked.Bad<ContractDecomposition>([.. revised.Problems.Select(static problem => problem with { Where = problem.Where == "total" ? "quantity" : problem.Where })]);

        var ahead = whole.Days.Where(day => day.Day >= begins).GroupBy(static day => BillingMonth.Of(day.Day))
            .Select(same => new DecomposedSpan(terms.Version, same.First().Day, same.Last().Day, Energy.Sum(same.Select(static day => day.Total))));
        return Checked.Good(Of(terms, number, source, [.. taken, .. past, .. ahead]) with { FrozenBefore = begins });
    }

    /// <summary>What one says otherwise than another, month by month.</summary>
    public static IReadOnlyList<DecompositionChange> Compare(ContractDecomposition before, ContractDecomposition after)
    {
        var changes = new List<DecompositionChange>();
        foreach (var month in before.Months.Concat(after.Months).Select(static one => one.Month).Distinct().Order())
        {
            var (old, now) = (before.DayEnergies(month), after.DayEnergies(month));
            if (old.Keys.Union(now.Keys).Where(day => old.GetValueOrDefault(day) != now.GetValueOrDefault(day)).Order().ToList() is [var first, ..])
                changes.Add(new(month, Energy.Sum(old.Values), Energy.Sum(now.Values), first));
        }

        return changes;
    }

    private IEnumerable<DecomposedSpan> In(BillingMonth month) => Spans.Where(span => month.Contains(span.From));

    private Dictionary<LocalDate, Energy> DayEnergies(BillingMonth month) => In(month).SelectMany(static span => span.ByDay()).ToDictionary(static one => one.Day, static one => one.Energy);

    private static IEnumerable<DayQuantity> Split(IEnumerable<DecomposedSpan> spans, MarketCalendar calendar, int stepMinutes)
    {
        var splitter = new DaySplitter(LoadShape.Flat(stepMinutes), calendar);
        return spans.SelectMany(span => splitter.Split(span.Energy.WattHours, span.Days));
    }

    private static List<DecomposedSpan> Cut(ContractDecomposition from, LocalDate first, LocalDate last) => [.. from.Spans.Select(span => span.Cut(first, last)).OfType<DecomposedSpan>()];

    private static List<DecomposedSpan> SpansOf(ContractQuantity quantity, int version) =>
        [.. quantity.ByMonth().Select(one => new DecomposedSpan(version, LocalDate.Max(quantity.From, one.Month.FirstDay), LocalDate.Min(quantity.To, one.Month.LastDay), one.Energy))];

    private static ContractDecomposition Of(ContractTerms terms, int number, string source, IReadOnlyList<DecomposedSpan> spans) =>
        new() { Contract = terms.MRid, Version = number, ContractVersion = terms.Version, Rule = PresentRule, Source = source, Spans = spans };
}

/// <summary>A month that two decompositions say otherwise.</summary>
/// <param name="Month">The month.</param>
/// <param name="Before">Its energy in the one.</param>
/// <param name="After">Its energy in the other.</param>
/// <param name="From">First day that differs.</param>
public sealed record DecompositionChange(BillingMonth Month, Energy Before, Energy After, LocalDate From);
