using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Portal.Texts;

namespace IntegrationHub.Portal.Tests.Parts;

/// <summary>A line of a bill says by itself what it charges: the market's price, what is added, and in which unit.</summary>
public sealed class BillWordsTests
{
    private static readonly PortalTexts Texts = new();

    private static readonly CustomerBillTerm Linked = new("linked", "day-ahead", "", 221.34m, "MWh", 417.5m, false, 92_409.45m) { Link = new("day-ahead", 402.5m, 1) { Markup = 15 } };

    [Fact]
    public void A_price_that_follows_the_market_says_reference_share_and_service_fee_in_both_languages()
    {
        Assert.Equal("日前市场价 402.5 CNY/MWh × 100 % + 服务费 15 CNY/MWh = 417.5 CNY/MWh", Words(Language.Chinese).LinkOf(Linked, "CNY"));
        Assert.Equal("day-ahead market price 402.5 CNY/MWh × 100 % + service fee 15 CNY/MWh = 417.5 CNY/MWh", Words(Language.English).LinkOf(Linked, "CNY"));
        Assert.Equal(("日前市场价", "221.34 MWh", "417.5 CNY/MWh"), (Words(Language.Chinese).LabelOf(Linked), Words(Language.Chinese).QuantityOf(Linked), Words(Language.Chinese).PriceOf(Linked, "CNY")));
    }

    [Fact]
    public void A_share_of_the_spread_says_its_base_and_its_limits()
    {
        var term = new CustomerBillTerm("spread", "peak, real-time", "", 10, "MWh", 410, false, 4_100) { Link = new("real-time", null, 0.5m) { Base = 420, Floor = 410, Ceiling = 450 } };

        Assert.Equal("base price 420 CNY/MWh − 50 % × (base price − real-time market price) = 410 CNY/MWh, at least 410 CNY/MWh, at most 450 CNY/MWh", Words(Language.English).LinkOf(term, "CNY"));
        Assert.Equal("高峰, 实时市场价", Words(Language.Chinese).LabelOf(term));
        Assert.Equal("a name of its own", Words(Language.Chinese).LabelOf(term with { Label = "a name of its own" }));
    }

    [Fact]
    public void A_share_of_money_has_no_unit_and_days_are_told_in_words()
    {
        var words = Words(Language.Chinese);
        Assert.Equal("0.5", words.PriceOf(new("deviation", "", "", 500, "CNY", 0.5m, false, 250), "CNY"));
        var standing = new CustomerBillTerm("standing", "", "15 of 31 days", 0.483871m, "month", 100, false, 48.39m);
        Assert.Equal(("15 天（当月 31 天）", "0.483871 月", "100 CNY/月"), (words.BasisOf(standing), words.QuantityOf(standing), words.PriceOf(standing, "CNY")));
    }

    [Fact]
    public void One_line_is_broken_down_into_the_markets_part_and_ours_and_they_are_its_amount()
    {
        var parts = Words(Language.English).PartsOf(Bill(Linked));

        Assert.Equal([("day-ahead market price", 89_089.35m), ("service fee", 3_320.10m)], parts.Select(static part => (part.Label, part.Values[0]!.Value)));
        Assert.Equal(Linked.Amount, parts.Sum(static part => part.Values[0]));
    }

    [Fact]
    public void The_file_of_a_bill_explains_its_lines_too()
    {
        var lines = BillFile.LinesOf(Bill(Linked), Texts, Language.Chinese).Select(static line => line.Text).ToList();

        Assert.Contains(lines, static line => line.Contains("日前市场价 402.5 CNY/MWh × 100 % + 服务费 15 CNY/MWh", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("签约电量", StringComparison.Ordinal) && line.Contains("分摊", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, static line => line.Contains("day-ahead", StringComparison.Ordinal));
    }

    private static CustomerBill Bill(params CustomerBillTerm[] terms) =>
        new("A/10kV", new(2026, 10), 1, "CNY", "R-1", "LINK/1", new(2026, 10, 1), new(2026, 10, 31), Energy.FromMegawattHours(221.34m), Energy.FromMegawattHours(176.73m), 0, terms, null);

    private static BillWords Words(Language language) => new((key, values) => Texts.Get(language, key, values), (group, word) => Texts.Word(language, group, word));
}
