using System.Globalization;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Portal.Pages.Settlements;
using IntegrationHub.Portal.Pages.Tasks;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Tests.Parts;

/// <summary>How pages write figures: one way for all of them.</summary>
public sealed class FigureTests
{
    [Theory]
    [InlineData("18720", "18,720.00 CNY")]
    [InlineData("7496.43", "7,496.43 CNY")]
    [InlineData("-75.72", "−75.72 CNY")]
    [InlineData("0.005", "0.01 CNY")]
    [InlineData("-0.001", "0.00 CNY")]
    public void Money_has_two_decimals_its_currency_and_a_minus_sign(string amount, string written) => Assert.Equal(written, PageContext.Money(Of(amount), "CNY"));

    [Theory]
    [InlineData("1200", "1,200 MWh")]
    [InlineData("221.34", "221.34 MWh")]
    [InlineData("-0.12", "−0.12 MWh")]
    public void Energy_has_its_unit(string energy, string written) => Assert.Equal(written, PageContext.EnergyOf(Energy.FromMegawattHours(Of(energy))));

    [Theory]
    [InlineData("400", "400.00 CNY/MWh")]
    [InlineData("111.9693", "111.9693 CNY/MWh")]
    [InlineData("1250.5", "1,250.50 CNY/MWh")]
    public void A_price_says_of_what(string price, string written) => Assert.Equal(written, PageContext.Price(Of(price), "CNY"));

    [Fact]
    public void What_is_not_known_is_a_dash_and_shares_have_their_sign()
    {
        Assert.All(new[] { PageContext.Money(null, "CNY"), PageContext.EnergyOf(null), PageContext.Price(null, "CNY"), PageContext.Figure(null), PageContext.Deviation(null) }, static text => Assert.Equal("–", text));
        Assert.Equal(("+3.1 %", "−3.1 %", "0.0 %"), (PageContext.Deviation(0.031m), PageContext.Deviation(-0.031m), PageContext.Deviation(0)));
        Assert.Equal("−1,234", PageContext.Number(-1234));
    }

    [Theory]
    [InlineData("quantity", "1250.5", "1,250.5")]
    [InlineData("quantity", "-250.5", "−250.5")]
    [InlineData("quantity", "+1250.5", "+1,250.5")]
    [InlineData("accounts[1].accountNumber", "440100", "440100")]
    [InlineData("buyer.code", "1001", "1001")]
    [InlineData("begins", "2027-01-01", "2027-01-01")]
    public void A_comparison_writes_figures_and_leaves_what_names_something(string where, string text, string written) => Assert.Equal(written, PageContext.Compared(where, text));

    [Fact]
    public void A_position_of_an_account_is_the_day_that_it_stands_for()
    {
        var month = new Market.Time.BillingMonth(2026, 7);
        Assert.Equal(("2026-07-03", "2026-07", "2026-07"), (AccountWords.PositionOf(month, "A04", 3), AccountWords.PositionOf(month, "A02/spot", 1), AccountWords.PositionOf(month, "A04", 40)));
        var line = ContextValue.Of(("settlement", Value.Of("2026-07/2")), ("series", Value.Of("A04")), ("position", Value.Of(3m)));
        Assert.Equal("2026-07-03", AccountWords.PositionOf(line));
        Assert.Null(AccountWords.PositionOf(line.With("settlement", Value.Of("never"))));
    }

    [Fact]
    public void Facts_put_names_figures_and_days_before_the_rest_and_digests_apart()
    {
        var facts = ContextValue.Of(
            ("asked", Value.True), ("begins", Value.Of("2027-01-01")), ("ceiling", Value.Of(new string('a', 64))), ("annualMwh", Value.Of(1200m)), ("customer", Value.Of("东方纺织厂")), ("note", Value.Of("as agreed")),
            ("request", Value.Of(Guid.NewGuid().ToString())), ("late", Value.Null));
        var sheet = FactSheet.Of(facts.Entries);
        Assert.Equal(["customer", "annualMwh", "begins", "note", "asked", "late"], sheet.Said.Select(static fact => fact.Key));
        Assert.Equal(["ceiling", "request"], sheet.Marks.Select(static fact => fact.Key));
    }

    [Fact]
    public void One_bar_and_one_month_do_not_fill_the_chart()
    {
        Assert.Contains("width=\"90\"", BarDrawing.Draw([new("2026-07", [5m])], "MWh"), StringComparison.Ordinal);
        Assert.Contains("H238\"", CurveDrawing.Draw([new("used", "s1", [5m])], ["2026-07"]), StringComparison.Ordinal);
    }

    private static decimal Of(string number) => decimal.Parse(number, CultureInfo.InvariantCulture);
}
