using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary>
/// <c>bid.sign</c>: makes the document of an approved bid. It is read back, and what it says must be the text that was approved, by its digest; who approved is
/// taken from the process and is not who wrote it. The hub's key signs the message around it when it is handed in. Inputs <c>bid</c>, <c>digest</c>; result <c>document</c>.
/// </summary>
public sealed class BidSign(BidServices bids, SubmissionBook book, IProcessStore processes, IPersonAccounts persons) : IServiceHandler
{
    private const string Approval = "approve";

    public string Name => "bid.sign";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        var approved = call.Needed("digest");
        var found = await bids.FindAsync(call.Needed("bid"), null, cancellation).ConfigureAwait(false);
        if (found.Value is not { } bid)
            return found.Problems.ToError();

        if (bid.Bid.Digest != approved || bids.Entries.TextOf(bid.Bid, bid.Market).Digest != approved)
            return Changed(bid);

        // A repetition finds it signed already.
        if (bid.Bid.State is not (BidState.Signed or BidState.Submitted))
        {
            var approvers = await ApproversAsync(call.Instance, cancellation).ConfigureAwait(false);
            var authors = await persons.NamesOfAsync(bid.Bid.Author, cancellation).ConfigureAwait(false);
            var signed = await bids.Entries.StepAsync(bid.Bid.Number, bid.Bid.Version, BidAction.Sign, BidServices.Actor, entry => Approve(entry, approvers, authors, approved), cancellation).ConfigureAwait(false);
            if (signed.Value is not { } after)
                return signed.Problems.ToError();

            bid = bid with { Bid = after };
        }

        var order = new SubmissionOrder(bid.Bid.Number, bid.Bid.Version, string.Join(", ", bid.Bid.ApprovedBy), frame => BidDocument.Write(bid.Bid, bid.Market, bid.Grid, frame));
        var made = await book.MakeAsync(order, bid.Partner, cancellation).ConfigureAwait(false);
        return bids.Read(made.Document, bid)?.Digest == approved
            ? new ServiceAnswer.Done(ContextValue.Of(("document", Value.Of($"{made.MRid}/{made.Revision}"))))
            : Changed(bid);
    }

    private static Checked<BidEntry> Approve(BidEntry entry, IReadOnlyList<string> approvers, IReadOnlySet<string> authors, string approved) =>
        entry.Digest != approved ? new Problem(ProblemCodes.BidTextChanged, $"{entry.Number} was written anew since it was approved.", "digest", "Have it approved again.").Bad<BidEntry>()
        : approvers.Count == 0 ? new Problem(ProblemCodes.BidFourEyes, $"Nobody approved {entry.Number}.", "approve", "Have somebody else than its author approve it.").Bad<BidEntry>()
        : approvers.Any(authors.Contains) ? new Problem(ProblemCodes.BidFourEyes, $"{entry.Author} wrote {entry.Number} and approved it.", "approve", "Have somebody else approve it.").Bad<BidEntry>()
        : Checked.Good(entry with { ApprovedBy = approvers });

    private async Task<IReadOnlyList<string>> ApproversAsync(Guid instance, CancellationToken cancellation) =>
        await processes.FindInstanceAsync(instance, cancellation).ConfigureAwait(false) is { } row && row.State.Completers.TryGetValue(Approval, out var people) ? [.. people] : [];

    private static ServiceAnswer.Error Changed(BidInMarket bid) =>
        new(ProblemCodes.BidTextChanged, $"{bid.Bid.Number} version {bid.Bid.Version} does not say what was approved. Propose it again.");
}
