using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Market.Tests.Settlement;

public sealed class AccountAndProfitTests
{
    private static readonly AccountTolerance Exact = new(Energy.Zero, 0);

    private static readonly Gen<IReadOnlyList<AccountLine>> Accounts =
        from lines in (from series in Gen.Elements("A", "B", "C") from position in Gen.Choose(1, 9) from energy in Gen.Choose(-5, 5) from amount in Gen.Choose(-500, 500) select new AccountLine(series, position, new(energy), amount / 100m)).ListOf()
        select (IReadOnlyList<AccountLine>)[.. lines.DistinctBy(static line => (line.Series, line.Position))];

    [Fact]
    public void Differences_of_the_lines_sum_to_the_difference_of_the_accounts() => Prop.ForAll((from ours in Accounts from theirs in Accounts select (ours, theirs)).ToArbitrary(), static pair =>
    {
        var comparison = AccountReconciliation.Compare(pair.ours, pair.theirs, Exact).Required;
        return comparison.EnergyDifference == Energy.Sum(pair.theirs.Select(static line => line.Energy)) - Energy.Sum(pair.ours.Select(static line => line.Energy))
            && comparison.AmountDifference == pair.theirs.Sum(static line => line.Amount) - pair.ours.Sum(static line => line.Amount)
            && comparison.Lines.Where(static line => line.Finding == LineFinding.Agreed).All(static line => line.Ours == line.Theirs);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_way_in_which_a_line_can_differ_is_told()
    {
        AccountLine[] ours = [new("S", 1, new(10), 1), new("S", 2, new(10), 1), new("S", 3, new(10), 1), new("S", 4, new(10), null)];
        AccountLine[] theirs = [new("S", 1, new(11), 1), new("S", 2, new(10), 2), new("S", 4, new(10), 5), new("S", 5, new(1), 1)];
        Assert.Equal(
            [LineFinding.EnergyDiffers, LineFinding.AmountDiffers, LineFinding.MissingThere, LineFinding.Agreed, LineFinding.MissingHere],
            AccountReconciliation.Compare(ours, theirs, Exact).Required.Lines.Select(static line => line.Finding));
        Assert.Equal(2, AccountReconciliation.Compare(ours, theirs, new(new(1), 1)).Required.Disputable.Count());
    }

    /// <summary>0.013 MWh at 399.99 is 5.19987 an hour: rounded every hour, a month of 720 would be 9 cents more than its 9.36 MWh at that price.</summary>
    [Fact]
    public void A_line_is_rounded_once_however_many_intervals_it_is_told_in()
    {
        var hours = SampleSettlement.June.Days.Count * 24;
        var document = new EnergyAccount(EnergyAccountVersion.V4_1)
        {
            MRid = "EAC-1", Type = AccountDocument.Type, Status = "A02", ProcessType = "A05", Sender = new(new("10XIHUB-CENTERXJ", "A01"), "A05"), Receiver = new(new("10X1001A1001A450", "A01"), "A08"),
            Created = new(2026, 7, 2, 0, 0, 0, TimeSpan.Zero), Period = SampleSettlement.June.Period, Domain = new("10YIHUB-MARKET0N", "A01"),
            Series =
            [
                new()
                {
                    MRid = "1", BusinessType = AccountDocument.Trade, Area = new("10YIHUB-MARKET0N", "A01"), AgreementId = "P-1", Currency = "CNY",
                    Periods = [PeriodPoints.Create(SampleSettlement.June.Period, "PT1H", quantities: Same(0.013m), outQuantities: Same(0), prices: Same(399.99m))],
                },
            ],
        };

        var line = Assert.Single(AccountDocument.LinesOf(document, SampleSettlement.June).Required);
        Assert.Equal((9.36m, 3743.91m), (line.Energy.MegawattHours, line.Amount));

        decimal[] Same(decimal value) => [.. Enumerable.Repeat(value, hours)];
    }

    [Fact]
    public void A_line_that_is_there_twice_is_refused() =>
        Assert.Equal(ProblemCodes.AccountLineTwice, AccountReconciliation.Compare([], [new("S", 1, new(1), 1), new("S", 1, new(1), 1)], Exact).Problems.Single().Code);

    [Fact]
    public void A_dispute_is_about_a_difference_says_something_and_is_in_time()
    {
        var line = new ComparedLine("S", 1, null, new("S", 1, new(5), 1), LineFinding.MissingHere);
        Assert.True(AccountDispute.Raise(line, "Not ours.", new(2026, 7, 10), new(2026, 7, 10)).IsGood);
        var problems = AccountDispute.Raise(line with { Finding = LineFinding.Agreed }, " ", new(2026, 7, 11), new(2026, 7, 10)).Problems;
        Assert.Equal([ProblemCodes.DisputeEmpty, ProblemCodes.DisputeEmpty, ProblemCodes.DisputeTooLate], problems.Select(static problem => problem.Code));
    }

    [Fact]
    public void No_cent_of_the_purchases_is_lost_and_profit_is_the_same_by_customer_package_and_month() => Prop.ForAll(
        (from energies in Gen.Choose(0, 1_000_000).ListOf().Where(static list => list.Count > 0) from cents in Gen.Choose(-100_000, 10_000_000) select (energies, cents)).ToArbitrary(),
        static x =>
        {
            var bills = x.energies.Select(static (energy, i) => Bill($"{i}", $"P{i % 3}/1", energy, energy / 100m)).ToList();
            var statement = ProfitStatement.Of(new(2026, 6), bills, [new("contract", new(7), x.cents / 100m)]);
            return statement.Cost == x.cents / 100m && statement.Profit == statement.Customers.Sum(static customer => customer.Profit) && statement.Profit == statement.ProfitByPackage.Values.Sum()
                && statement.Sold == Energy.Sum(bills.Select(static bill => bill.Energy)) && statement.Balance == new Energy(7) - statement.Sold;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_passed_on_is_no_revenue()
    {
        var bill = Bill("1", "P/1", 1_000_000, 400) is var sold
            ? sold with { Terms = [.. sold.Terms, new("governmentFunds", "", "", 1, "MWh", 27, false, 27, Rounding.Commercial), new("deviation", "", "", 1, "MWh", 1, false, 5, Rounding.Commercial)] }
            : null!;
        var statement = ProfitStatement.Of(new(2026, 6), [bill], [new("contract", Energy.FromMegawattHours(1), 380)]);
        Assert.Equal((405m, 380m, 25m, 25m), (statement.Revenue, statement.Cost, statement.Profit, statement.UnitMargin));
    }

    private static Bill Bill(string account, string package, long wattHours, decimal amount) =>
        new(account, new(2026, 6), 1, package, new(wattHours), 0, [new BillTerm("fixed", "price", "", wattHours / 1_000_000m, "MWh", 400, false, amount, Rounding.Commercial)]);
}
