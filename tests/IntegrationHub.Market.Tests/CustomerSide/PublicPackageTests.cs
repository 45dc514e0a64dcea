using System.Text.Json.Serialization;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Tests.CustomerSide;

/// <summary>Packages as everybody reads them: every price with what it holds for.</summary>
public sealed class PublicPackageTests
{
    [Fact]
    public void Every_price_stands_on_a_line_of_its_own_with_what_it_holds_for()
    {
        var shown = Of(new Together(
        [
            new Mix([new(0.7m, new FixedPrice(420)), new(0.3m, new LinkedPrice("day-ahead", 12.5m, 0.9m))]),
            new TimeDivided([new("peak", [new(480, 660), new(1080, 1260)], new FixedPrice(600), [7, 8], [DayType.Working])]),
            new Tiered([new(500, 100), new(480)]),
            new Bounded(new SpreadShare("monthly-average", 400, 0.5m, 350), Ceiling: 450),
            new GreenAddOn(20, 0.5m), new StandingCharge(1.5m), new FeedIn(300), new Community(new FixedPrice(200), new FixedPrice(410)),
        ]));

        Assert.Equal(
            [
                "fixed 420 MWh share=70 %", "markup 12.5 MWh share=30 %; reference=day-ahead; passedOn=90 %", "fixed 600 MWh band=peak; times=08:00–11:00, 18:00–21:00; months=7, 8; dayType=Working",
                "tiered 500 MWh upTo=100", "tiered 480 MWh above=100", "base 400 MWh reference=monthly-average; passedOn=50 %", "floor 350 MWh ", "ceiling 450 MWh ", "green 20 MWh share=50 %", "standing 1.5 day ",
                "feedIn 300 MWh ", "fixed 200 MWh inside=", "fixed 410 MWh outside=",
            ],
            shown.Lines.Select(static line => FormattableString.Invariant($"{line.Rule} {line.Price} {line.Unit} {string.Join("; ", line.For.Select(static one => $"{one.What}={one.Value}"))}")));
    }

    [Fact]
    public void No_kind_of_price_is_without_words_for_everybody()
    {
        var kinds = typeof(PriceExpression).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false).Cast<JsonDerivedTypeAttribute>().Select(static one => one.DerivedType).ToHashSet();
        PriceExpression[] all =
        [
            new FixedPrice(1), new LinkedPrice("x", 1), new SpreadShare("x", 1, 0.5m), new Mix([new(1, new FixedPrice(1))]), new Tiered([new(1)]), new TimeDivided([new("all", [new(0, 0)], new FixedPrice(1))]),
            new Bounded(new FixedPrice(1)), new Together([new FixedPrice(1)]), new GreenAddOn(1), new StandingCharge(0, 1), new FeedIn(1), new Community(new FixedPrice(1), new FixedPrice(2)),
        ];
        Assert.Equal(kinds, [.. all.Select(static one => one.GetType())]);
        Assert.All(all, static one => Assert.NotEmpty(Of(one).Lines));
    }

    [Fact]
    public void An_article_about_packages_is_over_when_none_of_them_can_be_had()
    {
        var article = new Article("prices", 1, ArticleKind.Package, "en", "Prices", "Ours.", new(2026, 12, 1)) { Packages = [Of(new FixedPrice(1)) with { To = new(2026, 12, 31) }, Of(new FixedPrice(2)) with { To = new(2027, 1, 31) }] };
        Assert.False(article.IsOverOn(new(2027, 1, 31)));
        Assert.True(article.IsOverOn(new(2027, 2, 1)));
        Assert.False((article with { Packages = [article.Packages[0], Of(new FixedPrice(3))] }).IsOverOn(new(2030, 1, 1)));
        Assert.False((article with { Packages = null }).IsOverOn(new(2030, 1, 1)));
        var read = Article.Read(MarketJson.Write(article));
        Assert.Empty(read.Problems);
        Assert.Equal(MarketJson.Write(article), MarketJson.Write(read.Value));
    }

    private static PublicPackage Of(PriceExpression price) => PublicPackage.Of(new()
    {
        Code = "PKG", Version = 1, Names = new Dictionary<string, string> { ["en"] = "Fixed", ["zh-CN"] = "固定" }, Currency = "CNY", ValidFrom = new LocalDate(2026, 1, 1), Price = price,
    });
}
