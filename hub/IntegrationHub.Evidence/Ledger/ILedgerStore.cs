using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Evidence.Ledger;

/// <summary>The right to sequence. Whoever acquires it next makes every earlier epoch powerless.</summary>
/// <param name="Epoch">Grows with every change of holder.</param>
/// <param name="Until">Until when nobody else takes it without the holder's consent.</param>
public sealed record SequencerLease(long Epoch, DateTimeOffset Until);

/// <summary>Leaves that get their places, and what that does to the tree; written in one transaction.</summary>
/// <param name="Epoch">The sequencer's; a store refuses any but the newest.</param>
/// <param name="ExpectedSize">Size the batch was made for.</param>
/// <param name="Leaves">Events in the order of their positions, from <paramref name="ExpectedSize"/> on.</param>
/// <param name="Tiles">New or longer tiles.</param>
/// <param name="Head">The head afterwards.</param>
public sealed record LedgerAppend(long Epoch, long ExpectedSize, IReadOnlyList<Guid> Leaves, IReadOnlyList<Tile> Tiles, LedgerHead Head);

/// <summary>How an append ended.</summary>
public enum AppendOutcome
{
    Appended,

    /// <summary>Another sequencer took over: nothing was written, and the lease is void.</summary>
    Fenced,
}

/// <summary>Port: the durable ledger, as its one sequencer and the checkpoint writer need it.</summary>
public interface ILedgerStore : ILedgerReader
{
    /// <summary>Takes or renews the lease.</summary>
    /// <param name="owner">Name of this node and process start; renewing keeps the epoch.</param>
    /// <returns>Null while another owner's lease runs.</returns>
    ValueTask<SequencerLease?> AcquireAsync(string owner, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Writes a batch if the epoch is still the newest and the size is as expected.</summary>
    ValueTask<AppendOutcome> AppendAsync(LedgerAppend append, CancellationToken cancellationToken);

    /// <summary>The checkpoint of the largest size, or null.</summary>
    ValueTask<StoredCheckpoint?> ReadLastCheckpointAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Keeps a signed checkpoint and queues its timestamp, in one transaction. One that still waits for its timestamp gives its place in the
    /// queue to a larger one: the later timestamp proves at least as much.
    /// </summary>
    /// <returns>The one that is kept for this size: of two that are signed at once, the first.</returns>
    ValueTask<StoredCheckpoint> AddCheckpointAsync(long size, byte[] note, DateTimeOffset now, CancellationToken cancellationToken);
}
