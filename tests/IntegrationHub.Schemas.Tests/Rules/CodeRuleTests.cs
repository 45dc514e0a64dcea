using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Rules;
using static IntegrationHub.Schemas.Tests.Rules.RuleTestDocument;

namespace IntegrationHub.Schemas.Tests.Rules;

public sealed class CodeRuleTests
{
    [Fact]
    public void Rule_codes_are_unique_and_every_rule_names_its_source()
    {
        Assert.Equal(DocumentRules.All.Count, DocumentRules.All.Select(r => r.Code).Distinct().Count());
        Assert.All(DocumentRules.All, rule => Assert.NotEmpty(rule.Source));
    }

    [Fact]
    public void A_series_identification_stands_once()
    {
        var finding = Assert.Single(new RuleTestDocument { Series = [OneSeries("a"), OneSeries("b", 2), OneSeries("a", 3)] }.Check());
        Assert.Equal(("A55", "TimeSeries[3]/mRID", RuleLevel.Series), (finding.ReasonCode, finding.Path, finding.Level));
    }

    [Theory]
    [InlineData("8716867000016", "MAW", true)]
    [InlineData("8716867000016", "KWT", true)]
    [InlineData("8716867000016", "MWH", false)]
    [InlineData("8716867000030", "MWH", true)]
    [InlineData("8716867000030", "MAW", false)]
    [InlineData("8716867000023", "MAW", false)]
    [InlineData("8716867000030", "Z99", true)]
    [InlineData("1234567890123", "MAW", true)]
    public void The_unit_is_one_of_the_product_s_physical_quantity(string product, string unit, bool right)
    {
        var findings = new RuleTestDocument { Series = [new TimeSeries { ElementName = "TimeSeries", Ordinal = 1, Product = product, QuantityUnit = unit }] }.Check();
        Assert.Equal(right ? [] : ["unit-fits-product"], findings.Select(f => f.Rule));
    }

    [Theory]
    [InlineData("CNY", 0)]
    [InlineData(null, 1)]
    public void Prices_have_a_currency(string? currency, int findings)
    {
        var period = new SeriesPeriod { Ordinal = 1, Interval = Between("2024-06-09T22:00Z", "2024-06-10T22:00Z"), Resolution = "P1D", Positions = new[] { 1 }, Prices = new[] { 12.5m } };
        var series = new TimeSeries { ElementName = "TimeSeries", Ordinal = 1, Currency = currency, Periods = [period] };
        Assert.Equal(findings, new RuleTestDocument { Series = [series] }.Check().Count(f => f.ReasonCode == "A69"));
    }

    [Theory]
    [InlineData("Schedule_MarketDocument", 1)]
    [InlineData("ReserveBid_MarketDocument", 1)]
    [InlineData("Publication_MarketDocument", 0)]
    public void Schedules_and_bids_carry_no_signed_quantities(string root, int findings)
    {
        var period = Period("2024-06-09T22:00Z", "2024-06-10T22:00Z", "PT12H", [1, 2], quantities: [1m, -0.5m]);
        var found = new RuleTestDocument { Root = root, Series = [OneSeries(periods: period)] }.Check();
        Assert.Equal(findings, found.Count(f => f is { ReasonCode: "A46", Path: "TimeSeries[1]/Period[1]/Point[2]/quantity" }));
    }

    [Theory]
    [InlineData("A07", 0)]
    [InlineData("A08", 2)]
    public void Reasons_of_intermediate_confirmations_stay_in_them(string type, int findings)
    {
        var series = new TimeSeries { ElementName = "Imposed_TimeSeries", Ordinal = 1, Reasons = [new("A90")] };
        var found = new RuleTestDocument { Root = "Confirmation_MarketDocument", Type = type, Reasons = [new("A87"), new("A06")], Series = [series] }.Check();
        Assert.Equal(findings, found.Count);
    }

    [Fact]
    public void An_ignored_series_is_zero()
    {
        SeriesPeriod Day(params decimal[] quantities) => Period("2024-06-09T22:00Z", "2024-06-10T22:00Z", "PT12H", [1, 2], quantities: quantities);
        RuleTestDocument Document(SeriesPeriod period) => new() { Series = [new TimeSeries { ElementName = "TimeSeries", Ordinal = 1, Periods = [period], Reasons = [new("A89")] }] };
        Assert.Empty(Document(Day(0m, 0.000m)).Check());
        Assert.Equal("A42", Assert.Single(Document(Day(0m, 0.001m)).Check()).ReasonCode);
    }

    [Theory]
    [InlineData("A01", 0, 0)]
    [InlineData("A01", 1, 1)]
    [InlineData("A02", 0, 0)]
    [InlineData("A02", 1, 0)]
    [InlineData("A03", 1, 0)]
    [InlineData("A03", 0, 1)]
    [InlineData("A01 A02", 0, 1)]
    [InlineData("A02 A78", 0, 0)]
    public void The_reasons_of_an_acknowledgement_agree_with_its_series(string codes, int series, int findings)
    {
        var document = new RuleTestDocument
        {
            Root = "Acknowledgement_MarketDocument",
            Start = null,
            Reasons = codes.Split(' ').Select(code => new Reason(code)).ToArray(),
            Series = Enumerable.Range(1, series).Select(i => new TimeSeries { ElementName = "Rejected_TimeSeries", Ordinal = i, MRid = $"{i}" }).ToArray(),
        };
        Assert.Equal(findings, document.Check().Count);
    }
}
