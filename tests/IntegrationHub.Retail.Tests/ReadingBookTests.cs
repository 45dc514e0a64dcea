using IntegrationHub.Market;
using IntegrationHub.Market.Readings;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests;

[Collection(RetailTests.Name)]
public sealed class ReadingBookTests(RetailSite site)
{
    private static readonly Market.Time.BillingMonth July = new(2026, 7);

    private ReadingBook Book => site.Get<ReadingBook>();

    [Fact]
    public async Task Readings_of_a_file_become_versions_of_a_block_and_the_earlier_ones_stay()
    {
        var account = await AccountAsync();
        Assert.Equal(new ReadingReceipt(1, 1), Good(await Book.ImportAsync(Csv((account, "2026-07-01", "1")), ReadingSource.Meter, "li", default)));
        Assert.Equal(new ReadingReceipt(1, 0), Good(await Book.ImportAsync(Csv((account, "2026-07-01", "1")), ReadingSource.Meter, "li", default)));
        Assert.Equal(new ReadingReceipt(1, 1), Good(await Book.ImportAsync(Csv((account, "2026-07-01", "2"), (account, "2026-07-02", "3")), ReadingSource.Meter, "li", default)));

        var (first, newest) = ((await FindAsync(account, 1))!, (await FindAsync(account))!);
        Assert.Equal((1, 1000L, 30 * 96), (first.Version, first.WattHours[95], first.MissingCount));
        Assert.Equal((2, 2000L, 3000L, 29 * 96), (newest.Version, newest.WattHours[95], newest.WattHours[96], newest.MissingCount));
        Assert.Null(await FindAsync(account, 3));
    }

    [Fact]
    public async Task The_meter_supersedes_what_a_customer_entered_and_never_the_other_way()
    {
        var account = await AccountAsync();
        Good(await Book.ImportAsync(Csv((account, "2026-07-01", "1")), ReadingSource.Customer, "customer", default));
        Assert.Equal(ReadingQuality.Entered, (await FindAsync(account))!.Qualities[0]);
        Good(await Book.ImportAsync(Csv((account, "2026-07-01", "2")), ReadingSource.Meter, "li", default));
        Assert.Equal(new ReadingReceipt(1, 0), Good(await Book.ImportAsync(Csv((account, "2026-07-01", "3")), ReadingSource.Customer, "customer", default)));
        Assert.Equal((2000L, ReadingQuality.Measured), ((await FindAsync(account))!.WattHours[0], (await FindAsync(account))!.Qualities[0]));
    }

    [Fact]
    public async Task Of_a_wrong_file_nothing_is_stored_and_every_line_is_told()
    {
        var account = await AccountAsync(from: "2026-07-02");
        var taken = await Book.ImportAsync(
            Csv((account, "2026-07-03", "1"), (account, "2026-07-01", "1"), ("NOBODY", "2026-07-03", "1"), (account, "2026-07-04", "999")), ReadingSource.Customer, "customer", default);
        Assert.Equal(
            [("line 3", RetailProblems.ReadingAccount), ("line 4", RetailProblems.ReadingAccount), ("line 5", ProblemCodes.ReadingImplausible)],
            taken.Problems.Select(static problem => (problem.Where, problem.Code)));
        Assert.Null(await FindAsync(account));
    }

    [Fact]
    public async Task Validated_data_of_the_distribution_company_is_taken_once()
    {
        var account = await AccountAsync();
        var start = new DateTimeOffset(2026, 6, 30, 16, 0, 0, TimeSpan.Zero);
        var document = new MeteredData
        {
            MRid = "M1", ProcessType = "D42", Sender = new(new("5790001330552", "A10"), "DGL"), Receiver = new(new("5790001330583", "A10"), "DDQ"), Created = start,
            Series =
            [
                new MeteredSeries
                {
                    MRid = "S1", MeteringPoint = new(account, "A10"), MeteringPointType = "E17", Registered = start,
                    Period = PeriodPoints.Create(new TimeInterval(start, start.AddMinutes(30)), "PT15M", quantities: new[] { 1.5m, 2m }, qualities: new[] { "A04", "A03" }),
                },
            ],
        };
        Assert.Equal(new ReadingReceipt(1, 1), Good(await Book.ImportAsync(document, "dso", default)));
        Assert.Equal(new ReadingReceipt(1, 0), Good(await Book.ImportAsync(document, "dso", default)));
        var block = (await FindAsync(account))!;
        Assert.Equal((1500L, 2000L, ReadingQuality.Estimated), (block.WattHours[0], block.WattHours[1], block.Qualities[1]));
    }

