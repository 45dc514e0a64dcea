using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Readings;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Readings;

public sealed class ReadingBlockTests
{
    private static readonly Arbitrary<ReadingBlock> Blocks = (
        from energies in Gen.OneOf(Gen.Choose(0, 2000).Select(static value => (long)value), ArbMap.Default.GeneratorFor<long>(), Gen.Elements(long.MinValue, long.MaxValue)).ArrayOf(96)
        from qualities in Gen.Elements(Enum.GetValues<ReadingQuality>()).ArrayOf(96)
        from version in Gen.Choose(0, 1000)
        select new ReadingBlock(new(2026, 2), 15, version, energies, qualities)).ToArbitrary();

    [Fact]
    public void What_is_packed_comes_back() => Prop.ForAll(Blocks, static block =>
    {
        var back = ReadingBlockFormat.Unpack(ReadingBlockFormat.Pack(block)).Required;
        return back.Month == block.Month && back.StepMinutes == block.StepMinutes && back.Version == block.Version
            && back.WattHours.SequenceEqual(block.WattHours) && back.Qualities.SequenceEqual(block.Qualities);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_damaged_byte_and_any_cut_is_found()
    {
        var packed = ReadingBlockFormat.Pack(Month());
        for (var i = 0; i < packed.Length; i++)
        {
            var damaged = (byte[])packed.Clone();
            damaged[i] ^= 0x10;
            Assert.Equal(ProblemCodes.BlockDamaged, ReadingBlockFormat.Unpack(damaged).Problems.Single().Code);
        }

        for (var length = 0; length < packed.Length; length += 7)
            Assert.Equal(ProblemCodes.BlockDamaged, ReadingBlockFormat.Unpack(packed.AsSpan(0, length)).Problems.Single().Code);
    }

    [Fact]
    public void Random_bytes_are_refused_and_never_more() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<byte[]>().ToArbitrary(), static bytes => !ReadingBlockFormat.Unpack(bytes).IsGood).QuickCheckThrowOnFailure();

    [Fact]
    public void A_month_takes_few_bytes()
    {
        var length = ReadingBlockFormat.Pack(Month()).Length;
        Assert.InRange(length, 2_880, 7_000);
    }

    [Fact]
    public void The_meter_supersedes_the_customer_and_never_the_other_way_round()
    {
        var empty = ReadingBlock.Empty(Grid(2026, 6));
        var entered = empty.With([(0, 500, ReadingQuality.Entered)]);
        var measured = entered.With([(0, 480, ReadingQuality.Measured)]);
        Assert.Same(measured, measured.With([(0, 900, ReadingQuality.Entered), (0, 700, ReadingQuality.Substituted)]));
        Assert.Equal((480L, ReadingQuality.Measured, 2), (measured.WattHours[0], measured.Qualities[0], measured.Version));
        Assert.Equal(0, empty.WattHours[0]);
    }

    [Fact]
    public void A_correction_is_a_new_version_and_the_same_again_is_none()
    {
        var first = ReadingBlock.Empty(Grid(2026, 6)).With([(3, 10, ReadingQuality.Measured)]);
        var second = first.With([(3, 11, ReadingQuality.Measured)]);
        Assert.Equal((1, 2), (first.Version, second.Version));
        Assert.Same(second, second.With([(3, 11, ReadingQuality.Measured)]));
    }

    private static ReadingBlock Month()
    {
        var grid = Grid(2026, 6);
        return ReadingBlock.Empty(grid).With(Enumerable.Range(0, grid.Count).Select(static index => (index, 900L + (index * 37 % 200), ReadingQuality.Measured)));
    }
}
