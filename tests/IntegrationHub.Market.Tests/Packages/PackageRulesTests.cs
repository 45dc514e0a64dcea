using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Time;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Packages;

public sealed class PackageRulesTests
{
    private static string[] Codes(PriceExpression price) => [.. PackageRules.Check(Package(price)).Select(static problem => problem.Code)];

    [Fact]
    public void Everything_wrong_is_reported_at_once_with_its_place()
    {
        var problems = PackageRules.Check(Package(new Together(
        [
            new FixedPrice(20_000),
            new LinkedPrice(" ", 0, Share: 1.5m),
            new Tiered([new(1, 5), new(1, 4), new(1)]),
            new Mix([new(0.5m, new FixedPrice(1))]),
        ])));
        Assert.Equal(
            [
                (ProblemCodes.PriceOutOfLimits, "price.parts[0].price"),
                (ProblemCodes.ReferenceUnnamed, "price.parts[1].reference"),
                (ProblemCodes.ShareOutOfRange, "price.parts[1].share"),
                (ProblemCodes.TiersDisordered, "price.parts[2].tiers[1].upTo"),
                (ProblemCodes.ShareOutOfRange, "price.parts[3].parts"),
            ],
            problems.Select(static problem => (problem.Code, problem.Where)));
        Assert.All(problems, static problem => Assert.NotEmpty(problem.Remedy));
    }

    [Fact]
    public void Times_without_a_price_and_times_with_two_are_found()
    {
        Assert.Equal([ProblemCodes.TimesIncomplete], Codes(new TimeDivided([new("day", [new(360, 1320)], new FixedPrice(1))])));
        Assert.Equal([ProblemCodes.TimesOverlap], Codes(new TimeDivided([new("all", [new(0, 0)], new FixedPrice(1)), new("night", [new(1320, 360)], new FixedPrice(1))])));
        Assert.Equal(
            [ProblemCodes.TimesIncomplete],
            Codes(new TimeDivided([new("working", [new(0, 1440)], new FixedPrice(1), DayTypes: [DayType.Working])])));
    }

    [Fact]
    public void Nesting_has_an_end()
    {
        PriceExpression price = new FixedPrice(1);
        for (var i = 0; i < 10; i++)
            price = new Together([price]);

        Assert.Equal([ProblemCodes.PackageTooDeep], Codes(price));
    }

    [Fact]
    public void Size_has_an_end() =>
        Assert.Equal([ProblemCodes.PackageTooLarge], Codes(new Together([.. Enumerable.Repeat(new FixedPrice(1), 600)])));

    [Fact]
    public void A_floor_above_the_ceiling_and_an_empty_clause_are_refused()
    {
        Assert.Equal([ProblemCodes.FloorAboveCeiling], Codes(new Bounded(new FixedPrice(1), 5, 4)));
        Assert.Equal([ProblemCodes.ValueMissing], Codes(new Bounded(new FixedPrice(1))));
    }

    [Fact]
    public void The_limits_of_the_package_hold_for_floors_and_ceilings()
    {
        var price = new Together([new Bounded(new FixedPrice(1), Floor: 5000, Ceiling: 6000), new SpreadShare("m", 400, 0.5m, Floor: -5000, Ceiling: 1600)]);
        var problems = PackageRules.Check(Package(price) with { MaxPrice = 1500 });
        Assert.Equal(
            ["price.parts[0].floor", "price.parts[0].ceiling", "price.parts[1].floor", "price.parts[1].ceiling"], problems.Select(static problem => problem.Where));
        Assert.All(problems, static problem => Assert.Equal(ProblemCodes.PriceOutOfLimits, problem.Code));
    }

    [Fact]
    public void Only_the_last_tier_is_open() =>
        Assert.Equal([ProblemCodes.TierOpenEnded, ProblemCodes.TierOpenEnded], Codes(new Tiered([new(1), new(1, 5)])));

    [Fact]
    public void Code_name_currency_and_days_are_checked()
    {
        var package = Package(new FixedPrice(1)) with
        {
            Code = "", Names = new Dictionary<string, string>(), Currency = "yuan", ValidTo = new(2025, 1, 1),
        };
        Assert.Equal(4, PackageRules.Check(package).Count);
    }

    [Fact]
    public void A_package_is_open_to_whom_it_says_and_when()
    {
        var package = Package(new FixedPrice(1)) with { OpenTo = ["industry"], SettlementMethods = ["monthly"], ValidTo = new(2026, 12, 31) };
        Assert.True(package.IsOpenTo("industry", "monthly", new(2026, 12, 31)));
        Assert.False(package.IsOpenTo("household", "monthly", new(2026, 12, 31)));
        Assert.False(package.IsOpenTo("industry", "spot", new(2026, 12, 31)));
        Assert.False(package.IsOpenTo("industry", "monthly", new(2027, 1, 1)));
    }
}
