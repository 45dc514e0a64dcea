using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Proofs;
using IntegrationHub.Notary.Timestamps;

namespace IntegrationHub.Notary.Checkpoints;

/// <summary>What became of a checkpoint.</summary>
/// <param name="Checkpoint">The newest one; null when it was refused.</param>
/// <param name="Problem">Why none was signed, or why it could not be timestamped or written outside; null when all went well.</param>
public sealed record CheckpointOutcome(StoredCheckpoint? Checkpoint, string? Problem);

/// <summary>Signs checkpoints on a schedule and on demand, has them timestamped, and writes them to the store and to the folder outside.</summary>
/// <remarks>Not thread-safe: one call at a time.</remarks>
public sealed class CheckpointWriter(
    ILedgerStore store, NoteSignerKey key, IEd25519 ed25519, TimestampClient? timestamps, CheckpointFolder? folder, TimeProvider time)
{
    /// <summary>
    /// Signs the ledger as it stands, after proving from the stored tree that it continues the last checkpoint. At an unchanged size the last
    /// one stands, and only gets its timestamp if that is still missing.
    /// </summary>
    public async ValueTask<CheckpointOutcome> WriteAsync(CancellationToken cancellationToken)
    {
        var last = await store.ReadCheckpointsAsync(cancellationToken) is [.., var newest] ? newest : null;
        var head = await store.ReadHeadAsync(cancellationToken);
        if (last is null || last.Size != head.Size)
        {
            if (await RefuseAsync(last, head, cancellationToken) is { } refusal)
                return new CheckpointOutcome(null, refusal);
            last = new StoredCheckpoint(head.Size, Checkpoint.Of(key.Verifier.Name, head, time.GetUtcNow()).Sign(key, ed25519).ToOctets(), null);
            await store.AddCheckpointAsync(last, cancellationToken);
        }
        string? problem = null;
        if (last.Timestamp is null && timestamps is not null)
        {
            var outcome = await timestamps.StampAsync(last.Note, cancellationToken);
            last = last with { Timestamp = outcome.Token };
            if (outcome.Token is null)
                problem = "The checkpoint has no timestamp yet: " + string.Join(" ", outcome.Problems);
            else
                await store.AddCheckpointAsync(last, cancellationToken);
        }
        return new CheckpointOutcome(last, WriteOutside(last) ?? problem);
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
