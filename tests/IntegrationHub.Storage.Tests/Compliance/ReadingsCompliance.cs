using IntegrationHub.Exchange.Search;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every store does for <see cref="ReadingStore"/>. Each test has a month of its own.</summary>
public abstract class ReadingsCompliance
{
    private static readonly MonthGrids Grids = MonthGrids.QuarterHours(DateTimeZone.Utc);

    private static int _months;

    private readonly BillingMonth _month = MonthAt(Interlocked.Increment(ref _months));

    protected abstract ReadingStore Readings { get; }

    protected abstract IExchangeReader Reader { get; }

    [Fact]
    public async Task A_correction_is_the_next_version_and_the_earlier_ones_stay()
    {
        Assert.Equal(1, await TakeAsync(One("a", (0, 1_000))));
        Assert.Equal(1, await TakeAsync(One("a", (0, 2_000), (95, long.MaxValue / 4))));

        var (first, newest) = ((await FindAsync("a", 1))!, (await FindAsync("a"))!);
        Assert.Equal((1, 1_000L, 0L), (first.Version, first.WattHours[0], first.WattHours[95]));
        Assert.Equal((2, 2_000L, long.MaxValue / 4), (newest.Version, newest.WattHours[0], newest.WattHours[95]));
        Assert.Null(await FindAsync("a", 3));
        Assert.Null(await FindAsync("A"));
        Assert.Null(await Readings.FindAsync("a", ReadingChannel.Export, _month, null, default));
        Assert.Null(await Readings.FindAsync("a", ReadingChannel.Import, MonthAt(1_000), null, default));
    }

    [Fact]
    public async Task What_says_the_same_makes_no_version_and_no_fact()
    {
        var kind = $"readings.{Guid.NewGuid():N}";
        Assert.Equal(1, await TakeAsync(kind, One("a", (0, 1_000))));
        Assert.Equal(0, await TakeAsync(kind, One("a", (0, 1_000))));

        Assert.Equal("""{"changed":"1"}""", Assert.Single(await Reader.RecentEventsAsync(Samples.Retailer, kind, 10, default)).Data);
        Assert.Equal(1, (await FindAsync("a"))!.Version);
    }

    [Fact]
    public async Task All_who_correct_the_same_block_at_once_get_in()
    {
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(() => TakeAsync(One("a", (number, number + 1)))))), taken => Assert.Equal(1, taken));

        var block = (await FindAsync("a"))!;
        Assert.Equal(4, block.Version);
        Assert.Equal([1L, 2L, 3L, 4L], block.WattHours[..4].ToArray());
    }

    [Fact]
    public async Task Blocks_that_two_write_in_another_order_are_all_written()
    {
        KeyedReadings[] Of(int index, IEnumerable<int> accounts) => [.. accounts.Select(account => One($"{account:D3}", (index, index + 1)))];
        var accounts = Enumerable.Range(0, 60).ToList();

        Assert.All(await Task.WhenAll(Task.Run(() => TakeAsync(Of(0, accounts))), Task.Run(() => TakeAsync(Of(1, accounts.AsEnumerable().Reverse())))), taken => Assert.Equal(60, taken));

        foreach (var account in accounts)
        {
            var block = (await FindAsync($"{account:D3}"))!;
            Assert.Equal([1L, 2L], block.WattHours[..2].ToArray());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000)]
    public async Task A_month_is_walked_with_each_newest_block_once_however_short_the_pages_and_many_the_versions(int most)
    {
        for (var version = 1; version <= 5; version++)
            await TakeAsync([.. (version <= 2 ? (string[])["B", "a", "é"] : ["a"]).SelectMany(account => (KeyedReadings[])[One(account, (version, 1)), One(account, (version, 2)) with { Channel = ReadingChannel.Export }])]);

        var blocks = await WalkAsync(most);

        Assert.Equal(
            [("B", ReadingChannel.Import, 2), ("B", ReadingChannel.Export, 2), ("a", ReadingChannel.Import, 5), ("a", ReadingChannel.Export, 5), ("é", ReadingChannel.Import, 2), ("é", ReadingChannel.Export, 2)],
            blocks.Select(static block => (block.AccountKey, block.Channel, block.Version)));
        Assert.All(blocks, block => Assert.Equal(block.Channel == ReadingChannel.Import ? 1 : 2, Readings.Open(block).WattHours[1]));
    }

    [Fact]
    public async Task Thousands_of_accounts_are_taken_at_once_and_read_in_one_page()
    {
        var accounts = Enumerable.Range(0, 2_400).Select(static number => $"{number:D4}").ToList();
        Assert.Equal(2_400, await TakeAsync([.. accounts.Select(account => One(account, (0, 1)))]));

        Assert.Equal(accounts, (await WalkAsync(5_000)).Select(static block => block.AccountKey));
        Assert.Equal(accounts, (await WalkAsync(1_000)).Select(static block => block.AccountKey));
    }

    private static BillingMonth MonthAt(int number) => new(2000 + (number / 12), 1 + (number % 12));

    private KeyedReadings One(string account, params (int Index, long WattHours)[] values) =>
        new(account, ReadingChannel.Import, _month, [.. values.Select(static value => (value.Index, value.WattHours, ReadingQuality.Measured))]);

    private Task<int?> TakeAsync(params KeyedReadings[] readings) => TakeAsync("readings.taken", readings);

    private Task<int?> TakeAsync(string kind, params KeyedReadings[] readings) => Readings.TakeAsync(
        readings, static month => ReadingBlock.Empty(Grids.Of(month)), changed => new RecordFact(kind, new Dictionary<string, string> { ["changed"] = $"{changed}" }), "li", default);

    private Task<ReadingBlock?> FindAsync(string account, int? version = null) => Readings.FindAsync(account, ReadingChannel.Import, _month, version, default);

    private async Task<List<SealedReadings>> WalkAsync(int most)
    {
        var blocks = new List<SealedReadings>();
        for (string? after = null; ;)
        {
            var page = await Readings.PageAsync(_month, after, most, default);
            blocks.AddRange(page.Blocks);
            if ((after = page.Next) is null)
                return blocks;
        }
    }
}
