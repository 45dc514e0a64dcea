using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Export;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Notary.Verbs;

/// <summary>What <c>ihub ledger verify [--against CHECKPOINT…]</c> does, on a live store or on an export.</summary>
/// <param name="key">The ledger's public key.</param>
/// <param name="ed25519">The algorithm.</param>
/// <param name="judging">Whom to trust with timestamps; null leaves them aside.</param>
public sealed class VerifyLedger(NoteVerifierKey key, IEd25519 ed25519, TimeJudging? judging)
{
    /// <param name="ledger">The live store.</param>
    /// <param name="against">Checkpoint files, or folders of them, that were kept elsewhere.</param>
    /// <exception cref="IOException">A named file cannot be read.</exception>
    /// <param name="dated">Its timestamps.</param>
    public ValueTask<LedgerReport> LiveAsync(ILedgerReader ledger, IDatedCheckpoints dated, IReadOnlyList<string> against, CancellationToken cancellationToken) =>
        new LedgerVerifier(key, ed25519).VerifyAsync(ledger, Read(against), dated, judging, cancellationToken);

    /// <param name="file">What <see cref="LedgerExport"/> wrote.</param>
    /// <param name="against">As for <see cref="LiveAsync"/>.</param>
    /// <exception cref="FormatException">The file is no export.</exception>
    /// <exception cref="IOException">A named file cannot be read.</exception>
    public async ValueTask<LedgerReport> ExportAsync(string file, IReadOnlyList<string> against, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        var export = await ExportedLedger.OpenAsync(stream, cancellationToken);
        return await LiveAsync(export, export, against, cancellationToken);
    }

    private static OutsideCheckpoint[] Read(IReadOnlyList<string> paths) =>
        [.. paths.SelectMany(p => Directory.Exists(p) ? new Checkpoints.CheckpointFolder(p).Read() : [new OutsideCheckpoint(p, File.ReadAllBytes(p))])];
}
