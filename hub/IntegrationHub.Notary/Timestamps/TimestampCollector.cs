using IntegrationHub.Evidence;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Notary.Checkpoints;

namespace IntegrationHub.Notary.Timestamps;

/// <summary>
/// Works the queue of timestamps off: asks the authorities, attaches what comes, writes it to the folder outside, and has renewals made
/// before timestamps age out. Any number of nodes may do so at once, and each may die at any instant.
/// </summary>
/// <param name="store">The queue.</param>
/// <param name="client">The authorities.</param>
/// <param name="folder">Where checkpoints are kept outside the database; null keeps none.</param>
/// <param name="policy">When timestamps age.</param>
/// <param name="node">This node and start of it.</param>
/// <param name="time">Clock and timer.</param>
/// <remarks>Thread-safe.</remarks>
public sealed class TimestampCollector(
    ITimestampStore store, TimestampClient client, CheckpointFolder? folder, AgeingPolicy policy, string node, TimeProvider time)
{
    /// <summary>Longer than every authority takes that lets us wait for its whole time-out.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan OutsideAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan NoUseAgain = TimeSpan.FromDays(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private const int Looks = 50;
    private const string EndsTooEarly = "timestamp.ends_too_early";

    /// <summary>Does what is due with one entry of the queue.</summary>
    /// <returns>False when nothing is due.</returns>
    public async ValueTask<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (await store.ClaimAsync(node, time.GetUtcNow(), Lease, cancellationToken) is not { } claim)
            return false;
        await WorkAsync(claim, cancellationToken);
        return true;
    }

    /// <summary>Queues the renewals that are due; the queue then works them off like everything else.</summary>
    /// <returns>How many timestamps will be carried on.</returns>
    public async ValueTask<int> RenewAsync(CancellationToken cancellationToken)
    {
        var all = 0;
        for (int some; (some = await store.QueueRenewalAsync(policy, time.GetUtcNow(), cancellationToken)) > 0;)
            all += some;
        return all;
    }

    /// <summary>Has a checkpoint timestamped now, for somebody who waits: at most one round over the authorities.</summary>
    /// <returns>Why it has none; null when it has one.</returns>
    public async ValueTask<string?> StampCheckpointAsync(long size, CancellationToken cancellationToken)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (await store.ClaimCheckpointAsync(size, node, time.GetUtcNow(), Lease, cancellationToken) is { } claim)
                return await WorkAsync(claim, cancellationToken);
            // It has its timestamp, or gave way to a larger one that has; otherwise another process asks, whose answer is worth waiting for.
            if (await store.FindDatedAsync(size - 1, cancellationToken) is not null)
                return null;
            await Task.Delay(Look, time, cancellationToken);
        }
        return "Another process asks for its timestamp and has none yet.";
    }

    /// <summary>One round for data that somebody waits with. When no token comes, it is queued: <see cref="ITimestampStore.FindTokenAsync"/> gives it later.</summary>
    public async ValueTask<TimestampOutcome> StampOrQueueAsync(TimestampUse use, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var outcome = await client.StampAsync(data, cancellationToken);
        if (outcome.Token is null)
            await store.QueueAsync(use, data, time.GetUtcNow(), cancellationToken);
        return outcome;
    }

    /// <returns>What is still missing; null when all is done.</returns>
    private async ValueTask<string?> WorkAsync(ClaimedTimestamp claim, CancellationToken cancellationToken)
    {
        if (claim.Token is not null)
            return await KeepOutsideAsync(claim, claim.Token, cancellationToken);
        var outcome = await client.StampAsync(claim.Data, facts => Objection(claim, facts), cancellationToken);
        if (outcome.Token is null)
        {
            var problem = outcome.Problems.Count == 0 ? "Every authority rests after a failure." : string.Join(" ", outcome.Problems);
            // Only a new certificate helps where each of them answered; one that failed or rests may have it already.
            var wait = outcome.Problems.Count(p => p.Id == EndsTooEarly) == client.States.Count ? NoUseAgain : TimestampPlan.Wait(claim.Tries);
            await store.PostponeAsync(claim, time.GetUtcNow() + wait, problem, cancellationToken);
            return problem;
        }
        var token = new ReceivedToken(outcome.Token, outcome.Authority!, outcome.Facts!.Time, EndOf(outcome.Facts), outcome.Facts.DigestOid);
        return !await store.AttachAsync(claim, token, cancellationToken) ? null // Another node was faster.
            : claim.Use is TimestampUse.Signature or TimestampUse.Bundle ? null
            : await KeepOutsideAsync(claim, outcome.Token, cancellationToken);
    }

    private Refusal? Objection(ClaimedTimestamp claim, TimestampFacts facts) => EndOf(facts) is var ends && ends <= claim.Outlive
        ? new(EndsTooEarly, $"its token counts until {ends:u}, no longer than what it should renew.", "Name an authority whose certificate runs longer.")
        : null;

    private DateTimeOffset EndOf(TimestampFacts facts) => Renewal.Of(facts, policy, time.GetUtcNow()).End;

    private async ValueTask<string?> KeepOutsideAsync(ClaimedTimestamp claim, byte[] token, CancellationToken cancellationToken)
    {
        try
        {
            if (claim.Use == TimestampUse.Checkpoint)
                folder?.Write(claim.Number, claim.Data, token);
            else
                folder?.WriteRenewal(claim.Number, claim.Data, token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var problem = "The timestamp is attached but could not be written outside: " + e.Message;
            await store.PostponeAsync(claim, time.GetUtcNow() + OutsideAgain, problem, cancellationToken);
            return problem;
        }
        await store.FinishAsync(claim, cancellationToken);
        return null;
    }
}
