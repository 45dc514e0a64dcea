using System.Globalization;
using IntegrationHub.Backup.Content;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Node;
using IntegrationHub.Notary.Checkpoints;

namespace IntegrationHub.Host.Commands.Backup;

/// <summary>What checkpoints kept outside say was lost.</summary>
/// <param name="Size">Entries that the restored ledger has.</param>
/// <param name="Known">Entries that the largest checkpoint outside was signed for.</param>
/// <param name="Until">When that checkpoint was signed, as it states.</param>
internal sealed record RolledBack(long Size, long Known, DateTimeOffset? Until)
{
    /// <summary>When the smallest of the checkpoints beyond the ledger's end was signed: the store is older.</summary>
    public DateTimeOffset? First { get; init; }

    public long Lost => Known - Size;

    public override string ToString() =>
        $"the ledger is set back: {Lost} entries ({Size} to {Known - 1}) that were signed for{(Until is { } until ? $" by {Words.Instant(until)}" : "")} came after this backup and are lost, and whatever came after them";
}

/// <summary>Verifies the ledger of a restored store, finds what the restore loses, and writes it into the ledger itself.</summary>
/// <param name="key">The ledger's public key.</param>
/// <param name="against">Files and folders with checkpoints that were kept outside.</param>
internal sealed class RestoredLedger(NoteVerifierKey key, IReadOnlyList<string> against)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    /// <summary>Verifies every entry.</summary>
    /// <returns>The report, and what was lost; null when nothing outside knows more.</returns>
    public async Task<(LedgerReport Report, RolledBack? Lost)> VerifyAsync(ILedgerReader ledger, CancellationToken cancellationToken)
    {
        var ed25519 = LogKeyFile.Algorithm();
        OutsideCheckpoint[] outside =
            [.. against.SelectMany(path => Directory.Exists(path) ? new CheckpointFolder(path).Read() : [new OutsideCheckpoint(path, File.ReadAllBytes(path))])];
        // What was lost is a matter of signatures; whose timestamps count, `ledger verify` says when it is asked.
        var report = await new LedgerVerifier(key, ed25519).VerifyAsync(ledger, outside, dated: null, judging: null, cancellationToken);
        var beyond = outside.Select(each => Checkpoint.Open(each.Note, key, ed25519)).OfType<Checkpoint>().Where(checkpoint => checkpoint.Size > report.Size).OrderBy(checkpoint => checkpoint.Size).ToList();
        return (report, beyond.Count == 0 ? null : new RolledBack(report.Size, beyond[^1].Size, beyond[^1].StatedTime) { First = beyond[0].StatedTime });
    }

    /// <summary>Findings besides a rollback: the ledger was not in order when it was saved, or is not the one that the backup says it holds.</summary>
    public static IReadOnlyList<LedgerFinding> Broken(LedgerReport report, LedgerState saved) =>
    [
        .. report.Findings.Where(finding => finding.Fault != LedgerFault.Rollback),
        .. saved.Size == report.Size && saved.Root == report.Root.ToBase64()
            ? []
            : (LedgerFinding[])[new LedgerFinding(LedgerFault.Change, 0, report.Size, $"The backup's manifest names {saved.Size} entries with root {saved.Root}; the ledger in it has {report.Size} with root {report.Root.ToBase64()}.")],
    ];

    /// <summary>The number of the ledger's last renewal of timestamps; 0 where there was none.</summary>
    public static async Task<long> LastRenewalAsync(IDatedCheckpoints dated, CancellationToken cancellationToken)
    {
        var last = 0L;
        await foreach (var checkpoint in dated.ReadDatedAsync(cancellationToken))
        {
            last = checkpoint.Timestamps.Renewals.Select(renewal => renewal.Id).Append(last).Max();
        }

        return last;
    }

    /// <summary>Records the restore as an event, and gives it its place.</summary>
    public static async Task RecordAsync(
        IReceptionStore events, ILedgerStore ledger, DateTimeOffset saved, long size, RolledBack? lost, string actor, TimeProvider time, CancellationToken cancellationToken,
        string? reason = null)
    {
        var now = time.GetUtcNow();
        var data = EventData.Json(
            ("saved", saved.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            ("size", size.ToString(CultureInfo.InvariantCulture)),
            ("known", lost?.Known.ToString(CultureInfo.InvariantCulture)),
            ("lost", lost?.Lost.ToString(CultureInfo.InvariantCulture)),
            ("reason", reason));
        await events.RecordEventsAsync(
            RetailerId.Default, [new ExchangeEvent(new HubIds().Next(now), now, RestoredStore.Kind, ExchangeId: null, PartyId: null, actor, data)], cancellationToken);
        var sequencer = new LedgerSequencer(ledger, "restore", Lease);
        while (await sequencer.StepAsync(time.GetUtcNow(), cancellationToken) == SequencingStep.Sequenced)
        {
            // The next batch.
        }
    }

    /// <summary>
    /// Puts checkpoints of the lost time, and what renewed timestamps in it, into a folder of their own below: they stay proof, <c>ledger verify
    /// --against</c> reads them as before, and their names are free for what the ledger becomes from here.
    /// </summary>
    /// <param name="size">Entries of the restored ledger.</param>
    /// <param name="renewal">Its last renewal of timestamps: the next one gets the number after it again.</param>
    public static void SetAside(string checkpoints, long size, long renewal, string name)
    {
        if (!Directory.Exists(checkpoints))
        {
            return;
        }

        List<string> lost =
        [
            .. Directory.EnumerateFiles(checkpoints, "checkpoint-*").Where(file => CheckpointFiles.SizeOf(file) > size),
            .. Directory.EnumerateFiles(checkpoints, "renewal-*").Where(file => CheckpointFiles.RenewalOf(file) > renewal),
        ];
        if (lost.Count == 0)
        {
            return;
        }

        var aside = Directory.CreateDirectory(System.IO.Path.Combine(checkpoints, name)).FullName;
        foreach (var file in lost)
        {
            File.Move(file, System.IO.Path.Combine(aside, System.IO.Path.GetFileName(file)), overwrite: true);
        }
    }
}
