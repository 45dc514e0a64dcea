using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Tests.Packages;

public sealed class PackageJsonTests
{
    [Fact]
    public void Every_kind_survives_the_round_trip()
    {
        PriceExpression price = new Together(
        [
            new FixedPrice(1.5m), new LinkedPrice("spot", -2, 0.5m), new SpreadShare("m", 400, 0.5m, 300, 500), new Mix([new(1, new FixedPrice(2))]),
            new Tiered([new(1, 5), new(2)]), new TimeDivided([new("all", [new(0, 0)], new FixedPrice(3), [1, 2], [DayType.Holiday])]),
            new Bounded(new FixedPrice(4), 1, 9), new GreenAddOn(5), new StandingCharge(1, 2), new FeedIn(6), new Community(new FixedPrice(7), new FixedPrice(8)),
        ]);
        var json = PackageJson.Write(price);
        Assert.Equal(json, PackageJson.Write(PackageJson.Read(json).Required));
        // Every kind that can be read is in the sample.
        Assert.All(
            typeof(PriceExpression).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(PriceExpression))),
            type => Assert.True(price.GetType() == type || ((Together)price).Parts.Any(part => part.GetType() == type), type.Name));
    }

    [Theory]
    [InlineData("""{"kind":"lottery","price":1}""")]
    [InlineData("""{"kind":"fixed"}""")]
    [InlineData("""{"kind":"fixed","price":"1"}""")]
    [InlineData("""{"kind":"fixed","price":1,"prise":2}""")]
    [InlineData("""{"kind":"mix","parts":[{"share":1,"price":null}]}""")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("")]
    public void What_cannot_be_read_is_a_problem_with_a_place(string json)
    {
        var problem = Assert.Single(PackageJson.Read(json).Problems);
        Assert.Contains(problem.Code, new[] { ProblemCodes.JsonUnreadable, ProblemCodes.PackageEmpty });
        Assert.NotEmpty(problem.Where);
    }

    [Fact]
    public void The_kind_may_stand_anywhere() =>
        Assert.Equal(new FixedPrice(2), PackageJson.Read("""{"price":2,"kind":"fixed"}""").Required);

    [Fact]
    public void A_very_long_text_is_not_even_read() =>
        Assert.Equal(ProblemCodes.PackageTooLarge, PackageJson.Read(new string(' ', PackageJson.LongestText + 1)).Problems.Single().Code);
}
