using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Tests.Packages;

/// <summary>A line of a bill leads back to the expression that made it, and so to the market's price.</summary>
public sealed class PricePathTests
{
    private static readonly PricePackage Package = PackageJson.ReadPackage(
        """
        {"code":"P","version":1,"names":{"en":"P"},"currency":"CNY","validFrom":"2026-01-01","price":{"kind":"bounded","ceiling":500,"price":{"kind":"together","parts":[
          {"kind":"mix","parts":[{"share":0.7,"price":{"kind":"fixed","price":420}},{"share":0.3,"price":{"kind":"linked","reference":"day-ahead","share":0.8,"markup":15}}]},
          {"kind":"timeDivided","bands":[
            {"name":"peak","times":[{"fromMinute":480,"toMinute":1260}],"price":{"kind":"spread","reference":"real-time","base":400,"share":0.5,"floor":380}},
            {"name":"valley","times":[{"fromMinute":1260,"toMinute":480}],"price":{"kind":"community","inside":{"kind":"fixed","price":300},"outside":{"kind":"fixed","price":350}}}]}]}}}
        """).Required;

    [Theory]
    [InlineData("price", typeof(Bounded))]
    [InlineData("price.price", typeof(Together))]
    [InlineData("price.price.parts[0].parts[0].price", typeof(FixedPrice))]
    [InlineData("price.price.parts[0].parts[1].price", typeof(LinkedPrice))]
    [InlineData("price.price.parts[1].bands[0].price", typeof(SpreadShare))]
    [InlineData("price.price.parts[1].bands[1].price.outside", typeof(FixedPrice))]
    [InlineData("", null)]
    [InlineData("prices", null)]
    [InlineData("price.parts[0]", null)]
    [InlineData("price.price.parts[2]", null)]
    [InlineData("price.price.parts[0].parts[0]", null)]
    [InlineData("price.price.parts[x]", null)]
    public void A_path_leads_to_its_expression(string path, Type? expression) => Assert.Equal(expression, PricePath.Find(Package, path)?.GetType());

    [Fact]
    public void A_linked_line_says_the_markets_price()
    {
        // 400 × 0.8 + 15 = 335.
        var link = CustomerBillLink.Of(Package, Term("linked", "price.price.parts[0].parts[1].price", 335));

        Assert.Equal(new CustomerBillLink("day-ahead", 400, 0.8m) { Markup = 15 }, link);
        Assert.Null(CustomerBillLink.Of(Package, Term("linked", "price.price.parts[0].parts[1].price", 0, quantity: 0))!.ReferencePrice);
        Assert.Null(CustomerBillLink.Of(Package, Term("fixed", "price.price.parts[0].parts[0].price", 420)));
    }

    [Fact]
    public void A_share_of_the_spread_says_it_where_no_limit_made_the_price()
    {
        // 400 − 0.5 × (400 − 390) = 395; at the floor nothing tells how low the market was.
        const string Path = "price.price.parts[1].bands[0].price";
        Assert.Equal(390, CustomerBillLink.Of(Package, Term("spread", Path, 395))!.ReferencePrice);
        Assert.Null(CustomerBillLink.Of(Package, Term("spread", Path, 380))!.ReferencePrice);
        Assert.Null(CustomerBillLink.Of(Package, Term("spread", Path, 395, average: true))!.ReferencePrice);
    }

    private static BillTerm Term(string rule, string path, decimal price, decimal quantity = 10, bool average = false) => new(rule, path, "", quantity, "MWh", price, average, quantity * price, Rounding.Commercial);
}
