using IntegrationHub.Evidence.Ledger.Proofs;

namespace IntegrationHub.Evidence.Ledger.Checkpoints;

/// <summary>Decides whether a new checkpoint may be signed: never a smaller one, never one that does not continue the last.</summary>
public sealed class CheckpointProof(ILedgerReader ledger)
{
    /// <summary>
    /// Proves from the stored tree that <paramref name="head"/> continues <paramref name="last"/>. A signer that skips this could be made to
    /// sign a fork by a changed store.
    /// </summary>
    public async ValueTask<bool> ContinuesAsync(Checkpoint last, LedgerHead head, CancellationToken cancellationToken)
    {
        if (head.Size < last.Size)
            return false;
        try
        {
            var proof = await new LedgerProofs(ledger).ConsistencyAsync(last.Size, head.Size, cancellationToken);
            return ProofVerification.Continues(last.Size, last.Root, head.Size, head.Root, proof);
        }
        catch (LedgerDamagedException)
        {
            return false;
        }
    }
}
