using IntegrationHub.Exchange.Parties;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Workflows.Engine.Running;
using NodaTime;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary>Where filings go by the configuration.</summary>
/// <param name="Area">EIC of the area of deliveries; empty where none is configured.</param>
/// <param name="Zone">The market's zone.</param>
public sealed record FilingOptions(string Area, DateTimeZone Zone);

/// <summary>
/// <c>contract.file</c>: hands the signed contract to the trading center. Input besides the contract: <c>sealed</c>. Result: <c>filing</c>, the mRID of the document, under which its
/// acknowledgement comes. Error: <c>FILING_REFUSED</c> where it cannot leave.
/// </summary>
/// <remarks>The filing is saved with the contract's step before anything leaves; a repeated call hands in the same octets (<see cref="DocumentSubmission"/>).</remarks>
public sealed class ContractFile(ContractBook contracts, FilingBook filings, IPartyRegistry parties, DocumentSubmission submission, FilingOptions options) : ContractHandler(contracts)
{
    public const string FilingRefused = "FILING_REFUSED";

    /// <summary>Name of the contract's parameter that says which trading center, where there are several.</summary>
    public const string CenterParameter = "tradingCenter";

    public override string Name => "contract.file";

    protected override async Task<ServiceAnswer> CallAsync(ServiceCall call, StoredContract stored, CancellationToken cancellation)
    {
        var terms = stored.Contract.Terms;
        var all = await filings.ListAsync(terms.MRid, cancellation).ConfigureAwait(false);
        if (all.FirstOrDefault(one => one.Call == call.Key) is { } begun)
            return begun.Refused is { } reason ? new ServiceAnswer.Error(FilingRefused, reason) : await SendAsync(stored, begun, cancellation).ConfigureAwait(false);

        if (stored.Contract.State == ContractState.Filed)
        {
            // The filing before this one was turned down, else nobody would ask for another.
            var back = await Book.StepAsync(terms.MRid, terms.Version, new(ContractAction.RefuseFiling, CaseActors.Hub, Reason: "filed again"), cancellation).ConfigureAwait(false);
            if (back.Value is not { } signed || back.Problems.Count > 0)
                return ProcessAnswers.Refuse(Refused, back.Problems);

            stored = signed;
        }

        if (stored.Contract.State != ContractState.Signed)
            return NotNow(stored, "signed");

        var found = Center(terms);
        if (found.Value is not { } center || found.Problems.Count > 0)
            return ProcessAnswers.Refuse(FilingRefused, found.Problems);

        var filing = new ContractFiling(terms.MRid, terms.Version, all.Count + 1, DocumentIds.Of("FILE", call.Key), center.Name, call.Text("sealed") ?? "", call.Key);
        if (Unfit(await Book.WithDecompositionAsync(stored.Contract, cancellation).ConfigureAwait(false), center) is { } unfit)
            return ProcessAnswers.Refuse(FilingRefused, [unfit]);

        var step = new ContractStep(ContractAction.File, CaseActors.Hub) { Proof = await filings.ToProofAsync(filing, cancellation).ConfigureAwait(false) };
        return await StepAsync(stored, step, cancellation).ConfigureAwait(false) ?? await SendAsync(stored, filing, cancellation).ConfigureAwait(false);
    }

    private async Task<ServiceAnswer> SendAsync(StoredContract stored, ContractFiling filing, CancellationToken cancellation)
    {
        if (parties.Current.FindByName(filing.Party) is not { } center)
            return new ServiceAnswer.Failed($"{DocumentSubmission.PartnerGone}: {filing.Party} is not registered any more. Register it again.");

        var contract = await Book.WithDecompositionAsync(stored.Contract, cancellation).ConfigureAwait(false);
        var order = new SubmissionOrder(filing.MRid, 1, $"contract {filing.Contract}", frame => FilingDocument.Make(contract, frame, options)!);
        if (await submission.SubmitAsync(order, center, cancellation).ConfigureAwait(false) is not Submitted.Refused refused)
            return ProcessAnswers.Done(("filing", filing.MRid));

        var text = Refusals.Short(refused.Problems);
        var record = await filings.ToRecordAsync(filing with { Refused = text }, cancellation).ConfigureAwait(false);
        return await StepAsync(stored, new(ContractAction.RefuseFiling, CaseActors.Hub, Reason: text) { Beside = [record] }, cancellation).ConfigureAwait(false)
            ?? new ServiceAnswer.Error(FilingRefused, text);
    }

    private Checked<Party> Center(ContractTerms terms)
    {
        if (!terms.Parameters.TryGetValue(CenterParameter, out var name))
            return submission.Partner(PartyRole.TradingCenter);

        return parties.Current.FindByName(name) is { Enabled: true } named && named.Roles.Contains(PartyRole.TradingCenter)
            ? Checked.Good(named)
            : Checked.Bad<Party>(new Problem(DocumentSubmission.NoPartner, $"There is no trading center {name}.", $"parameters.{CenterParameter}", "See `ihub party list`."));
    }

    /// <summary>What stands in the way of a document, found before anything is saved.</summary>
    private Problem? Unfit(ContractLife contract, Party center)
    {
        if (options.Area.Length == 0 && contract.Terms.Area is null)
            return new(ProblemCodes.ContractField, "Neither the contract nor the configuration says where it is delivered.", "area", "Set retail.area in hub.yaml to the EIC of the market's area.");

        try
        {
            var frame = new SubmissionFrame("F", 1, DateTimeOffset.UnixEpoch, parties.Current.Self, center);
            return FilingDocument.Make(contract, frame, options) is null
                ? new(ProblemCodes.ContractField, "The contract has no quantity.", "quantity", "File it by hand, attach the receipt, and record it with `ihub contract step … file --evidence ID`.")
                : null;
        }
        catch (ArgumentException unfit)
        {
            return new(ProblemCodes.ContractField, $"A schedule cannot carry it: {unfit.Message}", "", "Correct the contract's codes.");
        }
    }
}
