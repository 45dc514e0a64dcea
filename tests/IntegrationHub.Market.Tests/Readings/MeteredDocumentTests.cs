using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;
using NodaTime;

namespace IntegrationHub.Market.Tests.Readings;

public sealed class MeteredDocumentTests
{
    private static readonly MonthGrids Grids = MonthGrids.QuarterHours(DateTimeZoneProviders.Tzdb["Asia/Shanghai"]);

    /// <summary>The last quarter of an hour of June in Shanghai.</summary>
    private static readonly DateTimeOffset LastOfJune = new(2026, 6, 30, 15, 45, 0, TimeSpan.Zero);

    [Fact]
    public void A_series_over_the_end_of_a_month_goes_to_both_months_by_market_time()
    {
        var read = MeteredDocument.Read(Document(Series(LastOfJune, [1.5m, 2m], ["A04", "A03"])), Grids).Required;
        Assert.Equal([(new BillingMonth(2026, 6), "571313100000000012"), (new BillingMonth(2026, 7), "571313100000000012")], read.Select(static one => (one.Month, one.AccountNumber)));
        Assert.Equal((Grids.Of(new(2026, 6)).Count - 1, 1500L, ReadingQuality.Measured), Assert.Single(read[0].Values));
        Assert.Equal((0, 2000L, ReadingQuality.Estimated), Assert.Single(read[1].Values));
    }

    [Fact]
    public void A_value_that_is_not_available_is_a_gap_and_production_is_fed_in()
    {
        var read = Assert.Single(MeteredDocument.Read(Document(Series(LastOfJune.AddMinutes(15), [0m, 2m], ["A02", "A04"]) with { MeteringPointType = "E18" }), Grids).Required);
        Assert.Equal(ReadingChannel.Export, read.Channel);
        Assert.Equal((1, 2000L, ReadingQuality.Measured), Assert.Single(read.Values));
    }

    [Fact]
    public void Every_series_that_cannot_be_used_is_told_and_nothing_is_taken()
    {
        var read = MeteredDocument.Read(
            Document(
                Series(LastOfJune, [1m], ["A04"]),
                Series(LastOfJune, [1m], ["A04"]) with { MeteringPointType = "E20" },
                Series(LastOfJune, [1m], ["A04"]) with { Unit = "KVR" },
                Series(LastOfJune, [1m, 1m], ["A04", "A04"], resolution: "PT1H"),
                Series(LastOfJune.AddMinutes(5), [1m], ["A04"]),
                Series(LastOfJune, [0.0001m], ["A04"])),
            Grids);
        Assert.Null(read.Value);
        Assert.Equal(
            [
                ("Series[2]", ProblemCodes.ReadingOutside), ("Series[3]", ProblemCodes.ReadingUnreadable), ("Series[4]", ProblemCodes.ReadingOutside), ("Series[5]", ProblemCodes.ReadingOutside),
                ("Series[6]", ProblemCodes.ReadingUnreadable),
            ],
            read.Problems.Select(static problem => (problem.Where, problem.Code)));
    }

    private static MeteredSeries Series(DateTimeOffset start, decimal[] quantities, string[] qualities, string resolution = "PT15M") => new()
    {
        MRid = "S1",
        MeteringPoint = new("571313100000000012", "A10"),
        MeteringPointType = "E17",
        Registered = start,
        Period = PeriodPoints.Create(new TimeInterval(start, start.AddMinutes((resolution == "PT1H" ? 60 : 15) * quantities.Length)), resolution, quantities: quantities, qualities: qualities),
    };

    private static MeteredData Document(params MeteredSeries[] series) => new()
    {
        MRid = "M1",
        ProcessType = "D42",
        Sender = new(new("5790001330552", "A10"), "DGL"),
        Receiver = new(new("5790001330583", "A10"), "DDQ"),
        Created = LastOfJune,
        Series = series,
    };
}
