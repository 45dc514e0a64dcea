using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Tests.Quantities;

public sealed class LargestRemainderTests
{
    private static readonly Arbitrary<(long Total, decimal[] Weights)> Splits = (
        from total in Gen.OneOf(Gen.Choose(-1000, 1000).Select(static value => (long)value), ArbMap.Default.GeneratorFor<long>())
        from count in Gen.Choose(1, 40)
        from weights in Gen.OneOf(Gen.Choose(0, 5).Select(static value => (decimal)value), Gen.Choose(0, 1_000_000).Select(static value => value / 977m)).ArrayOf(count)
        select (total, weights)).ToArbitrary();

    [Fact]
    public void The_parts_sum_to_the_whole() => Prop.ForAll(Splits, static split =>
        LargestRemainder.Split(split.Total, split.Weights).Aggregate((Int128)0, static (sum, part) => sum + part) == split.Total).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_part_lies_less_than_one_unit_from_its_share() => Prop.ForAll(Splits, static split =>
    {
        var sum = split.Weights.Sum();
        if (sum == 0 || Math.Abs((double)split.Total) > 1e9)
            return true;

        return LargestRemainder.Split(split.Total, split.Weights).Zip(split.Weights).All(part => Math.Abs(part.First - (split.Total * part.Second / sum)) < 1.000001m);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_agrees_with_the_method_written_down_plainly() => Prop.ForAll(Splits, static split =>
    {
        // Whole weights and totals of nine digits, where decimals are exact.
        var weights = split.Weights.Select(static weight => decimal.Truncate(weight)).ToArray();
        var total = split.Total % 1_000_000_000;
        var sum = weights.Sum();
        if (sum == 0)
            return true;

        var exact = weights.Select(weight => Math.Abs(total) * weight).ToList();
        var parts = exact.Select(value => (long)(value / sum)).ToList();
        var served = Enumerable.Range(0, parts.Count).OrderByDescending(i => exact[i] % sum).ThenBy(static i => i).Take((int)(Math.Abs(total) - parts.Sum()));
        foreach (var i in served.ToList())
            parts[i]++;

        return LargestRemainder.Split(total, weights).SequenceEqual(parts.Select(part => Math.Sign(total) * part));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Who_has_no_weight_gets_nothing() => Prop.ForAll(Splits, static split =>
        split.Weights.All(static weight => weight == 0)
        || LargestRemainder.Split(split.Total, split.Weights).Zip(split.Weights).All(static part => part.Second != 0 || part.First == 0)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_negative_whole_is_split_like_its_opposite() => Prop.ForAll(Splits, static split =>
        split.Total == long.MinValue
        || LargestRemainder.Split(split.Total, split.Weights).SequenceEqual(LargestRemainder.Split(-split.Total, split.Weights).Select(static part => -part))).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_equal_fractions_the_earlier_is_served_first() => Assert.Equal([4, 3, 3], LargestRemainder.Split(10, [1, 1, 1]));

    [Fact]
    public void The_largest_fractions_get_what_is_left() => Assert.Equal([2, 1, 0], LargestRemainder.Split(3, [0.5m, 0.4m, 0.1m]));

    [Fact]
    public void Without_any_weight_everybody_gets_the_same() => Assert.Equal([2, 2, 1], LargestRemainder.Split(5, [0, 0, 0]));

    [Fact]
    public void A_negative_weight_and_an_empty_list_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LargestRemainder.Split(1, [1, -1]));
        Assert.Throws<ArgumentException>(() => LargestRemainder.Split(1, []));
    }
}
