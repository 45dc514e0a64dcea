using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Evidence.Timestamps;

/// <summary>What a timestamp is wanted for. The numbers are stored.</summary>
public enum TimestampUse
{
    /// <summary>A signed checkpoint of the ledger, and through it every event it covers.</summary>
    Checkpoint = 1,

    /// <summary>A list that carries earlier timestamps on.</summary>
    Renewal = 2,

    /// <summary>The signature value of a CMS signature that was made while no authority answered.</summary>
    Signature = 3,

    /// <summary>The manifest of an evidence bundle that was exported while no authority answered.</summary>
    Bundle = 4,
}

/// <summary>An entry of the queue that one node works on.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Fence">Grows with every claim; a write under an older one changes nothing.</param>
/// <param name="Number">Size of the checkpoint or number of the renewal; 0 for others.</param>
/// <param name="Data">What is to be timestamped: the checkpoint's note, the renewal's list, a signature value, a manifest.</param>
/// <param name="Since">When it was asked for first.</param>
/// <param name="Tries">Rounds over the authorities so far.</param>
/// <param name="Token">Attached already: only the copy outside is missing.</param>
/// <param name="Outlive">A renewal that does not count for longer than this is worth nothing.</param>
public sealed record ClaimedTimestamp(
    long Id, long Fence, TimestampUse Use, long Number, byte[] Data, DateTimeOffset Since, int Tries, byte[]? Token, DateTimeOffset? Outlive);

/// <summary>A token to attach.</summary>
/// <param name="Token">RFC 3161 token, DER, verified.</param>
/// <param name="Authority">Name of the authority in the configuration.</param>
/// <param name="Time">The time it proves.</param>
/// <param name="Ends">When it stops counting (<see cref="Renewal.End"/>).</param>
/// <param name="DigestOid">Algorithm of its imprint.</param>
public sealed record ReceivedToken(byte[] Token, string Authority, DateTimeOffset Time, DateTimeOffset Ends, string DigestOid);

/// <summary>How the queue stands.</summary>
/// <param name="Waiting">Entries without a token.</param>
/// <param name="OldestSince">When the longest waiting one was asked for.</param>
/// <param name="LastProblem">Why the entry tried last has none.</param>
/// <param name="LastTime">The time of the newest token of a checkpoint.</param>
/// <param name="LastAuthority">Who gave it.</param>
/// <param name="NextEnd">When the first of the tokens kept stops counting, unless it is renewed.</param>
public sealed record TimestampQueueState(
    long Waiting, DateTimeOffset? OldestSince, string? LastProblem, DateTimeOffset? LastTime, string? LastAuthority, DateTimeOffset? NextEnd);

/// <summary>Port: the durable queue of what needs a timestamp, and the timestamps that came.</summary>
/// <remarks>Thread-safe; every method is one transaction. Checkpoints are queued by the commit that keeps them.</remarks>
public interface ITimestampStore : IDatedCheckpoints
{
    /// <summary>Queues a signature value or a manifest; queueing the same one again changes nothing.</summary>
    ValueTask QueueAsync(TimestampUse use, ReadOnlyMemory<byte> data, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Queues renewals of the checkpoints' timestamps that end soon, at most <see cref="RenewalList.Most"/> of them.</summary>
    /// <returns>How many are carried on; 0 when none is due.</returns>
    ValueTask<int> QueueRenewalAsync(AgeingPolicy policy, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes the newest entry that is due, or null. What another node holds is passed over.</summary>
    ValueTask<ClaimedTimestamp?> ClaimAsync(string node, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Takes the entry of one checkpoint, due or not; null when it has none or another node holds it.</summary>
    ValueTask<ClaimedTimestamp?> ClaimCheckpointAsync(long size, string node, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Keeps a token with what it was wanted for. Checkpoints and renewals stay claimed until they are <see cref="FinishAsync">finished</see>.</summary>
    /// <returns>False when another node took the entry over: nothing was written.</returns>
    ValueTask<bool> AttachAsync(ClaimedTimestamp claim, ReceivedToken token, CancellationToken cancellationToken);

    /// <summary>Gives an entry back for later.</summary>
    ValueTask PostponeAsync(ClaimedTimestamp claim, DateTimeOffset notBefore, string problem, CancellationToken cancellationToken);

    /// <summary>Removes an entry whose token is attached and kept outside.</summary>
    ValueTask FinishAsync(ClaimedTimestamp claim, CancellationToken cancellationToken);

    /// <summary>The token that came for a queued signature value or manifest, or null.</summary>
    ValueTask<byte[]?> FindTokenAsync(TimestampUse use, ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    /// <summary>The first checkpoint with a timestamp that covers a position: what dates an event earliest. Null when there is none yet.</summary>
    ValueTask<DatedCheckpoint?> FindDatedAsync(long position, CancellationToken cancellationToken);

    ValueTask<TimestampQueueState> ReadStateAsync(CancellationToken cancellationToken);
}
