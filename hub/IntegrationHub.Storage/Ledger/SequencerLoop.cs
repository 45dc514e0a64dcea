using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Proofs;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Exchange;

namespace IntegrationHub.Storage.Ledger;

/// <summary>Runs the sequencer on every node; the lease lets one of them work. Leaves get their places within a second.</summary>
/// <param name="store">The ledger.</param>
/// <param name="time">Clock and timer.</param>
/// <param name="node">Name of this node and of this start of it, so that a restarted node is a new owner.</param>
/// <param name="alarm">Told of what an operator must know: a damaged ledger, an unavailable store. Called again while it lasts.</param>
public sealed class SequencerLoop(ILedgerStore store, TimeProvider time, string node, Action<Exception> alarm)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private readonly LedgerSequencer sequencer = new(store, node, Lease);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                // A full batch may have left more behind: go on at once.
                if (await sequencer.StepAsync(time.GetUtcNow(), cancellationToken) != SequencingStep.Sequenced)
                    await Task.Delay(Pause, time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is StorageUnavailableException or LedgerDamagedException)
            {
                alarm(e);
                await Task.Delay(PauseAfterFailure, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
