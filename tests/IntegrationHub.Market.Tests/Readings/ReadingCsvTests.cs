using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Tests.Readings;

public sealed class ReadingCsvTests
{
    private const string Header = "accountNumber,voltageLevel,day,kwh,channel,quality\n";

    private static readonly LocalDate Today = new(2026, 8, 1);
    private static readonly MonthGrids Grids = MonthGrids.QuarterHours(DateTimeZoneProviders.Tzdb["Asia/Shanghai"]);

    [Fact]
    public void A_row_is_a_day_of_an_account_in_whole_watt_hours()
    {
        var read = Assert.Single(Good(Header + $"A1,10kV,2026-07-02,{Day(96, "1.025", "-")},export,estimated\n"));
        Assert.Equal(("A1", "10kV", ReadingChannel.Export, new BillingMonth(2026, 7)), (read.AccountNumber, read.VoltageLevel, read.Channel, read.Month));
        Assert.Equal(95, read.Values.Count);
        Assert.Equal((97, 1025L, ReadingQuality.Estimated), read.Values[0]);
    }

    [Fact]
    public void What_a_customer_enters_is_marked_whatever_the_file_says()
    {
        var read = Assert.Single(ReadingCsv.Read(Header + $"A1,10kV,2026-07-02,{Day(96, "1")},,measured\n", Grids, ReadingSource.Customer, Today).Required);
        Assert.All(read.Values, static value => Assert.Equal(ReadingQuality.Entered, value.Quality));
    }

    [Theory]
    [InlineData("2026-03-29", 92)]
    [InlineData("2026-10-25", 100)]
    public void A_day_on_which_clocks_change_has_its_own_number_of_values(string day, int count)
    {
        var grids = MonthGrids.QuarterHours(DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        Assert.Equal(count, Assert.Single(ReadingCsv.Read(Header + $"A1,10kV,{day},{Day(count, "1")},,\n", grids, ReadingSource.Meter, new(2027, 1, 1)).Required).Values.Count);
        Assert.Equal(ProblemCodes.ReadingOutside, Assert.Single(ReadingCsv.Read(Header + $"A1,10kV,{day},{Day(96, "1")},,\n", grids, ReadingSource.Meter, new(2027, 1, 1)).Problems).Code);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_by_line_and_column()
    {
        var read = ReadingCsv.Read(
            Header
            + $",10kV,2026-07-01,{Day(96, "1")},,\n"
            + $"A1,10kV,2026-13-01,{Day(96, "1")},,\n"
            + $"A1,10kV,2026-08-01,{Day(96, "1")},,\n"
            + $"A1,10kV,2026-07-01,{Day(95, "1")},,\n"
            + $"A1,10kV,2026-07-01,{Day(93, "1")} x -1 1.0001,import,\n"
            + $"A1,10kV,2026-07-02,{Day(96, "1")},heat,guessed\n"
            + $"A1,10kV,2026-07-03,{Day(96, "1")},,\n"
            + $"A1,10kV,2026-07-03,{Day(96, "2")},,\n",
            Grids, ReadingSource.Meter, Today);
        Assert.Null(read.Value);
        Assert.Equal(
            [
                ("line 2, accountNumber", ProblemCodes.ValueMissing), ("line 3, day", ProblemCodes.ValueUnreadable), ("line 4, day", ProblemCodes.ReadingOutside), ("line 5, kwh", ProblemCodes.ReadingOutside),
                ("line 6, kwh[94]", ProblemCodes.ReadingUnreadable), ("line 6, kwh[95]", ProblemCodes.ReadingNegative), ("line 6, kwh[96]", ProblemCodes.ReadingUnreadable),
                ("line 7, channel", ProblemCodes.ValueUnreadable), ("line 7, quality", ProblemCodes.ValueUnreadable), ("line 9", ProblemCodes.ReadingDuplicate),
            ],
            read.Problems.Select(static problem => (problem.Where, problem.Code)));
        Assert.All(read.Problems, static problem => Assert.NotEmpty(problem.Remedy));
    }

    [Theory]
    [InlineData("", ProblemCodes.FileEmpty)]
    [InlineData("accountNumber,voltageLevel,day,kwh\n", ProblemCodes.FileEmpty)]
    [InlineData("accountNumber,voltageLevel,day\n", ProblemCodes.ColumnMissing)]
    [InlineData("accountNumber,voltageLevel,day,kwh,price\n", ProblemCodes.ColumnUnknown)]
    [InlineData("accountNumber,voltageLevel,day,kwh,day\n", ProblemCodes.ColumnTwice)]
    public void A_file_of_another_kind_is_refused(string text, string code) =>
        Assert.Contains(ReadingCsv.Read(text, Grids, ReadingSource.Meter, Today).Problems, problem => problem.Code == code);

    [Fact]
    public void A_file_that_is_wrong_throughout_is_told_briefly()
    {
        var rows = string.Concat(Enumerable.Range(0, ReadingCsv.MostProblems + 50).Select(static _ => "A1,10kV,never,1,,\n"));
        Assert.Equal(ReadingCsv.MostProblems + 1, ReadingCsv.Read(Header + rows, Grids, ReadingSource.Meter, Today).Problems.Count);
    }

    [Fact]
    public void What_an_account_cannot_draw_is_not_believed_of_a_customer()
    {
        // 100 kW for a quarter of an hour is 25 kWh, with headroom 30.
        var good = Assert.Single(Good(Header + $"A1,10kV,2026-07-02,{Day(96, "30")},,\n"));
        Assert.Null(EnteredReadings.Check(good, 100, 15, 1.2m));
        var bad = Assert.Single(Good(Header + $"A1,10kV,2026-07-02,{Day(96, "30", "30.001")},,\n"));
        Assert.Equal((ProblemCodes.ReadingImplausible, "line 2"), (EnteredReadings.Check(bad, 100, 15, 1.2m)!.Code, EnteredReadings.Check(bad, 100, 15, 1.2m)!.Where));
    }

    private static IReadOnlyList<AccountReadings> Good(string text) => ReadingCsv.Read(text, Grids, ReadingSource.Meter, Today).Required;

    private static string Day(int count, string value, string? first = null) => string.Join(' ', Enumerable.Range(0, count).Select(index => index == 0 && first is not null ? first : value));
}
