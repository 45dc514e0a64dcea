using System.Globalization;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary>
/// <c>bid.submit</c>: hands a bid in, once, and is done when it has arrived; while it waits in its lane it is asked again. Inputs <c>document</c>, <c>gateClosure</c>;
/// result <c>submission</c>, by which its answers come. Error <c>BID_GATE_CLOSED</c>: it did not leave before the gate closed.
/// </summary>
public sealed class BidSubmit(BidServices bids, SubmissionBook book, DocumentSubmission submissions) : IServiceHandler
{
    public string Name => "bid.submit";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        var parts = call.Needed("document").Split('/');
        var (number, version) = (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
        var found = await bids.FindAsync(number, version, cancellation).ConfigureAwait(false);
        if (found.Value is not { } bid)
            return found.Problems.ToError();

        if (bid.Bid.State == BidState.Withdrawn)
            return new ServiceAnswer.Error(ProblemCodes.BidTransition, $"{number} was withdrawn. Cancel the case, or write the bid's next version.");

        if (await book.FindAsync(number, version, cancellation).ConfigureAwait(false) is not { } document)
            return RetailProblems.NotThere($"document {call.Needed("document")}", "Have the bid signed.").Bad<BidEntry>().Problems.ToError();

        var gate = call.Instant("gateClosure") is { } told && told < bid.Market.GateClosure ? told : bid.Market.GateClosure;
        switch (await submissions.HandInAsync(document, string.Join(", ", bid.Bid.ApprovedBy), gate, cancellation).ConfigureAwait(false))
        {
            case Submitted.Refused { MarketReason: "A57" } closed:
                return closed.Problems.ToError(ProblemCodes.BidGateClosed);
            case Submitted.Refused refused:
                return refused.Problems.ToError();
            case Submitted.HandedIn { Exchange.State: OutboundState.Expired }:
                return new ServiceAnswer.Error(ProblemCodes.BidGateClosed, $"{number} waited in its lane until its gate closed.");
            case Submitted.HandedIn { Exchange: { State: OutboundState.Delivered or OutboundState.Accepted or OutboundState.PartlyAccepted or OutboundState.Rejected } }:
                return await ArrivedAsync(bid, cancellation).ConfigureAwait(false);
            case Submitted.HandedIn waiting:
                return new ServiceAnswer.Failed($"{number} is {waiting.Exchange.State}; it has not arrived yet.");
            default:
                throw new InvalidOperationException("A submission is handed in or refused.");
        }
    }

    private async Task<ServiceAnswer> ArrivedAsync(BidInMarket bid, CancellationToken cancellation)
    {
        var arrived = await bids.ArriveAsync(bid.Bid, cancellation).ConfigureAwait(false);
        if (arrived.Value is null)
            return new ServiceAnswer.Failed(arrived.Problems[0].Text);

        return new ServiceAnswer.Done(ContextValue.Of(("submission", Value.Of(bid.Bid.Number))));
    }
}
