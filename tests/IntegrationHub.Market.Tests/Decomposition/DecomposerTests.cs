using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Decomposition;

public sealed class DecomposerTests
{
    private static readonly MarketCalendar German = MarketCalendar.Plain(Berlin);

    [Fact]
    public void Intervals_sum_to_days_days_to_months_and_months_to_the_whole() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 50).ArrayOf(12).ToArbitrary(), static (total, weights) =>
        {
            var quantity = Year(2026, new Energy(total), month => weights[month - 1]);
            if (total > 0 && weights.All(static weight => weight == 0))
                return Decomposer.Decompose(quantity, Shape(60), German).Problems.Single().Code == ProblemCodes.SharesEmpty;

            var result = Decomposer.Decompose(quantity, Shape(60), German).Required;
            var months = LargestRemainder.Split(total, [.. weights.Select(static weight => (decimal)weight)]);
            return result.Total.WattHours == total
                && result.Days.Count == 365
                && BillingMonth.OfYear(2026).All(month => result.Of(month).WattHours == months[month.Month - 1])
                && result.Days.All(static day => day.WattHours.All(static value => value >= 0));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Days_with_another_length_have_as_many_intervals_as_they_have()
    {
        var result = Decomposer.Decompose(Year(2026, Energy.FromMegawattHours(1000)), Shape(), German).Required;
        Assert.Equal(92, result.Of(new LocalDate(2026, 3, 29))!.WattHours.Count);
        Assert.Equal(100, result.Of(new LocalDate(2026, 10, 25))!.WattHours.Count);
        Assert.Equal(Energy.FromMegawattHours(1000), result.Total);
    }

    [Fact]
    public void Types_of_day_have_their_share()
    {
        var result = Decomposer.Decompose(Year(2026, Energy.FromMegawattHours(100_000)), Shape(), China).Required;
        var working = result.Of(new LocalDate(2026, 10, 12))!.Total.MegawattHours;
        Assert.Equal(working, result.Of(new LocalDate(2026, 10, 10))!.Total.MegawattHours, 5);
        Assert.Equal(working * 0.3m, result.Of(new LocalDate(2026, 10, 1))!.Total.MegawattHours, 5);
        Assert.Equal(working * 0.6m, result.Of(new LocalDate(2026, 10, 11))!.Total.MegawattHours, 5);
    }

    [Fact]
    public void The_same_input_gives_the_same_result()
    {
        var (one, two) = (Decompose(), Decompose());
        Assert.Equal(one.Days.SelectMany(static day => day.WattHours), two.Days.SelectMany(static day => day.WattHours));

        static DecomposedQuantity Decompose() => Decomposer.Decompose(Year(2026, new Energy(123_456_789_123)), Shape(), China).Required;
    }

    [Fact]
    public void A_revision_freezes_the_past_and_still_sums_to_the_new_whole() => Prop.ForAll(
        Gen.Choose(1, 365).ToArbitrary(), Gen.Choose(100_000, int.MaxValue).ToArbitrary(), static (day, total) =>
        {
            var first = Decomposer.Decompose(Year(2026, new Energy(1_000_000)), Shape(60), German).Required;
            var frozenBefore = new LocalDate(2026, 1, 1).PlusDays(day - 1);
            var frozen = first.Days.Where(candidate => candidate.Day < frozenBefore).Sum(static candidate => candidate.Total.WattHours);
            var revised = Decomposer.Revise(first, Year(2026, new Energy(total), static month => month), Shape(60), German, frozenBefore);
            if (total < frozen)
                return revised.Problems.Single().Code == ProblemCodes.FrozenExceedsTotal;

            return revised.Required.Version == 2
                && revised.Required.Total.WattHours == total
                && revised.Required.Days.Take(day - 1).SequenceEqual(first.Days.Take(day - 1))
                && revised.Required.Days.Select(static candidate => candidate.Day).SequenceEqual(first.Days.Select(static candidate => candidate.Day));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_total_payment_at_a_fixed_price_does_not_change_by_decomposing()
    {
        var total = Energy.FromMegawattHours(5432.109876m);
        var result = Decomposer.Decompose(Year(2026, total, static month => 10 + (month % 5)), Shape(), China).Required;
        Assert.Equal(total.MegawattHours * 412.35m, result.Days.Sum(static day => day.WattHours.Sum(static value => new Energy(value).MegawattHours * 412.35m)));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var quantity = Year(2026, new Energy(-5)) with
        {
            MonthWeights = new Dictionary<BillingMonth, decimal> { [new(2026, 1)] = -1, [new(2027, 1)] = 1 },
        };
        var shape = Shape() with { StepMinutes = 60 };
        var codes = Decomposer.Decompose(quantity, shape, China).Problems.Select(static problem => problem.Code).ToList();
        Assert.Contains(ProblemCodes.QuantityNegative, codes);
        Assert.Equal(11, codes.Count(static code => code == ProblemCodes.MonthMissing));
        Assert.Contains(ProblemCodes.MonthOutside, codes);
        Assert.Contains(ProblemCodes.WeightNegative, codes);
        Assert.Equal(3, codes.Count(static code => code == ProblemCodes.CurveLength));
    }

    [Fact]
    public void Past_days_can_not_be_changed_after_the_end()
    {
        var first = Decomposer.Decompose(Year(2026, new Energy(1000)), Shape(), China).Required;
        var revised = Decomposer.Revise(first, Year(2026, new Energy(2000)), Shape(), China, new(2027, 1, 1));
        Assert.Equal(ProblemCodes.NothingLeftToChange, revised.Problems.Single().Code);
    }

    [Fact]
    public void A_revision_never_thaws_what_an_earlier_one_froze()
    {
        var first = Decomposer.Decompose(Year(2026, new Energy(1_000_000)), Shape(), China).Required;
        var second = Decomposer.Revise(first, Year(2026, new Energy(2_000_000)), Shape(), China, new(2026, 7, 1)).Required;
        var thawed = Decomposer.Revise(second, Year(2026, new Energy(3_000_000)), Shape(), China, new(2026, 3, 1));
        Assert.Equal((ProblemCodes.FrozenThawed, "frozenBefore"), (thawed.Problems.Single().Code, thawed.Problems.Single().Where));
        Assert.True(Decomposer.Revise(second, Year(2026, new Energy(3_000_000)), Shape(), China, new(2026, 7, 1)).IsGood);
    }

    [Fact]
    public void Frozen_days_that_the_version_before_lacks_are_told()
    {
        var first = Decomposer.Decompose(Year(2026, new Energy(1_000_000)), Shape(), China).Required;
        var earlier = Year(2026, new Energy(1_000_000)) with
        {
            From = new(2025, 12, 1), MonthWeights = BillingMonth.OfYear(2026).Prepend(new(2025, 12)).ToDictionary(static month => month, static _ => 1m),
        };
        var problem = Decomposer.Revise(first, earlier, Shape(), China, new(2026, 3, 1)).Problems.Single();
        Assert.Equal(ProblemCodes.FrozenMissing, problem.Code);
        Assert.Contains("31 of the frozen days, the first is 2025-12-01", problem.Text, StringComparison.Ordinal);
        var holes = first with { Days = [.. first.Days.Where(static day => day.Day != new LocalDate(2026, 2, 10))] };
        Assert.Equal(ProblemCodes.FrozenMissing, Decomposer.Revise(holes, Year(2026, new Energy(1_000_000)), Shape(), China, new(2026, 3, 1)).Problems.Single().Code);
    }

    [Fact]
    public void Energy_that_no_month_has_a_share_of_is_a_problem()
    {
        var first = Decomposer.Decompose(Year(2026, new Energy(1_000_000)), Shape(), China).Required;
        var summer = Year(2026, new Energy(2_000_000), static month => month < 7 ? 1 : 0);
        Assert.Equal(ProblemCodes.SharesEmpty, Decomposer.Revise(first, summer, Shape(), China, new(2026, 7, 1)).Problems.Single().Code);
        Assert.Equal(ProblemCodes.SharesEmpty, Decomposer.Decompose(Year(2026, new Energy(1), static _ => 0), Shape(), China).Problems.Single().Code);
        Assert.True(Decomposer.Decompose(Year(2026, Energy.Zero, static _ => 0), Shape(), China).IsGood);
    }

    [Fact]
    public void A_month_without_a_share_gets_nothing_where_the_month_that_has_one_is_full_already()
    {
        // Half of June is delivered and is more than June's new share; what January to May lack goes to the rest of June, not to July.
        var first = Decomposer.Decompose(Year(2026, new Energy(12_000_000), static month => month == 6 ? 1 : 0), Shape(), China).Required;
        var revised = Decomposer.Revise(first, Year(2026, new Energy(12_000_000), static month => month is 1 ? 11 : month is 6 ? 1 : 0), Shape(), China, new(2026, 6, 16)).Required;
        Assert.Equal(new Energy(12_000_000), revised.Of(new BillingMonth(2026, 6)));
        Assert.Equal(Energy.Zero, revised.Of(new BillingMonth(2026, 7)));
    }
}
