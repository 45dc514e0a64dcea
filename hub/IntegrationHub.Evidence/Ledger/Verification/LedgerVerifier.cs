using System.Globalization;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Ledger.Verification;

/// <summary>
/// Reads a whole ledger, leaf by leaf, and compares it with its digests, its stored tree, its head, its own checkpoints and those that
/// were kept outside. Works on a live store (a batch sequenced meanwhile is not looked at) and on an export.
/// </summary>
/// <remarks>One pass, flat in memory. Thread-safe; each call stands alone.</remarks>
public sealed class LedgerVerifier(NoteVerifierKey key, IEd25519 ed25519)
{
    /// <summary>Most unsequenced leaves that are verified.</summary>
    internal const int MostUnsequenced = 100_000;

    /// <param name="ledger">What to verify.</param>
    /// <param name="against">Checkpoints that were kept elsewhere. Only they can reveal a rewritten or set back ledger whose own traces were removed.</param>
    public ValueTask<LedgerReport> VerifyAsync(ILedgerReader ledger, IReadOnlyList<OutsideCheckpoint> against, CancellationToken cancellationToken) =>
        VerifyAsync(ledger, against, null, null, cancellationToken);

    /// <summary>The same, and judges the timestamps of the ledger's own checkpoints.</summary>
    /// <param name="ledger">What to verify.</param>
    /// <param name="against">Checkpoints that were kept elsewhere.</param>
    /// <param name="dated">The ledger's timestamps; null leaves them aside.</param>
    /// <param name="judging">Whom to trust with them; null leaves them aside.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<LedgerReport> VerifyAsync(
        ILedgerReader ledger, IReadOnlyList<OutsideCheckpoint> against, IDatedCheckpoints? dated, TimeJudging? judging, CancellationToken cancellationToken)
    {
        var findings = new LedgerFindings();
        var checkpoints = new CheckpointSet(key, ed25519, findings);
        // Checkpoints before the head: on a live ledger the head read later covers them all.
        foreach (var own in await ledger.ReadCheckpointsAsync(cancellationToken))
            checkpoints.Add("own checkpoint of size " + own.Size.ToString(CultureInfo.InvariantCulture), outside: false, own.Note);
        foreach (var outside in against)
            checkpoints.Add(outside.Name, outside: true, outside.Note);
        var unsequenced = await ledger.ReadUnsequencedAsync(MostUnsequenced, cancellationToken);
        var head = await ledger.ReadHeadAsync(cancellationToken);

        var pass = new LeafPass(ledger, checkpoints, findings);
        await pass.RunAsync(head, cancellationToken);
        checkpoints.ReportOthers(pass.Size);
        var withheld = unsequenced.Count(leaf => leaf.Record is null);
        if (withheld > 0)
            findings.Add(new(LedgerFault.Withheld, -1, -1, $"{withheld} entries that are not sequenced yet are without their record."));
        foreach (var leaf in unsequenced.Where(leaf => leaf.Record is not null && !leaf.RecordMatches))
            findings.Add(new(LedgerFault.Change, -1, -1, $"Event {leaf.EventId}, not sequenced yet, does not match its digest."));
        return new LedgerReport(
            pass.Size, pass.Root, unsequenced.Count, findings.Kept, [.. checkpoints.Proven.Where(p => findings.IsWholeBelow(p.Size))], checkpoints.OwnAgreeing)
        {
            Withheld = pass.Withheld + withheld,
            Signed = checkpoints.Signed,
            OmittedFindings = findings.Omitted,
            Times = dated is null || judging is null
                ? null
                : await LedgerTimes.ReadAsync(dated, d => findings.IsWholeBelow(d.Size) && checkpoints.Agrees(d.Size, d.Note), judging, cancellationToken),
        };
    }
}
