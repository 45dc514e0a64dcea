using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Customers;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Market.Tests.Customers;

public sealed class CustomerCsvTests
{
    private const string Header = "accountNumber,voltageLevel,customerName,industry,use,capacityKw,servedFrom,servedTo,marketEligible,consentOn\n";

    private static IReadOnlyList<Problem> Problems(string rows, params MeteringAccount[] served) => CustomerCsv.Read(Header + rows, served).Problems;

    [Fact]
    public void A_good_file_gives_its_accounts()
    {
        var accounts = CustomerCsv.Read(Header + "0001,10kV,\"Steel, 钢铁\",metal,power,500.5,2026-01-01,,yes,2025-12-01\n0002,110kV,Paper,,,0,2026-01-01,2026-12-31,no,\n", []).Required;
        Assert.Equal(2, accounts.Count);
        Assert.Equal(("Steel, 钢铁", 500.5m, ElectricityUse.Power, true), (accounts[0].CustomerName, accounts[0].CapacityKilowatt, accounts[0].Use, accounts[0].MarketEligible));
        Assert.Equal((ElectricityUse.Mixed, false, (LocalDate?)new(2026, 12, 31)), (accounts[1].Use, accounts[1].MarketEligible, accounts[1].ServedTo));
    }

    [Fact]
    public void Semicolons_a_byte_order_mark_and_another_order_of_columns_are_read() =>
        Assert.True(CustomerCsv.Read("\uFEFFservedFrom;marketEligible;capacityKw;customerName;voltageLevel;accountNumber\r\n2026-01-01;yes;5;A;10kV;1\r\n", []).IsGood);

    [Fact]
    public void Every_bad_value_of_every_row_is_reported_with_line_and_column()
    {
        var problems = Problems("0001,,Name,,swimming,-5,01.02.2026,,perhaps,\n,10kV,Name,,,1,2026-01-01,2025-01-01,yes,\n");
        Assert.Equal(
            [
                ("line 2, voltageLevel", ProblemCodes.ValueMissing), ("line 2, use", ProblemCodes.ValueUnreadable), ("line 2, capacityKw", ProblemCodes.ValueUnreadable),
                ("line 2, servedFrom", ProblemCodes.ValueUnreadable), ("line 2, marketEligible", ProblemCodes.ValueUnreadable),
                ("line 3, accountNumber", ProblemCodes.ValueMissing), ("line 3, servedTo", ProblemCodes.ValidityReversed),
            ],
            problems.Select(static problem => (problem.Where, problem.Code)));
        Assert.All(problems, static problem => Assert.NotEmpty(problem.Remedy));
    }

    [Fact]
    public void One_bad_row_keeps_all_rows_out() => Assert.Null(CustomerCsv.Read(Header + "1,10kV,A,,,1,2026-01-01,,yes,\n2,10kV,,,,1,2026-01-01,,yes,\n", []).Value);

    [Fact]
    public void An_account_has_one_retailer_per_period()
    {
        var twin = Assert.Single(Problems("1,10kV,A,,,1,2026-01-01,2026-06-30,yes,\n1,10kV,A,,,1,2026-06-30,,yes,\n1,35kV,A,,,1,2026-06-30,,yes,\n"));
        Assert.Equal((ProblemCodes.AccountTwice, "line 3"), (twin.Code, twin.Where));
        Assert.Empty(Problems("1,10kV,A,,,1,2026-01-01,2026-06-30,yes,\n1,10kV,A,,,1,2026-07-01,,yes,\n"));

        var served = CustomerCsv.Read(Header + "1,10kV,A,,,1,2025-01-01,,yes,\n", []).Required[0];
        Assert.Equal(ProblemCodes.RetailerPeriodOverlaps, Assert.Single(Problems("1,10kV,A,,,1,2026-01-01,,yes,\n", served)).Code);
    }

