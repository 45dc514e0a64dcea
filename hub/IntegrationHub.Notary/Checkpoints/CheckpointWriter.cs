using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Proofs;

namespace IntegrationHub.Notary.Checkpoints;

/// <summary>What became of a checkpoint.</summary>
/// <param name="Checkpoint">The newest one; null when it was refused.</param>
/// <param name="Problem">Why none was signed, or why it could not be written outside; null when all went well.</param>
public sealed record CheckpointOutcome(StoredCheckpoint? Checkpoint, string? Problem);

/// <summary>Signs checkpoints on a schedule and on demand, and writes them to the store, which queues their timestamps, and to the folder outside.</summary>
/// <remarks>Thread-safe, also against other processes: of two that sign the same size, both end with the one that was kept first.</remarks>
public sealed class CheckpointWriter(ILedgerStore store, NoteSignerKey key, IEd25519 ed25519, CheckpointFolder? folder, TimeProvider time)
{
    /// <summary>
    /// Signs the ledger as it stands, after proving from the stored tree that it continues the last checkpoint. At an unchanged size the last
    /// one stands.
    /// </summary>
    public async ValueTask<CheckpointOutcome> WriteAsync(CancellationToken cancellationToken)
    {
        var last = await store.ReadLastCheckpointAsync(cancellationToken);
        var head = await store.ReadHeadAsync(cancellationToken);
        if (last is null || last.Size != head.Size)
        {
            if (await RefuseAsync(last, head, cancellationToken) is { } refusal)
                return new CheckpointOutcome(null, refusal);
            var now = time.GetUtcNow();
            var note = Checkpoint.Of(key.Verifier.Name, head, now).Sign(key, ed25519).ToOctets();
            last = await store.AddCheckpointAsync(head.Size, note, now, cancellationToken);
            if (Checkpoint.Open(last.Note, key.Verifier, ed25519)?.Root != head.Root)
                return new CheckpointOutcome(null, $"Another checkpoint is kept for {head.Size} entries, and it is not of these entries. Run the ledger verification.");
        }
        return new CheckpointOutcome(last, WriteOutside(last));
    }

    private async ValueTask<string?> RefuseAsync(StoredCheckpoint? last, LedgerHead head, CancellationToken cancellationToken)
    {
        if (last is null)
            return await new LedgerProofs(store).RootAsync(head.Size, cancellationToken) == head.Root ? null : "The stored tree does not have the root its head names. Run the ledger verification.";
        if (Checkpoint.Open(last.Note, key.Verifier, ed25519) is not { } opened)
            return "The last checkpoint in the store is not signed by this ledger's key. Run the ledger verification.";
        return await new CheckpointProof(store).ContinuesAsync(opened, head, cancellationToken)
            ? null
            : $"The ledger of {head.Size} entries does not continue the last checkpoint of {last.Size}. Nothing was signed; run the ledger verification.";
    }

    private string? WriteOutside(StoredCheckpoint checkpoint)
    {
        try
        {
            folder?.Write(checkpoint.Size, checkpoint.Note, checkpoint.Timestamp);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "The checkpoint could not be written outside: " + e.Message;
        }
    }
}
