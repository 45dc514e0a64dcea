using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary>Gives bids up that have not left. Thread-safe.</summary>
public sealed class BidWithdrawal(BidServices bids, DocumentSubmission submissions)
{
    public const string HasLeft = "BID_HAS_LEFT";

    /// <summary>Gives the newest version of a bid up; one that is withdrawn stays so.</summary>
    public async Task<Checked<BidEntry>> WithdrawAsync(string number, string actor, CancellationToken cancellationToken)
    {
        if (await bids.Entries.FindAsync(number, null, cancellationToken).ConfigureAwait(false) is { State: BidState.Withdrawn } withdrawn)
            return Checked.Good(withdrawn);

        // A document in its lane arrives, whatever the book says of it.
        return await submissions.StateAsync(number, cancellationToken).ConfigureAwait(false) is { } state
            ? new Problem(HasLeft, $"The document of {number} is {state}.", "bid", "Write its next version, or tell the trading center.").Bad<BidEntry>()
            : await bids.Entries.StepAsync(number, null, BidAction.Withdraw, actor, Checked.Good, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary><c>bid.withdraw</c>: gives a <c>bid</c> up that was not approved.</summary>
public sealed class BidWithdraw(BidWithdrawal withdrawal) : IServiceHandler
{
    public const string Refused = "BID_WITHDRAWAL_REFUSED";

    public string Name => "bid.withdraw";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        var done = await withdrawal.WithdrawAsync(call.Needed("bid"), BidServices.Actor, cancellation).ConfigureAwait(false);
        return done.Value is null ? ProcessAnswers.Refuse(Refused, done.Problems) : new ServiceAnswer.Done(ContextValue.Empty);
    }
}
