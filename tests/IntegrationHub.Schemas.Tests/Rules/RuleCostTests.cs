using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Rules;
using static IntegrationHub.Schemas.Tests.Rules.RuleTestDocument;

namespace IntegrationHub.Schemas.Tests.Rules;

public sealed class RuleCostTests
{
    [Fact]
    public void Checking_a_million_right_points_makes_no_objects_of_them()
    {
        var count = 999_360;
        var period = new SeriesPeriod
        {
            Ordinal = 1,
            Interval = new TimeInterval(At("2024-01-01T00:00Z"), At("2024-01-01T00:00Z").AddMinutes(count)),
            Resolution = "PT1M",
            Positions = Enumerable.Range(1, count).ToArray(),
            Quantities = Enumerable.Repeat(1.5m, count).ToArray(),
        };
        var document = new RuleTestDocument { Root = "ReserveBid_MarketDocument", Start = null, Series = [OneSeries(periods: period)] }.Build();
        Assert.Empty(DocumentRules.Check(document, Brussels));

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(DocumentRules.Check(document, Brussels));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void A_document_wrong_in_every_point_costs_no_more_than_its_findings()
    {
        var period = Period("2024-06-09T22:00Z", "2024-06-10T22:00Z", "PT1M", Enumerable.Range(2_000, 900_000));
        var findings = new RuleTestDocument { Series = [OneSeries(periods: period)] }.Check(Brussels with { FindingLimit = 50 });
        Assert.Equal(50, findings.Count);
    }
}
