using IntegrationHub.Exchange.Parties;
using IntegrationHub.Market;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Schemas.Writing;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Settling;

/// <summary>
/// <c>settlement.reconcile</c>: lays our account beside the trading center's, line by line. Gives <c>disputed</c>: of each line that does not agree its <c>settlement</c>, <c>series</c>,
/// <c>position</c> and <c>finding</c>; the figures are told by <c>ihub settlement lines</c>. <c>found</c> is false while the center's account has not come: the process waits for it.
/// </summary>
public sealed class SettlementReconcile(SettlementBook book, BasisBook bases, SubmissionBook submissions, DocumentSubmission documents, IPartnerAccounts accounts) : IServiceHandler
{
    public string Name => "settlement.reconcile";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        if (SettlingCalls.Settlement(call) is not { } named)
            return SettlingCalls.NoSettlement;

        var (month, version) = named;
        var (partner, missing) = documents.Partner(PartyRole.TradingCenter);
        if (partner is null)
            return missing.ToError();

        if (await book.FindAsync(month, version, cancellation).ConfigureAwait(false) is not { } settlement)
            return new[] { SettlementProblems.Unknown($"{month}/{version}") }.ToError();

        if (settlement.Comparison is not null)
            return Answer(settlement);

        if (await bases.FindAsync(month, settlement.Basis, cancellation).ConfigureAwait(false) is not { } basis)
            return new[] { SettlementProblems.NoBasis(month) }.ToError();

        var grid = book.GridOf(month);
        var submitted = call.Text("submission") is { } mRid ? await submissions.FindAsync(mRid, null, cancellation).ConfigureAwait(false) : null;
        var newest = await accounts.NewestAsync(partner, grid.Period, cancellation).ConfigureAwait(false);
        if (newest is not { } theirs || (theirs.Created < submitted?.Created && !OlderCounts(call, settlement)))
        {
            // A case of an older definition knows no waiting: it goes on trying.
            return call.Inputs["waited"].IsNull
                ? new ServiceAnswer.Failed($"{partner.Name} has sent no energy account of {month} yet.")
                : new ServiceAnswer.Done(ContextValue.Of(("found", Value.Of(false)), ("disputed", Value.List([]))));
        }

        var lines = AccountDocument.LinesOf(theirs, grid);
        if (lines.Value is null)
            return lines.Problems.ToError();

        var compared = AccountReconciliation.Compare(settlement.Lines, lines.Value, basis.Tolerance);
        if (compared.Value is not { } comparison)
            return compared.Problems.ToError();

        var saved = await book.ChangeAsync(month, version, before => Compare(before, theirs, comparison), "settlement.reconciled", SettlingCalls.Actor, cancellation).ConfigureAwait(false);
        return saved.Value is { } done ? Answer(done) : saved.Problems.ToError();
    }

    /// <summary>
    /// Whether an account counts that is older than our submission: some markets publish theirs first, so once the process was told of one, or waited a day. Never for a correction: the older one
    /// answers what it corrects.
    /// </summary>
    private static bool OlderCounts(ServiceCall call, StoredSettlement settlement) => settlement.Corrects is null && call.Inputs["waited"].Equals(Value.Of(true));

    private static Checked<StoredSettlement> Compare(StoredSettlement settlement, EnergyAccount theirs, AccountComparison comparison) => settlement switch
    {
        // Another call was faster.
        { Comparison: not null } => Checked.Good(settlement),
        { State: SettlementState.Submitted } => Checked.Good(settlement with
        {
            State = comparison.Disputable.Any() ? SettlementState.Disputed : SettlementState.Reconciled,
            Comparison = new(theirs.MRid, theirs.Type, theirs.Created, comparison.Lines),
        }),
        _ => Checked.Bad<StoredSettlement>(new Problem(SettlementProblems.WrongState, $"{settlement.Name} was not submitted.", "settlement", "Submit its account first.")),
    };

    private static ServiceAnswer.Done Answer(StoredSettlement settlement) => new(ContextValue.Of(("found", Value.Of(true)), ("disputed", Value.List(settlement.Comparison!.Lines
        .Where(static line => line.Finding != LineFinding.Agreed)
        .Select(line => (Value)ContextValue.Of(
            ("settlement", Value.Of(settlement.Name)), ("series", Value.Of(line.Series)), ("position", Value.Of((decimal)line.Position)), ("finding", Value.Of(line.Finding.ToString()))))))));
}
