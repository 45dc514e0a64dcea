using System.Buffers;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Rules;
using IntegrationHub.Schemas.Writing;
using NodaTime;

namespace IntegrationHub.Adapters.Simulator.TradingCenter;

/// <summary>
/// The result of an auction with one bidder: a bid for energy that is needed (business type B75) gets every step at or above the clearing price, which is the
/// price that the center publishes for the hour; whole days and months have that of the first hour. Pure: the same bid gets the same result.
/// </summary>
public static class AuctionResult
{
    private const string Need = "B75";

    /// <summary>Price of the first hour of a day, and by how much each further hour is dearer.</summary>
    private const decimal FirstHour = 318.40m;

    private const decimal PerHour = 7.35m;

    /// <summary>True when a bid takes part in the auction of energy.</summary>
    public static bool Concerns(MarketDocument bid) => bid.Series.Count > 0 && bid.Series.All(static series => series.BusinessType == Need);

    /// <summary>The clearing price of an interval, by the hour of the market day that it begins in.</summary>
    public static decimal ClearingPrice(DateTimeOffset start, DateTimeZone zone) => FirstHour + (PerHour * Instant.FromDateTimeOffset(start).InZone(zone).Hour);

    /// <summary>What the bid's series get.</summary>
    /// <param name="setting">The parties.</param>
    /// <param name="mRid">mRID of the result.</param>
    /// <param name="bid">The bid, accepted.</param>
    /// <param name="created">Creation instant.</param>
    public static byte[] Of(MarketSetting setting, string mRid, MarketDocument bid, DateTimeOffset created)
    {
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        ReserveAllocationResultWriter.Write(
            new ReserveAllocationResult
            {
                MRid = mRid,
                ProcessType = bid.ProcessType,
                Sender = setting.Center,
                Receiver = setting.Retailer,
                Created = SampleDocuments.Second(created),
                Period = bid.Period!.Value,
                Domain = setting.Domain,
                Series = [.. bid.Series.Select((series, number) => Series(setting, $"{number + 1}", bid, series))],
                Reasons = [new Reason("A73")],
            },
            output);
        return output.WrittenSpan.ToArray();
    }

    private static AllocatedSeries Series(MarketSetting setting, string mRid, MarketDocument bid, TimeSeries series) => new()
    {
        MRid = mRid,
        BidDocument = bid.MRid,
        BidRevision = bid.Revision,
        BidSeries = series.MRid,
        Tendering = bid.Sender,
        BusinessType = Need,
        AcquiringDomain = series.InDomain ?? setting.Domain,
        ConnectingDomain = series.OutDomain ?? setting.Domain,
        QuantityUnit = series.QuantityUnit ?? "MWH",
        Currency = series.Currency,
        PriceUnit = series.PriceUnit,
        Direction = series.Direction ?? "A01",
        CurveType = "A01",
        Periods = [.. series.Periods.Select(period => Award(setting, period))],
    };

    private static PeriodPoints Award(MarketSetting setting, SeriesPeriod period)
    {
        var length = Resolution.TryParse(period.Resolution, out var resolution) ? resolution : throw new ArgumentException($"'{period.Resolution}' is no length of a step.", nameof(period));
        var (quantities, prices) = (new decimal[period.Positions.Length], new decimal[period.Positions.Length]);
        for (var i = 0; i < quantities.Length; i++)
        {
            prices[i] = ClearingPrice(length.IsCalendar ? period.Interval.Start : period.Interval.Start + (length.Time * (period.Positions.Span[i] - 1)), setting.Zone);
            quantities[i] = i < period.Prices.Length && period.Prices.Span[i] >= prices[i] ? period.Quantities.Span[i] : 0;
        }

        return PeriodPoints.Create(period.Interval, period.Resolution, period.Positions, quantities, prices: prices);
    }
}
