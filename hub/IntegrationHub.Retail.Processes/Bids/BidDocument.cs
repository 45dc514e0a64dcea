using System.Buffers;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary>
/// A bid as <c>ReserveBid_MarketDocument</c> 7.2 and back (IEC 62325-451-7). Each price step is a series, a need (business type B75) of divisible energy
/// in MWh; its periods are the runs of intervals that have the step, so that no point says something the bid does not.
/// </summary>
public static class BidDocument
{
    /// <summary>StandardBusinessTypeList: need.</summary>
    public const string Need = "B75";

    private const string Scheme = "A01";

    private const string Energy = "MWH";

    private const string Up = "A01";

    /// <summary>Writes the document.</summary>
    public static byte[] Write(BidEntry bid, MarketEvent market, EventGrid grid, SubmissionFrame frame)
    {
        var area = new CodedId(market.Area, Scheme);
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        ReserveBidWriter.Write(
            new ReserveBid(ReserveBidVersion.V7_2)
            {
                MRid = frame.MRid,
                Revision = frame.Revision,
                ProcessType = ProcessTypeOf(market.Kind),
                Sender = new PartyInRole(frame.Self.Code, frame.Self.MarketRole),
                Receiver = new PartyInRole(frame.Partner.Code, frame.Partner.MarketRole),
                Created = frame.Created,
                Period = grid.Period,
                Domain = area,
                Bids =
                [
                    .. Enumerable.Range(0, bid.Intervals.Max(static interval => interval.Steps.Count)).Select(step => new BidSeries
                    {
                        MRid = $"{frame.MRid}-{step + 1}",
                        AuctionMRid = market.Code,
                        BusinessType = Need,
                        AcquiringDomain = area,
                        ConnectingDomain = area,
                        Provider = frame.Self.Code,
                        QuantityUnit = Energy,
                        Currency = market.Currency,
                        PriceUnit = Energy,
                        Divisible = true,
                        Direction = Up,
                        Periods = [.. Runs(bid, step).Select(run => Period(run, step, grid))],
                    }),
                ],
            },
            output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>What a document says, as the text that people approve; null where it is no such bid.</summary>
    public static BidText? Read(MarketDocument document, string auction, string area, EventGrid grid)
    {
        var steps = new SortedDictionary<int, List<BidStep>>();
        foreach (var period in document.Series.SelectMany(static series => series.Periods))
        {
            if (grid.PositionAt(period.Interval.Start) is not { } first || period.Resolution != grid.Resolution || period.Prices.Length != period.Positions.Length)
                return null;

            for (var i = 0; i < period.Positions.Length; i++)
            {
                var position = first + period.Positions.Span[i] - 1;
                if (!steps.TryGetValue(position, out var list))
                    steps[position] = list = [];

                list.Add(new(Market.Quantities.Energy.FromMegawattHours(period.Quantities.Span[i]), period.Prices.Span[i]));
            }
        }

        return document.Series is [{ Currency: { } currency }, ..] && steps.Count > 0 && steps.Keys.Last() <= grid.Count
            ? BidText.Of(document.MRid, document.Revision, auction, area, currency, steps.Select(static entry => new IntervalBid(entry.Key, entry.Value)), grid.IntervalOf)
            : null;
    }

    /// <summary>StandardProcessTypeList.</summary>
    private static string ProcessTypeOf(MarketEventKind kind) => kind switch
    {
        MarketEventKind.Annual => "A33",
        MarketEventKind.Monthly => "A32",
        MarketEventKind.DayAhead => "A01",
        _ => "A40",
    };

    /// <summary>Intervals that follow each other and have a step.</summary>
    private static IEnumerable<List<IntervalBid>> Runs(BidEntry bid, int step)
    {
        var run = new List<IntervalBid>();
        foreach (var interval in bid.Intervals.Where(interval => interval.Steps.Count > step))
        {
            if (run.Count > 0 && interval.Position != run[^1].Position + 1)
            {
                yield return run;
                run = [];
            }

            run.Add(interval);
        }

        if (run.Count > 0)
            yield return run;
    }

    private static PeriodPoints Period(List<IntervalBid> run, int step, EventGrid grid) => PeriodPoints.Create(
        new(grid.IntervalOf(run[0].Position).Start, grid.IntervalOf(run[^1].Position).End),
        grid.Resolution,
        quantities: run.ConvertAll(interval => interval.Steps[step].Quantity.MegawattHours).ToArray(),
        prices: run.ConvertAll(interval => interval.Steps[step].Price).ToArray());
}
