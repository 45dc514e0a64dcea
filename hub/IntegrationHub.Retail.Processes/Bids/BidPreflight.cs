using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary>
/// <c>bid.preflight</c>: predicts what the trading center would answer. The bid is judged by the limits of its event, its plan and the credit; its document by the very
/// rules that a receiver of this hub judges by. Inputs <c>bid</c>, <c>digest</c>, <c>ceiling</c>; results <c>clean</c>, true where it would be accepted, <c>reason</c>, the code of the market (ours where it has none)
/// or null, and <c>problem</c> in words.
/// </summary>
public sealed class BidPreflight(BidServices bids, BidCheck check, PreFlight preFlight, IPartyRegistry registry, Func<MarketContext> market, TimeProvider time) : IServiceHandler
{
    public string Name => "bid.preflight";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        var found = await bids.FindAsync(call.Needed("bid"), null, cancellation).ConfigureAwait(false);
        if (found.Value is not { } bid)
            return found.Problems.ToError();

        if (bid.Bid.Digest is not { } digest || digest != call.Needed("digest"))
            return Predicted(ProblemCodes.BidTextChanged, [new(ProblemCodes.BidTextChanged, "The bid was written anew since it was approved.", "", "Propose it again.")]);

        var problems = await check.FindAsync(bid.Bid, call.Text("ceiling"), cancellation).ConfigureAwait(false);
        if (problems.Count > 0)
            return Predicted(BidReasons.Of(problems[0]), problems);

        var now = time.GetUtcNow();
        var second = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        var frame = new SubmissionFrame(bid.Bid.Number, bid.Bid.Version, second, registry.Current.Self, bid.Partner);
        var judged = preFlight.Check(BidDocument.Write(bid.Bid, bid.Market, bid.Grid, frame), bid.Partner, registry.Current, market(), PartnerLimits.Unknown, now);
        return judged.Rejections is [var first, ..]
            ? Predicted(first.MarketReason ?? first.Code, Submitted.Refused.Of(judged.Rejections).Problems)
            : Predicted(null, []);
    }

    private static ServiceAnswer.Done Predicted(string? reason, IReadOnlyList<Problem> problems) =>
        new(ContextValue.Of(("clean", Value.Of(reason is null)), ("reason", Value.Of(reason)), ("problem", problems.Count == 0 ? Value.Null : Value.Of(Refusals.Short(problems)))));
}
