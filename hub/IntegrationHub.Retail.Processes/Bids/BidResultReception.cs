using IntegrationHub.Lanes.Notifications;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Rules;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary>
/// Takes results of auctions into the bid book and tells the process that waits: message <c>bid-result</c>, correlated by the bid's mRID, with <c>result</c>, the mRID of the
/// document that brought it. A result counts only from the partner that the bid went to. One that corrects another takes its place, also after the comparison; then no process
/// waits any more, and the comparison is made anew.
/// </summary>
public sealed partial class BidResultReception(
    BidServices bids, ProcessEngine engine, ILogger<BidResultReception> logger) : IDocumentHandler
{
    private const string Message = "bid-result";

    public bool Wants(string rootElement) => rootElement == AllocatedBid.RootElement;

    public async Task HandleAsync(ReceivedDocument received, CancellationToken cancellationToken)
    {
        var named = AllocatedBid.Read(received.Bytes.Span);
        foreach (var answered in named.OfType<AllocatedBid>().Distinct())
        {
            List<TimeSeries> series = [.. received.Document.Series.Where((_, i) => named[i] == answered)];
            await TakeAsync(answered, series, received, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TakeAsync(AllocatedBid answered, List<TimeSeries> series, ReceivedDocument received, CancellationToken cancellationToken)
    {
        if ((await bids.FindAsync(answered.MRid, answered.Revision, cancellationToken).ConfigureAwait(false)).Value is not { } bid || bid.Partner.Id != received.Exchange.Party)
        {
            LogStranger(received.Document.MRid, answered.MRid);
            return;
        }

        // Known already, or older than what is known: only the message is told again, under the same id.
        var document = received.Document;
        if (bid.Bid.IsReplacedBy(document.MRid, document.Revision, document.Created))
        {
            var arrived = (await bids.ArriveAsync(bid.Bid, cancellationToken).ConfigureAwait(false)).Value ?? bid.Bid;
            var action = arrived.State == BidState.Reconciled ? BidAction.Correct : BidAction.Decide;
            if (BidTransitions.Next(arrived.State, action) is null)
            {
                LogTooLate(received.Document.MRid, answered.MRid, arrived.State);
                return;
            }

            var results = ResultsOf(series, bid.Grid);
            var decided = await bids.Entries.StepAsync(
                answered.MRid, answered.Revision, action, BidServices.Actor,
                entry => Checked.Good(entry.With(results, document.MRid, document.Revision, document.Created, bid.Market.Pricing)), cancellationToken).ConfigureAwait(false);
            if (decided.Value is null)
                throw new InvalidOperationException($"The result {received.Document.MRid} cannot be taken yet: {decided.Problems[0].Text}");

            if (action == BidAction.Correct)
                LogCorrected(document.MRid, answered.MRid);
        }

        if (bid.Bid.State == BidState.Reconciled)
            return;

        await engine.AcceptMessageAsync(
            new($"result-{received.Exchange.Id:D}-{answered.MRid}", Message, answered.MRid, ContextValue.Of(("result", Value.Of(received.Document.MRid)))), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What was given in each interval, step by step: at the price of the auction, or each at its own where they have different ones.</summary>
    private static IReadOnlyList<IntervalResult> ResultsOf(List<TimeSeries> series, EventGrid grid)
    {
        var given = new SortedDictionary<int, List<AwardedStep>>();
        foreach (var (one, period) in series.SelectMany(static one => one.Periods.Select(period => (one, period))))
        {
            // An interval that the event does not have is kept under a position that no bid has: the comparison finds it.
            var first = grid.PositionAt(period.Interval.Start) ?? grid.Count + 1;
            var steps = (grid.PositionOf(period.Interval.End) ?? grid.Count + 1) - first;
            foreach (var (point, from, to) in HeldPositions.Of(one, period, steps))
            {
                var awarded = Energy.FromMegawattHours(decimal.Round(period.Quantities.Span[point], 6));
                var price = period.PriceOf(point);
                for (var position = first + (int)from - 1; position < first + (int)to; position++)
                {
                    if (!given.TryGetValue(position, out var parts))
                        given[position] = parts = [];

                    parts.Add(new(awarded, price));
                }
            }
        }

        return [.. given.Select(static one => IntervalResult.Of(one.Key, one.Value))];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The result {Document} is about {Bid}, which is no bid of ours with its sender; it is left alone")]
    private partial void LogStranger(string document, string bid);

    [LoggerMessage(Level = LogLevel.Information, Message = "The result {Document} corrects that of {Bid}, which was compared anew; `ihub bid show` tells what it says now")]
    private partial void LogCorrected(string document, string bid);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The result {Document} comes when {Bid} is {State}; it is left alone")]
    private partial void LogTooLate(string document, string bid, BidState state);
}
