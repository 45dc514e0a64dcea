using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Tests.Contracts;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Tests.Decomposition;

/// <summary>What is frozen of a contract's decomposition, and what of it a change moves.</summary>
public sealed class ContractDecompositionTests
{
    private static readonly MarketCalendar China = MarketCalendar.Plain(Support.Shanghai);

    [Fact]
    public void Days_and_intervals_that_follow_from_what_is_kept_are_those_of_the_decomposition() => Prop.ForAll(
        (from total in Gen.Choose(0, int.MaxValue) from first in Gen.Choose(0, 200) from days in Gen.Choose(0, 300) from weights in Gen.Choose(0, 9).ListOf(24) select (total, first, days, weights)).ToArbitrary(), static input =>
        {
            var terms = Terms(1, new LocalDate(2026, 1, 1).PlusDays(input.first), new LocalDate(2026, 1, 1).PlusDays(input.first + input.days), input.total, month => input.weights[((month.Year - 2026) * 12) + month.Month - 1] + 1);
            var whole = Decomposer.Decompose(terms.ToQuantity()!, LoadShape.Flat(15), China).Required;
            var kept = MarketJson.Read<ContractDecomposition>(MarketJson.Write(Freeze(terms, null, new(2025, 1, 1))), "decomposition", new("", "", "", "")).Required;
            Assert.Equal(Text(whole.Days), Text(kept.Days(China, 15)));
            Assert.Equal(terms.Quantity, kept.Total);
            Assert.Equal(terms.Quantity!.Value, kept.RestAfter(new(2025, 12, 31), static _ => true));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_changes_and_whenever_days_that_are_over_stay_and_the_new_quantity_is_there_to_the_watt_hour() => Prop.ForAll(
        (from total in Gen.Choose(0, 100_000_000) from next in Gen.Choose(0, 100_000_000) from begins in Gen.Choose(0, 360) from today in Gen.Choose(0, 364) from weights in Gen.Choose(1, 9).ListOf(12) select (total, next, begins, today, weights)).ToArbitrary(),
        static input =>
        {
            var (first, last) = (new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31));
            var one = Terms(1, first, last, input.total, static month => month.Month);
            var before = Life(one) with { Frozen = Freeze(one, null, first) };
            var two = Terms(2, first.PlusDays(input.begins), last, input.next, month => input.weights[month.Month - 1]);
            var today = first.PlusDays(input.today);
            var frozen = ContractDecomposition.Freeze(two, before, 2, "two", today);
            var (old, past) = (Days(before.Frozen!), today > two.ValidFrom ? Days(before.Frozen!).Where(day => day.Key >= two.ValidFrom && day.Key < today).Sum(static day => day.Value) : 0);
            if (frozen.Value is not { } after)
            {
                // Only where more is over than the new quantity is.
                Assert.Equal(ProblemCodes.FrozenExceedsTotal, frozen.Problems.Single().Code);
                return past > input.next;
            }

            var now = Days(after);
            var open = LocalDate.Max(two.ValidFrom, today);
            Assert.Equal(open, after.FrozenBefore ?? open);
            Assert.Equal(old.Where(day => day.Key < open), now.Where(day => day.Key < open));
            Assert.Equal(365, now.Count);
            Assert.Equal(input.next, now.Where(day => day.Key >= two.ValidFrom).Sum(static day => day.Value));
            Assert.All(ContractDecomposition.Compare(before.Frozen!, after), change => Assert.True(change.From >= open));
            Assert.Empty(ContractDecomposition.Compare(after, after));
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_amendment_for_days_to_come_takes_the_earlier_ones_over_and_each_version_brings_its_own()
    {
        var one = Terms(1, new(2026, 1, 1), new(2026, 3, 31), 90_000_000, static _ => 1);
        var first = Life(one) with { Frozen = Freeze(one, null, new(2025, 12, 1)) };
        var two = Terms(2, new(2026, 2, 11), new(2026, 3, 31), 60_000_000, static month => month.Month);
        var second = Life(two) with { Frozen = Freeze(two, first, new(2026, 2, 1)) };
        Assert.Equal(
            [(1, new(2026, 1, 1), new(2026, 1, 31), 30_000_000), (1, new(2026, 2, 1), new(2026, 2, 10), 10_714_290), (2, new(2026, 2, 11), new(2026, 2, 28), 24_000_000), (2, new LocalDate(2026, 3, 1), new LocalDate(2026, 3, 31), 36_000_000L)],
            second.Frozen!.Spans.Select(static span => (span.ContractVersion, span.From, span.To, span.Energy.WattHours)));
        Assert.Equal(new LocalDate(2026, 2, 11), second.Frozen.FrozenBefore);
        var ended = first with { State = ContractState.Amended, EndedOn = new(2026, 2, 10) };
        Assert.Equal((10_714_290, 24_000_000), (ended.EnergyOf(new(2026, 2)).WattHours, second.EnergyOf(new(2026, 2)).WattHours));
        Assert.Equal((0, 24_000_000), (second.EnergyOf(new(2026, 1)).WattHours, second.AgreedOn(new(2026, 2)).WattHours));
        Assert.Equal([(new BillingMonth(2026, 2), new LocalDate(2026, 2, 11)), (new(2026, 3), new(2026, 3, 1))], ContractDecomposition.Compare(first.Frozen!, second.Frozen).Select(static change => (change.Month, change.From)));
    }

    private static ContractDecomposition Freeze(ContractTerms terms, ContractLife? before, LocalDate today) => ContractDecomposition.Freeze(terms, before, 1, $"version {terms.Version}", today).Required;

    private static ContractLife Life(ContractTerms terms) => new(terms, ContractState.InForce, "li");

    private static Dictionary<LocalDate, long> Days(ContractDecomposition from) => from.Days(China, 60).ToDictionary(static day => day.Day, static day => day.Total.WattHours);

    private static ContractTerms Terms(int version, LocalDate from, LocalDate to, long total, Func<BillingMonth, decimal> weight)
    {
        var quantity = new ContractQuantity(from, to, new(total), new Dictionary<BillingMonth, decimal>());
        return SampleContracts.Retail with { MRid = "R-1", Version = version, ValidFrom = from, ValidTo = to, Quantity = new Energy(total), Months = quantity.Months.ToDictionary(static month => month, weight) };
    }

    private static IEnumerable<string> Text(IEnumerable<DayQuantity> days) => days.Select(static day => $"{day.Day} {string.Join(' ', day.WattHours)}");
}