    [Fact]
    public void Columns_that_are_missing_or_unknown_are_named()
    {
        var problems = CustomerCsv.Read("accountNumber,voltage,customerName,capacityKw,servedFrom,marketEligible\n", []).Problems;
        Assert.Equal([ProblemCodes.ColumnMissing, ProblemCodes.ColumnUnknown], problems.Select(static problem => problem.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    public void An_empty_file_is_said_to_be_empty(string text) => Assert.Equal(ProblemCodes.FileEmpty, CustomerCsv.Read(text, []).Problems.Single().Code);

    [Fact]
    public void Broken_quotes_and_missing_values_are_told()
    {
        Assert.Contains(Problems("1,10kV,\"never closed,,,1,2026-01-01,,yes,\n"), static problem => problem.Code == ProblemCodes.RowBroken);
        Assert.Contains(Problems("1,10kV\n"), static problem => problem.Code == ProblemCodes.RowBroken);
    }

    [Fact]
    public void Control_characters_and_very_long_values_are_refused()
    {
        var codes = Problems($"1,10kV,{new string('x', 201)},a\u001bb,,1,2026-01-01,,yes,\n").Select(static problem => problem.Code);
        Assert.Equal([ProblemCodes.ValueTooLong, ProblemCodes.ValueUnreadable], codes);
    }

    [Fact]
    public void Beyond_a_thousand_problems_only_their_number_is_told()
    {
        var problems = Problems(string.Concat(Enumerable.Repeat(",,,,,x,x,,x,\n", 400)));
        Assert.Equal(CustomerCsv.MostProblems + 1, problems.Count);
        Assert.Contains("1400 further problems", problems[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accountNumber,")]
    [InlineData("note,note,")]
    public void A_column_that_is_there_twice_is_told(string more) =>
        Assert.Contains(ProblemCodes.ColumnTwice, CustomerCsv.Read(more + Header, []).Problems.Select(static problem => problem.Code));

    [Fact]
    public void An_account_may_change_hands_on_each_of_two_hundred_thousand_days()
    {
        var first = new LocalDate(1500, 1, 1);
        var rows = new StringBuilder(Header);
        for (var day = 0; day < CustomerCsv.MostRows; day++)
        {
            var text = LocalDatePattern.Iso.Format(first.PlusDays(day));
            rows.Append("1,10kV,A,,,1,").Append(text).Append(',').Append(text).Append(",yes,\n");
        }

        var accounts = CustomerCsv.Read(rows.ToString(), []).Required;
        Assert.Equal(CustomerCsv.MostRows, accounts.Count);
        // The same file again: every row meets the service of its own day.
        var again = CustomerCsv.Read(rows.ToString(), accounts).Problems;
        Assert.Equal((ProblemCodes.RetailerPeriodOverlaps, "line 2"), (again[0].Code, again[0].Where));
        Assert.Contains("199000 further problems", again[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_wrong_throughout_takes_no_more_memory_than_its_first_problems()
    {
        var text = Header + string.Concat(Enumerable.Repeat(",,,,,x,x,,x,\n", 100_000));
        var problems = Problems(text[Header.Length..]);
        Assert.Equal(CustomerCsv.MostProblems + 1, problems.Count);
        Assert.Contains("599000 further problems", problems[^1].Text, StringComparison.Ordinal);
        Assert.True(problems is not List<Problem> { Capacity: > 2 * CustomerCsv.MostProblems }, "The list once held them all.");
    }

    [Fact]
    public void Overlaps_are_found_wherever_the_rows_stand() => Prop.ForAll(
        (from rows in Gen.Choose(0, 40).Two().ListOf(5) from served in Gen.Choose(0, 40).Two().ListOf(3) select (rows, served)).ToArbitrary(), static sample =>
        {
            var rows = sample.rows.Select(Period).ToList();
            var served = sample.served.Select(Period).ToList();
            var problems = Problems(string.Concat(rows.Select(static row => $"1,10kV,A,,,1,{row.From:uuuu-MM-dd},{row.To:uuuu-MM-dd},yes,\n")), [.. served.Select(Account)]);
            var meeting = rows.Count(row => served.Any(other => Meet(row, other)));
            var twins = rows.Where((row, i) => rows.Skip(i + 1).Any(other => Meet(row, other))).Any();
            return problems.Count(static problem => problem.Code == ProblemCodes.RetailerPeriodOverlaps) == meeting
                && problems.Any(static problem => problem.Code == ProblemCodes.AccountTwice) == twins;
        }).QuickCheckThrowOnFailure();

    private static (LocalDate From, LocalDate To) Period((int First, int Length) period) =>
        (new LocalDate(2026, 1, 1).PlusDays(period.First), new LocalDate(2026, 1, 1).PlusDays(period.First + (period.Length / 4)));

    private static MeteringAccount Account((LocalDate From, LocalDate To) period) => new("1", "10kV", "A", "", ElectricityUse.Mixed, 1, period.From, period.To, true, null);

    private static bool Meet((LocalDate From, LocalDate To) left, (LocalDate From, LocalDate To) right) => left.From <= right.To && right.From <= left.To;
}
