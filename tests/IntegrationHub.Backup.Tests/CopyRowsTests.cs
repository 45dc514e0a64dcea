using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Backup.Content;

namespace IntegrationHub.Backup.Tests;

/// <summary>The digest of a table depends on its rows and on nothing else.</summary>
public sealed class CopyRowsTests
{
    private static readonly (int, byte[]?)[] Rows = [.. Enumerable.Range(0, 50).Select(i => (i, i % 7 == 0 ? null : Samples.Octets(i * 31, i)))];

    [Fact]
    public void However_the_octets_are_cut_the_rows_are_the_same()
    {
        var copy = Samples.Copy(Rows);
        var whole = Watch([copy]);
        Assert.Equal((50, copy.LongLength), (whole.Rows, whole.Bytes));
        Prop.ForAll(Gen.Choose(1, 400).ToArbitrary(), size => Watch(copy.Chunk(size)) == whole).QuickCheckThrowOnFailure();
        Assert.Equal(whole, Watch(copy.Chunk(1)));
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        var random = new Random(4);
        Prop.ForAll(Gen.Choose(0, 1000).ToArbitrary(), _ =>
        {
            var shuffled = Rows.ToArray();
            random.Shuffle(shuffled);
            return Watch([Samples.Copy(shuffled)]).Digest == Watch([Samples.Copy(Rows)]).Digest;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_row_more_less_doubled_or_changed_gives_another_digest()
    {
        var digests = new[]
        {
            Rows,
            Rows[1..],
            [.. Rows, Rows[3]],
            [.. Rows[..10], (10, [1]), .. Rows[11..]],
            [.. Rows[..10], (10, null), .. Rows[11..]],
            [.. Rows[..10], (10, []), .. Rows[11..]],
            [],
        }.Select(rows => Watch([Samples.Copy(rows)]).Digest).ToList();
        Assert.Equal(digests.Count, digests.Distinct().Count());
    }

    [Fact]
    public void What_moved_from_one_column_into_the_next_gives_another_digest() =>
        Assert.NotEqual(Watch([Samples.Copy((1, [0, 0, 0, 1, 5]))]).Digest, Watch([Samples.Copy((1, [0, 0, 0, 2, 5]))]).Digest);

    [Fact]
    public void A_table_that_ends_early_is_not_complete()
    {
        var copy = Samples.Copy(Rows);
        using var watch = new CopyRows();
        watch.Push(copy.AsSpan(0, copy.Length - 1));
        Assert.False(watch.IsComplete);
        watch.Push(copy.AsSpan(copy.Length - 1));
        Assert.True(watch.IsComplete);
        Assert.Throws<InvalidDataException>(() => watch.Push([0]));
    }

    [Fact]
    public void Octets_that_are_no_table_are_refused() => Assert.Throws<InvalidDataException>(() => Watch([new byte[40]]));

    private static (long Rows, long Bytes, string Digest) Watch(IEnumerable<byte[]> pieces)
    {
        using var watch = new CopyRows();
        foreach (var piece in pieces)
            watch.Push(piece);
        return (watch.Rows, watch.Bytes, watch.Digest);
    }
}
