using System.Buffers;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Adapters.Simulator.Documents;

/// <summary>
/// Valid documents with plausible figures, for demos, drills and load: the same arguments make the same bytes. Quantities follow a day's
/// load curve in whole tenths of a megawatt; nothing in them is anybody's data.
/// </summary>
public static class SampleDocuments
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A day-ahead schedule of the retailer: what it buys at the center, in quarters of an hour.</summary>
    /// <param name="market">The parties.</param>
    /// <param name="mRid">Identification, at most 60 characters.</param>
    /// <param name="revision">1 to 999.</param>
    /// <param name="day">Whole market days.</param>
    /// <param name="created">Creation instant.</param>
    /// <param name="series">Number of series; each is a day of points.</param>
    /// <param name="hourly">Further series in hours instead of quarters: a finer step in size for load tests.</param>
    public static byte[] Schedule(
        MarketSetting market, string mRid, int revision, TimeInterval day, DateTimeOffset created, int series = 2, int hourly = 0) =>
        Write(output => ScheduleWriter.Write(
            new Schedule
            {
                MRid = mRid,
                Revision = revision,
                Type = "A01",
                ProcessType = "A01",
                Sender = market.Retailer,
                Receiver = market.Center,
                Created = Second(created),
                Period = day,
                Domain = market.Domain,
                Series =
                [
                    .. Enumerable.Range(1, series + hourly).Select(number => new ScheduleSeries
                    {
                        MRid = $"{mRid}-{number}",
                        BusinessType = "A02",
                        InDomain = market.Domain,
                        OutDomain = market.Domain,
                        InParty = number % 2 == 1 ? market.Retailer.Id : market.Center.Id,
                        OutParty = number % 2 == 1 ? market.Center.Id : market.Retailer.Id,
                        CurveType = "A01",
                        Periods =
                        [
                            number <= series
                                ? PeriodPoints.Create(day, "PT15M", quantities: Curve(day, Load(number)))
                                : PeriodPoints.Create(day, "PT60M", quantities: Fill(Count(day, Hour), hour => (Load(number) + 120m) * Percent(hour % 24) / 100m)),
                        ],
                    }),
                ],
            },
            output));

    /// <summary>A reserve bid of the retailer with one upward step per hour.</summary>
    public static byte[] ReserveBid(MarketSetting market, string mRid, int revision, TimeInterval day, DateTimeOffset created, decimal price = 412.5m)
    {
        var hours = Count(day, Hour);
        return Write(output => ReserveBidWriter.Write(
            new ReserveBid(ReserveBidVersion.V7_2)
            {
                MRid = mRid,
                Revision = revision,
                ProcessType = "A51",
                Sender = market.Retailer,
                Receiver = market.Center,
                Created = Second(created),
                Period = day,
                Domain = market.Domain,
                Bids =
                [
                    new BidSeries
                    {
                        MRid = $"{mRid}-1",
                        BusinessType = "B74",
                        AcquiringDomain = market.Domain,
                        ConnectingDomain = market.Domain,
                        Provider = market.Retailer.Id,
                        Currency = "CNY",
                        PriceUnit = "MAW",
                        Divisible = true,
                        Direction = "A01",
                        Periods =
                        [
                            PeriodPoints.Create(
                                day,
                                "PT60M",
                                quantities: Fill(hours, hour => 10m + (hour % 4)),
                                prices: Fill(hours, hour => price + (hour / 6 * 10m))),
                        ],
                    },
                ],
            },
            output));
    }

    /// <summary>An energy account: what the retailer took in and gave out over past market days.</summary>
    public static byte[] EnergyAccount(MarketSetting market, PartyInRole sender, PartyInRole receiver, string mRid, int revision, TimeInterval days, DateTimeOffset created)
    {
        var hours = Count(days, Hour);
        return Write(output => EnergyAccountWriter.Write(
            new EnergyAccount(EnergyAccountVersion.V4_0)
            {
                MRid = mRid,
                Revision = revision,
                Type = "A12",
                Status = "A01",
                ProcessType = "A05",
                Sender = sender,
                Receiver = receiver,
                Created = Second(created),
                Period = days,
                Domain = market.Domain,
                Series =
                [
                    new AccountSeries
                    {
                        MRid = $"{mRid}-1",
                        BusinessType = "A14",
                        Area = market.Domain,
                        Party = market.Retailer.Id,
                        Currency = "CNY",
                        Periods =
                        [
                            PeriodPoints.Create(
                                days, "PT60M", quantities: Fill(hours, hour => 38.25m + (hour % 24)), outQuantities: Fill(hours, _ => 0m)),
                        ],
                    },
                ],
            },
            output));
    }

    /// <summary>Day-ahead prices as the center publishes them.</summary>
    public static byte[] Publication(MarketSetting market, string mRid, int revision, TimeInterval day, DateTimeOffset created)
    {
        var hours = Count(day, Hour);
        return Write(output => PublicationWriter.Write(
            new Publication(PublicationVersion.V7_3)
            {
                MRid = mRid,
                Revision = revision,
                Type = "A44",
                Sender = market.Center,
                Receiver = market.Retailer,
                Created = Second(created),
                Period = day,
                Domain = market.Domain,
                Series =
                [
                    new PublishedSeries
                    {
                        MRid = "1",
                        BusinessType = "A62",
                        InDomain = market.Domain,
                        OutDomain = market.Domain,
                        ContractType = "A01",
                        Currency = "CNY",
                        PriceUnit = "MWH",
                        CurveType = "A01",
                        Periods = [PeriodPoints.Create(day, "PT60M", prices: Fill(hours, hour => 318.40m + (hour * 7.35m)))],
                    },
                ],
            },
            output));
    }

    /// <summary>Realised load of the zone.</summary>
    public static byte[] Load(MarketSetting market, string mRid, TimeInterval day, DateTimeOffset created) =>
        Write(output => GenerationLoadWriter.Write(
            new GenerationLoad
            {
                MRid = mRid,
                Type = "A65",
                ProcessType = "A16",
                Sender = market.Center,
                Receiver = market.Retailer,
                Created = Second(created),
                Period = day,
                Series =
                [
                    new GenerationLoadSeries
                    {
                        MRid = "1",
                        BusinessType = "A04",
                        OutBiddingZone = market.Domain,
                        Periods = [PeriodPoints.Create(day, "PT15M", quantities: Curve(day, 2_400m))],
                    },
                ],
            },
            output));

    /// <summary>The center's final confirmation of a schedule, series by series as received.</summary>
    public static byte[] Confirmation(MarketSetting market, string mRid, MarketDocument schedule, DateTimeOffset created) =>
        Write(output => ConfirmationWriter.Write(
            new Confirmation
            {
                MRid = mRid,
                Type = "A08",
                Created = Second(created),
                Sender = market.Center,
                Receiver = market.Retailer,
                Period = schedule.Period!.Value,
                ConfirmedMRid = schedule.MRid,
                ConfirmedRevision = schedule.Revision,
                Domain = market.Domain,
                ProcessType = schedule.ProcessType,
                Reasons = [new Reason("A06")],
                Confirmed =
                [
                    .. schedule.Series.Select(series => new ConfirmedSeries
                    {
                        MRid = series.MRid ?? series.Ordinal.ToString(),
                        Version = series.Version ?? 1,
                        BusinessType = series.BusinessType ?? "A02",
                        InDomain = series.InDomain,
                        OutDomain = series.OutDomain,
                        InParty = series.InParty,
                        OutParty = series.OutParty,
                        Periods = [.. series.Periods.Select(period => PeriodPoints.Create(period.Interval, period.Resolution, period.Positions, period.Quantities))],
                    }),
                ],
            },
            output));

    /// <summary>Says that an expected document has not come.</summary>
    public static byte[] Problem(MarketSetting market, string mRid, string expectedType, TimeInterval period, DateTimeOffset created) =>
        Write(output => ProblemStatementWriter.Write(
            new ProblemStatement
            {
                MRid = mRid,
                Type = "A33",
                Sender = market.Center,
                Receiver = market.Retailer,
                Created = Second(created),
                Period = period,
                ExpectedType = expectedType,
                ExpectedCreated = Second(created),
                Domain = market.Domain,
                Reasons = [new Reason("A91")],
            },
            output));

    /// <summary>Asks the center what became of a document.</summary>
    public static byte[] StatusRequest(MarketSetting market, string mRid, string documentMRid, DateTimeOffset created) =>
        Write(output => StatusRequestWriter.Write(
            new StatusRequest(StatusRequestVersion.V4_0)
            {
                MRid = mRid,
                Type = "A59",
                Sender = market.Retailer,
                Receiver = market.Center,
                Created = Second(created),
                Attributes = [new RequestAttribute("DocumentIdentification", documentMRid)],
            },
            output));

    private static byte[] Write(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        write(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Documents know instants to the second.</summary>
    internal static DateTimeOffset Second(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static int Count(TimeInterval interval, TimeSpan step) => (int)(interval.Duration.Ticks / step.Ticks);

    private static decimal[] Fill(int count, Func<int, decimal> value) => [.. Enumerable.Range(0, count).Select(value)];

    /// <summary>A day's shape by whole percents of the base: low at night, two peaks.</summary>
    private static decimal[] Curve(TimeInterval day, decimal load) =>
        Fill(Count(day, Quarter), quarter => (load + 120m) * Percent(quarter / 4 % 24) / 100m);

    /// <summary>Base of a series: buying and selling in pairs, so that a schedule balances.</summary>
    private static decimal Load(int series) => 40m * (((series + 1) / 2) % 7);

    private static int Percent(int hour) => hour switch
    {
        < 6 => 58,
        < 9 => 82,
        < 12 => 104,
        < 14 => 93,
        < 18 => 98,
        < 21 => 112,
        _ => 74,
    };
}
