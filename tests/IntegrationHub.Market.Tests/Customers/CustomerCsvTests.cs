using IntegrationHub.Market.Customers;

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
        Assert.Equal((ElectricityUse.Mixed, false, (NodaTime.LocalDate?)new(2026, 12, 31)), (accounts[1].Use, accounts[1].MarketEligible, accounts[1].ServedTo));
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
}
