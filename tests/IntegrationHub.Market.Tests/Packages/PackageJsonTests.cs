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
    [InlineData("""{"kind":"lottery","price":1}""", ProblemCodes.JsonValueWrong)]
    [InlineData("""{"kind":"fixed"}""", ProblemCodes.JsonMemberMissing)]
    [InlineData("""{"kind":"fixed","price":"1"}""", ProblemCodes.JsonValueWrong)]
    [InlineData("""{"kind":"fixed","price":1,"prise":2}""", ProblemCodes.JsonMemberUnexpected)]
    [InlineData("""{"kind":"mix","parts":[{"share":1,"price":null}]}""", ProblemCodes.JsonValueNull)]
    [InlineData("{", ProblemCodes.JsonUnreadable)]
    [InlineData("null", ProblemCodes.PackageEmpty)]
    [InlineData("", ProblemCodes.JsonUnreadable)]
    public void What_cannot_be_read_is_a_problem_with_a_place(string json, string code)
    {
        var problem = Assert.Single(PackageJson.Read(json).Problems);
        Assert.Equal(code, problem.Code);
        Assert.NotEmpty(problem.Where);
    }

    [Fact]
    public void The_kind_may_stand_anywhere() =>
        Assert.Equal(new FixedPrice(2), PackageJson.Read("""{"price":2,"kind":"fixed"}""").Required);

    [Fact]
    public void A_very_long_text_is_not_even_read() =>
        Assert.Equal(ProblemCodes.PackageTooLarge, PackageJson.Read(new string(' ', PackageJson.LongestText + 1)).Problems.Single().Code);

    [Theory]
    [InlineData("""{"kind":"mix","parts":[null]}""", "$.price.parts[0]")]
    [InlineData("""{"kind":"together","parts":[null]}""", "$.price.parts[0]")]
    [InlineData("""{"kind":"tiered","tiers":[null]}""", "$.price.tiers[0]")]
    [InlineData("""{"kind":"timeDivided","bands":[null]}""", "$.price.bands[0]")]
    [InlineData("""{"kind":"timeDivided","bands":[{"name":"a","times":[null],"price":{"kind":"fixed","price":1}}]}""", "$.price.bands[0].times[0]")]
    public void A_list_with_nothing_in_it_is_told_with_its_place(string price, string where)
    {
        var problem = Assert.Single(PackageJson.ReadPackage(Package(price)).Problems);
        Assert.Equal(ProblemCodes.JsonValueNull, problem.Code);
        Assert.EndsWith(", " + where, problem.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_with_nothing_in_it_that_a_program_made_is_told_by_the_rules() => Assert.Equal(
        ["price.parts[0]", "price.parts[1].tiers[0]", "price.parts[2].bands[0]"],
        PackageRules.Check(Support.Package(new Together([null!, new Tiered([null!]), new TimeDivided([null!])]))).Where(static problem => problem.Code == ProblemCodes.PackageEmpty).Select(static problem => problem.Where));

    [Fact]
    public void Shares_without_a_sum_are_told_one_by_one() =>
        Assert.Equal(
            ["price.parts[0].share", "price.parts[1].share"],
            PackageJson.ReadPackage(Package("""{"kind":"mix","parts":[{"share":7.9e28,"price":{"kind":"fixed","price":1}},{"share":7.9e28,"price":{"kind":"fixed","price":1}}]}"""))
                .Problems.Select(static problem => problem.Where));

    [Theory]
    [InlineData("\"rounding\":{\"decimals\":29,\"mode\":\"toEven\"}", "rounding")]
    [InlineData("\"rounding\":{\"decimals\":-1,\"mode\":\"toEven\"}", "rounding")]
    [InlineData("\"maxPrice\":79228162514264337593543950335", "maxPrice")]
    [InlineData("\"minPrice\":-1000000000.01", "minPrice")]
    [InlineData("\"openTo\":[\"\"]", "openTo[0]")]
    [InlineData("\"settlementMethods\":[\" \"]", "settlementMethods[0]")]
    public void What_would_stop_the_first_bill_is_told_when_the_package_is_entered(string property, string where) =>
        Assert.Contains(where, PackageJson.ReadPackage(Package("""{"kind":"fixed","price":1}""", property)).Problems.Select(static problem => problem.Where));

    [Fact]
    public void Amounts_have_an_end_whatever_the_limits_of_the_package_say()
    {
        var price = new Together(
        [
            new FixedPrice(2_000_000_000), new LinkedPrice("m", 2_000_000_000), new StandingCharge(2_000_000_000, 2_000_000_000), new FeedIn(2_000_000_000),
            new GreenAddOn(2_000_000_000), new Tiered([new(2_000_000_000)]), new SpreadShare("m", 2_000_000_000, 1),
        ]);
        var problems = PackageRules.Check(Support.Package(price) with { MaxPrice = 3_000_000_000 });
        Assert.Equal(9, problems.Count);
        Assert.All(problems, static problem => Assert.Equal(ProblemCodes.PriceOutOfLimits, problem.Code));
    }

    private static string Package(string price, string more = "\"validTo\":null") =>
        $$"""{"code":"P","version":1,"names":{"en":"P"},"currency":"CNY","validFrom":"2026-01-01",{{more}},"price":{{price}}}""";
}
