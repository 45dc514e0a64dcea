using System.Globalization;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Market;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Schemas.Writing;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Settling;

/// <summary>
/// <c>settlement.submit</c>: hands the energy account of a <c>settlement</c> in to the trading center. Gives <c>submission</c>, the document's mRID, by which the acknowledgement finds the
/// process. With <c>digest</c>, it is handed in only while its text is the one that was approved; cases from before there was one have none. A repeated call hands in the same octets; another call for a settlement whose account is on its way or accepted gets that account.
/// </summary>
public sealed class SettlementSubmit(SettlementBook book, SubmissionBook submissions, DocumentSubmission documents, ISendingStore sent) : IServiceHandler
{
    public string Name => "settlement.submit";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        if (SettlingCalls.Settlement(call) is not { } named)
            return SettlingCalls.NoSettlement;

        var (partner, missing) = documents.Partner(PartyRole.TradingCenter);
        if (partner is null)
            return missing.ToError();

        var (month, version) = named;
        var all = await book.ListAsync(month, cancellation).ConfigureAwait(false);
        if (all.FirstOrDefault(one => one.Version == version) is not { } settlement)
            return new[] { SettlementProblems.Unknown($"{month}/{version}") }.ToError();

        if (call.Text("digest") is { } approved && SettlementText.Of(settlement).Digest != approved)
        {
            var changed = new Problem(SettlementProblems.TextChanged, $"{settlement.Name} does not say what was approved.", "digest", "Settle the month again and have it approved.");
            return new[] { changed }.ToError();
        }

        var closed = all.LastOrDefault(one => one.IsClosed && one.Version != version)?.Version;
        if (!settlement.IsClosed && settlement.Corrects != closed)
        {
            var late = new Problem(
                SettlementProblems.WrongState, $"{settlement.Name} was made before {month}/{closed} was closed: it would bill in full what is billed.", "settlement", "Settle the month again; the new version tells the difference.");
            return new[] { late }.ToError();
        }

        var open = await IsOpenAsync(settlement, partner, cancellation).ConfigureAwait(false);
        var claimed = await book.ChangeAsync(month, version, before => Claim(before, call.Key, open), "settlement.submitted", SettlingCalls.Actor, cancellation).ConfigureAwait(false);
        if (claimed.Value is not { } ready)
            return claimed.Problems.ToError();

        var mRID = (ready.Submissions.FirstOrDefault(one => one.Call == call.Key) ?? ready.Submissions[^1]).MRid;
        var grid = book.GridOf(month);
        var order = new SubmissionOrder(mRID, 1, SettlingCalls.Actor, frame => AccountDocument.Write(HeaderOf(frame), ready.Lines, grid, ready.Area, ready.Currency));
        return await documents.SubmitAsync(order, partner, cancellation).ConfigureAwait(false) switch
        {
            Submitted.Refused refused => refused.Problems.ToError(),
            _ => new ServiceAnswer.Done(ContextValue.Of(("submission", Value.Of(mRID)))),
        };
    }

    internal static AccountHeader HeaderOf(SubmissionFrame frame) => new(
        frame.MRid, frame.Created, new PartyInRole(frame.Self.Code, frame.Self.MarketRole), new PartyInRole(frame.Partner.Code, frame.Partner.MarketRole));

    /// <summary>The account that this call handed in, the last one while it may still be accepted, or a new one.</summary>
    private static Checked<StoredSettlement> Claim(StoredSettlement settlement, string call, bool open)
    {
        if (settlement.State == SettlementState.Calculating)
            return Checked.Bad<StoredSettlement>(new Problem(SettlementProblems.WrongState, $"{settlement.Name} is not complete.", "settlement", "Settle the month again."));

        if (settlement.Submissions.Any(one => one.Call == call) || (settlement.Submissions.Count > 0 && open))
            return Checked.Good(settlement);

        var number = (settlement.Submissions.Count + 1).ToString(CultureInfo.InvariantCulture);
        var added = new AccountSubmission(call, DocumentIds.Of("EAC", $"{settlement.Name}/{settlement.BillDigest}/{number}"));
        return Checked.Good(settlement with { State = SettlementState.Submitted, Submissions = [.. settlement.Submissions, added] });
    }

    /// <summary>True while the last account was not rejected and did not expire.</summary>
    private async Task<bool> IsOpenAsync(StoredSettlement settlement, Party partner, CancellationToken cancellation)
    {
        if (settlement.Submissions is not [.., var last] || await submissions.FindAsync(last.MRid, 1, cancellation).ConfigureAwait(false) is not { } made)
            return settlement.Submissions.Count > 0;

        var exchange = await sent.FindAsync(partner.Retailer, new DocumentKey(made.Sender, made.MRid, made.Revision), cancellation).ConfigureAwait(false);
        return exchange?.State is not (OutboundState.Rejected or OutboundState.Expired);
    }
}
