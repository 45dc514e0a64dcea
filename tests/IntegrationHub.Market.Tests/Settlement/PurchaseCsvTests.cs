using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;

namespace IntegrationHub.Market.Tests.Settlement;

public sealed class PurchaseCsvTests
{
    [Fact]
    public void What_is_written_is_read_back_as_the_same() => Prop.ForAll(
        (from items in Gen.Elements("spot", "fees, \"all\" of them", "日前市场", "a;b", "x'=y", "7").ListOf(6) from energy in Gen.Choose(0, int.MaxValue) from price in Gen.Choose(-100_000_000, 100_000_000) from fee in Gen.Choose(-10_000, 10_000) select (items, energy, price, fee)).ToArbitrary(),
        static input =>
        {
            List<MarketPurchase> lines = [.. input.items.Distinct().Select((item, i) => new MarketPurchase(item, new Energy(input.energy + i), input.price / 1000m, input.fee / 100m, i % 2 == 0 ? input.price / 100m : null))];
            var read = PurchaseCsv.Read(PurchaseCsv.Write(new(2026, 7), lines));
            if (lines.Count == 0)
                return read.Problems.Single().Code == ProblemCodes.FileEmpty;

            Assert.Empty(read.Problems);
            Assert.Equal((new Market.Time.BillingMonth(2026, 7), true), (read.Value!.Month, lines.SequenceEqual(read.Value.Purchases)));
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_bad_value_is_told_by_line_and_column_and_nothing_is_read()
    {
        var read = PurchaseCsv.Read(string.Join('\n', "item,price,mwh,month,fee,publishedPrice", "spot,399.99,1.5,2026-07,0,410", ",x,-1,2026-13,,", "=HYPERLINK(1),1,1.1234567,2026-07,1e3,", "'+a,1,1,2026-08,,", "spot,1,1,2026-07,,\"1,000\""));
        Assert.Null(read.Value);
        Assert.Equal(
            [
                (ProblemCodes.ValueMissing, "line 3, item"), (ProblemCodes.ValueUnreadable, "line 3, month"), (ProblemCodes.QuantityNegative, "line 3, mwh"), (ProblemCodes.ValueUnreadable, "line 3, price"),
                (ProblemCodes.ValueUnreadable, "line 4, item"), (ProblemCodes.ValueUnreadable, "line 4, mwh"), (ProblemCodes.ValueUnreadable, "line 4, fee"),
                (ProblemCodes.ValueUnreadable, "line 5, item"), (ProblemCodes.ValueUnreadable, "line 5, month"),
                (ProblemCodes.ValueUnreadable, "line 6, publishedPrice"), (ProblemCodes.BasisTwice, "line 6, item"),
            ],
            read.Problems.Select(static problem => (problem.Code, problem.Where)));
        Assert.Equal(ProblemCodes.ColumnMissing, PurchaseCsv.Read("item,price,mwh\n").Problems.Single().Code);
        Assert.Equal(ProblemCodes.FileEmpty, PurchaseCsv.Read(" ").Problems.Single().Code);
        Assert.Equal(ProblemCodes.FileEmpty, PurchaseCsv.Read("month,item,mwh,price\n").Problems.Single().Code);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("＝cmd", "'＝cmd")]
    [InlineData("@a,b", "\"'@a,b\"")]
    [InlineData("spot", "spot")]
    [InlineData("a \"b\"", "\"a \"\"b\"\"\"")]
    public void What_a_spreadsheet_would_compute_gets_a_quote_before_it(string text, string cell) => Assert.Equal(cell, SheetText.CellOf(text));
}
