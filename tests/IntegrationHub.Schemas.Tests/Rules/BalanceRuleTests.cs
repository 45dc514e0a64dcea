using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Rules;
using static IntegrationHub.Schemas.Tests.Rules.RuleTestDocument;

namespace IntegrationHub.Schemas.Tests.Rules;

public sealed class BalanceRuleTests
{
    private const string Start = "2024-06-09T22:00Z";
    private const string End = "2024-06-10T22:00Z";
    private static readonly RuleContext Demanded = Brussels with { BalanceDemanded = true };
    private static readonly CodedId Us = new("10XFR-RTE------Q", "A01");
    private static readonly CodedId Other = new("10X1001A1001A450", "A01");
    private static readonly CodedId Area = new("10YFR-RTE------C", "A01");

    [Fact]
    public void A_purchase_that_is_consumed_balances() => Assert.Empty(Check(Bought([5m, 7m]), Consumed([5.0m, 7m])));

    [Fact]
    public void What_is_left_over_is_reported_for_its_interval()
    {
        var finding = Assert.Single(Check(Bought([5m, 7m]), Consumed([5m, 6.5m])));
        Assert.Equal(("A54", RuleLevel.Document), (finding.ReasonCode, finding.Level));
        Assert.Equal(Between("2024-06-10T10:00Z", End), finding.Interval);
        Assert.StartsWith("0.5 more coming in than going out", finding.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_market_that_does_not_demand_balance_gets_no_finding() =>
        Assert.Empty(new RuleTestDocument { Sender = Us, Series = [Bought([5m, 7m])] }.Check());

    [Fact]
    public void Resolutions_and_curve_types_may_differ_between_the_sides()
    {
        var hourly = Series("in", Us, Other, null, null, Period(Start, End, "PT1H", Enumerable.Range(1, 24), quantities: Enumerable.Repeat(4m, 24)));
        var variable = Series("out", Other, Us, null, null, Period(Start, End, "PT15M", [1, 50], quantities: [4m, 4m]), "A03");
        Assert.Empty(Check(hourly, variable));
    }

    [Fact]
    public void Whatever_comes_in_and_leaves_again_split_in_parts_balances()
    {
        var parts = Gen.Choose(0, 1_000_000).Select(n => n / 1000m).ListOf().Where(l => l.Count is > 0 and < 8);
        Prop.ForAll(parts.ToArbitrary(), amounts =>
        {
            var incoming = amounts.Select((amount, i) => Series($"in{i}", Us, Other, null, null, Period(Start, End, "P1D", [1], quantities: [amount]), "A01", i + 1));
            var all = incoming.Append(Consumed([amounts.Sum(), amounts.Sum()], 9));
            Assert.Empty(Check([.. all]));
            if (amounts.Sum() > 0) Assert.NotEmpty(Check([.. all.Skip(0).SkipLast(1)]));
        }).QuickCheckThrowOnFailure();
    }

    private static IReadOnlyList<RuleFinding> Check(params TimeSeries[] series) => new RuleTestDocument { Sender = Us, Domain = Area, Series = series }.Check(Demanded);

    private static TimeSeries Bought(decimal[] quantities) => Series("buy", Us, Other, Area, Area, Period(Start, End, "PT12H", [1, 2], quantities: quantities));

    private static TimeSeries Consumed(decimal[] quantities, int ordinal = 2) =>
        Series("use", null, null, null, Area, Period(Start, End, "PT12H", [1, 2], quantities: quantities), "A01", ordinal);

    private static TimeSeries Series(string id, CodedId? to, CodedId? from, CodedId? inArea, CodedId? outArea, SeriesPeriod period, string curve = "A01", int ordinal = 1) => new()
    {
        ElementName = "TimeSeries",
        Ordinal = ordinal,
        MRid = id,
        CurveType = curve,
        InParty = to,
        OutParty = from,
        InDomain = inArea,
        OutDomain = outArea,
        Periods = [period],
    };
}
