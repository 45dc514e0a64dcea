using System.Globalization;
using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;
using NodaTime;

namespace IntegrationHub.Retail.Processes.Settling;

/// <summary>
/// <c>settlement.dispute</c>: states what is wrong with a <c>line</c> of the trading center's account as a ProblemStatement: both figures, the <c>claim</c>, and the SHA-256 of the archived file whose id is
/// <c>proof</c>. Gives <c>statement</c>, its mRID. One statement a line and <c>number</c>: a repeated call hands in the same octets, and the next number only after the partner refused the one before.
/// </summary>
public sealed class SettlementDispute(SettlementBook book, BasisBook bases, DocumentSubmission documents, SubmissionBook submissions, IArchive archive, TimeProvider time) : IServiceHandler
{
    /// <summary>Another statement was asked for while the one before stands.</summary>
    public const string NotRefused = "STATEMENT_NOT_REFUSED";

    /// <summary>What was named as proof is no file that was uploaded, or not there any more.</summary>
    public const string ProofUnknown = "PROOF_UNKNOWN";

    public string Name => "settlement.dispute";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        if (call.Inputs["line"] is not ContextValue line || line["series"] is not TextValue { Text: var series } || line["position"] is not NumberValue { Number: var position }
            || !StoredSettlement.TryParseName((line["settlement"] as TextValue)?.Text, out var month, out var version))
        {
            return new ServiceAnswer.Error(SettlingCalls.Wrong, "The variable line is none of a reconciliation.");
        }

        var (partner, missing) = documents.Partner(PartyRole.TradingCenter);
        if (partner is null)
            return missing.ToError();

        if (await book.FindAsync(month, version, cancellation).ConfigureAwait(false) is not { Comparison: { } comparison } settlement
            || comparison.Lines.FirstOrDefault(one => one.Series == series && one.Position == position) is not { } compared
            || await bases.FindAsync(month, settlement.Basis, cancellation).ConfigureAwait(false) is not { } basis)
        {
            return new[] { SettlementProblems.Unknown($"{month}/{version} with the line {series}, {position}") }.ToError();
        }

        var number = call.Number("number") ?? 1;
        var mRID = IdOf(settlement.Name, series, compared.Position, number);
        if (await submissions.FindAsync(mRID, 1, cancellation).ConfigureAwait(false) is { } made)
            return Answer(mRID, await documents.HandInAsync(made, SettlingCalls.Actor, cancellation).ConfigureAwait(false));

        if (number > 1 && await documents.StateAsync(IdOf(settlement.Name, series, compared.Position, number - 1), cancellation).ConfigureAwait(false) is not (OutboundState.Rejected or OutboundState.Expired))
            return new ServiceAnswer.Error(NotRefused, $"The statement before number {number} was not refused. Look at its exchange.");

        var grid = book.GridOf(month);
        var today = Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(grid.Calendar.Zone).Date;
        var raised = AccountDispute.Raise(compared, call.Text("claim") ?? "", today, basis.DisputesUntil ?? LocalDate.MaxIsoValue);
        if (raised.Value is not { } dispute)
            return raised.Problems.ToError();

        string? proof = null;
        if (call.Inputs["proof"] is not NullValue && (proof = await DigestOfAsync(call.Text("proof"), cancellation).ConfigureAwait(false)) is null)
            return new ServiceAnswer.Error(ProofUnknown, "The file that was named as proof is not in the archive. Upload it with the task that states the problem, or name none.");

        var order = new SubmissionOrder(mRID, 1, SettlingCalls.Actor, frame => DisputeDocument.Write(
            SettlementSubmit.HeaderOf(frame), dispute, AccountDocument.PeriodOf(series, compared.Position, grid), settlement.Area, (comparison.Document, comparison.DocumentType, comparison.Created), proof));
        return Answer(mRID, await documents.SubmitAsync(order, partner, cancellation).ConfigureAwait(false));
    }

    /// <summary>A statement that was refused is followed by another document: its answer is not mixed up with the answer to the one before.</summary>
    public static string IdOf(string settlement, string series, int position, int number) =>
        DocumentIds.Of("PRB", string.Create(CultureInfo.InvariantCulture, $"{settlement}/{series}/{position}{(number == 1 ? "" : $"/{number}")}"));

    /// <summary>SHA-256 of the octets that were uploaded, as whoever holds the file reckons it; null where there are none of this id.</summary>
    private async Task<string?> DigestOfAsync(string? id, CancellationToken cancellation) =>
        Guid.TryParseExact(id, "D", out var known) && await archive.ReadAsync(RetailerId.Default, known, cancellation).ConfigureAwait(false) is { } file
            ? Convert.ToHexStringLower(SHA256.HashData(file.Span))
            : null;

    private static ServiceAnswer Answer(string mRid, Submitted submitted) => submitted is Submitted.Refused refused
        ? refused.Problems.ToError()
        : new ServiceAnswer.Done(ContextValue.Of(("statement", Value.Of(mRid))));
}
