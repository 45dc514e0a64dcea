using System.Globalization;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;

namespace IntegrationHub.Market.Tests.Customers;

/// <summary>A correction counts on its own days and on no other; a day that nobody can mean is a bad row.</summary>
public sealed class LoadCalendarTests
{
    private const string Header = "accountNumber,voltageLevel,from,to,kind,share\n";

    private static readonly LoadCalendar Empty = new(new ContractAccount("1", "10kV"), []);

    [Theory]
    [InlineData("02-20,02-20", "0210-0219=1")]
    [InlineData("02-10,02-10", "0211-0220=1")]
    [InlineData("02-14,02-15", "0210-0213=1 0216-0220=1")]
    [InlineData("02-01,02-12", "0213-0220=1")]
    [InlineData("02-10,02-20", "")]
    [InlineData("02-01,02-28", "")]
    [InlineData("02-21,02-28", "0210-0220=1")]
    public void Days_taken_back_leave_the_others_of_their_entry(string back, string left) =>
        Assert.Equal(left, Text(Empty.With(Rows("02-10,02-20,holiday,1")).With(Rows($"{back},holiday,0"))));

    [Fact]
    public void Corrections_of_several_days_cut_every_entry_of_their_kind_and_no_other()
    {
        var planned = Empty.With(Rows("02-01,02-10,holiday,1", "02-12,02-20,holiday,0.5", "02-01,02-20,maintenance,0.4"));
        Assert.Equal(
            "0201-0204=1 0201-0220=0.4 0205-0205=0.2 0206-0208=1 0209-0213=0.7 0214-0220=0.5",
            Text(planned.With(Rows("02-09,02-13,holiday,0.7", "02-05,02-05,holiday,0.2"))));
    }

    [Fact]
    public void Whatever_is_corrected_each_day_has_what_the_last_row_of_it_says()
    {
        var random = new Random(7);
        var (calendar, expected) = (Empty, new decimal[29]);
        for (var i = 0; i < 200; i++)
        {
            var (from, share) = (random.Next(1, 29), random.Next(0, 5) / 4m);
            var to = random.Next(from, 29);
            calendar = calendar.With(Rows(string.Create(CultureInfo.InvariantCulture, $"02-{from:00},02-{to:00},holiday,{share}")));
            Array.Fill(expected, share, from, to - from + 1);
            Assert.Equal(expected[1..], Enumerable.Range(1, 28).Select(day => calendar.ShareOn(new(2027, 2, day))));
        }
    }

    [Theory]
    [InlineData("9999-12-31,9999-12-31", "from", "to")]
    [InlineData("2999-12-31,3000-01-01", "to")]
    [InlineData("1899-12-31,1900-01-01", "from")]
    [InlineData("-9998-01-01,2027-01-01", "from")]
    public void A_year_that_nobody_can_mean_is_told_as_a_bad_row(string days, params string[] columns)
    {
        var problems = LoadCalendarCsv.Read(Header + $"1,10kV,{days},holiday,1\n").Problems;
        Assert.Equal(columns.Select(static column => (ProblemCodes.ValueUnreadable, $"line 2, {column}")), problems.Select(static problem => (problem.Code, problem.Where)));
    }

    [Theory]
    [InlineData("1900-01-01,1900-12-31")]
    [InlineData("2999-01-01,2999-12-31")]
    public void The_first_and_the_last_year_are_read(string days) => Assert.Single(LoadCalendarCsv.Read(Header + $"1,10kV,{days},holiday,1\n").Required);

    private static IReadOnlyList<ReducedLoad> Rows(params string[] rows) =>
        LoadCalendarCsv.Read(Header + string.Concat(rows.Select(static row => $"1,10kV,2027-{row.Replace(",02", ",2027-02", StringComparison.Ordinal)}\n"))).Required;

    private static string Text(LoadCalendar calendar) => string.Join(
        ' ', calendar.Days.Select(static entry => string.Create(CultureInfo.InvariantCulture, $"{entry.From:MMdd}-{entry.To:MMdd}={entry.Share}")));
}