    [Fact]
    public async Task Gaps_are_those_of_the_days_served()
    {
        var (whole, part, none) = (await AccountAsync(), await AccountAsync(from: "2026-07-30"), await AccountAsync());
        Good(await Book.ImportAsync(Csv([.. Enumerable.Range(1, 31).Select(day => (whole, $"2026-07-{day:00}", "1")), (part, "2026-07-31", "1")]), ReadingSource.Meter, "li", default));
        var gaps = (await Book.GapsAsync(July, default)).Where(gap => gap.Account.StartsWith(whole, StringComparison.Ordinal) || gap.Account.StartsWith(part, StringComparison.Ordinal) || gap.Account.StartsWith(none, StringComparison.Ordinal));
        Assert.Equal([(part + "/10kV", 96, 192), (none + "/10kV", 2976, 2976)], gaps.Select(static gap => (gap.Account, gap.Missing, gap.Of)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task A_month_is_walked_with_each_newest_block_once_however_short_the_pages_and_many_the_versions(int most)
    {
        var accounts = new[] { await AccountAsync(), await AccountAsync(), await AccountAsync() };
        for (var version = 1; version <= 5; version++)
        {
            foreach (var account in accounts[..(version <= 2 ? 3 : 1)])
                Good(await Book.ImportAsync(Csv((account, $"2026-07-0{version}", "1")), ReadingSource.Meter, "li", default));
        }

        var blocks = new List<SealedReadings>();
        for (string? after = null; ;)
        {
            var page = await site.Get<ReadingStore>().PageAsync(July, after, most, default);
            blocks.AddRange(page.Blocks);
            if ((after = page.Next) is null)
                break;
        }

        Assert.Equal(blocks.DistinctBy(static block => (block.AccountKey, block.Channel)).Select(static block => block.AccountKey).Order(StringComparer.Ordinal), blocks.Select(static block => block.AccountKey));
        Assert.Equal([5, 2, 2], accounts.Select(account => Assert.Single(blocks, block => block.AccountKey == site.Records.BlindKey($"{account}/10kV")).Version));
    }

    [Fact]
    public async Task Two_who_correct_the_same_block_at_once_both_get_in()
    {
        var account = await AccountAsync();
        await Task.WhenAll(Enumerable.Range(1, 4).Select(async day => Good(await Book.ImportAsync(Csv((account, $"2026-07-0{day}", $"{day}")), ReadingSource.Meter, "li", default))));
        var block = (await FindAsync(account))!;
        Assert.Equal((4, 27 * 96), (block.Version, block.MissingCount));
        Assert.Equal([1000L, 2000L, 3000L, 4000L], Enumerable.Range(0, 4).Select(day => block.WattHours[day * 96]));
    }

    [Fact]
    public async Task The_history_says_that_readings_came_and_not_what_they_are()
    {
        var account = await AccountAsync();
        Good(await Book.ImportAsync(Csv((account, "2026-07-01", "7.125")), ReadingSource.Meter, "reader-1", default));
        var told = Assert.Single(await site.EventsAsync("readings.taken"), static item => item.Actor == "reader-1");
        Assert.DoesNotContain(account, told.Data, StringComparison.Ordinal);
        Assert.DoesNotContain("7125", told.Data, StringComparison.Ordinal);
        Assert.DoesNotContain("7.125", told.Data, StringComparison.Ordinal);
    }

    private Task<ReadingBlock?> FindAsync(string account, int? version = null) => Book.FindAsync(account, "10kV", ReadingChannel.Import, July, version, default);

    private async Task<string> AccountAsync(string from = "2026-01-01")
    {
        var account = site.Fresh("ACC");
        Good(await site.Customers.ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible\n{account},10kV,东方纺织厂,500,{from},yes\n", "li", default));
        return account;
    }

    private static string Csv(params (string Account, string Day, string Kwh)[] rows) => "accountNumber,voltageLevel,day,kwh\n"
        + string.Concat(rows.Select(static row => $"{row.Account},10kV,{row.Day},{string.Join(' ', Enumerable.Repeat(row.Kwh, 96))}\n"));
}
