using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Storage.Isolation;

namespace IntegrationHub.Storage.PostgreSql.Timestamps;

/// <summary>The queue of timestamps. Thread-safe; every method is one transaction.</summary>
/// <remarks>
/// Claimed like documents on their way out: <c>for update skip locked</c>, a lease and a fence. A token that was received and not attached is
/// lost with its process, and asked for again: an authority may stamp a digest twice without harm.
/// </remarks>
internal sealed class PostgresTimestamps(PostgresStore database) : ITimestampStore
{
    private static readonly Scope Queue = Scope.Of(SystemScope.Timestamps);

    /// <summary>How long a token waits to be fetched for a file.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    public async ValueTask QueueAsync(TimestampUse use, ReadOnlyMemory<byte> data, DateTimeOffset now, CancellationToken cancellationToken) =>
        await Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(
                Queue, "insert into ledger.timestamp_queue (use, digest, data, since, claimable_at) values ($1, $2, $3, $4, $4) on conflict (use, digest) do nothing");
            command.Parameters.Short((int)use).Bytes(SHA256.HashData(data.Span)).Bytes(data).Time(now);
            await command.ExecuteNonQueryAsync(cancellationToken);
        });

    public ValueTask<int> QueueRenewalAsync(AgeingPolicy policy, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(() => RenewalStatements.QueueAsync(database.Commits, Queue, policy, now, cancellationToken)));

    public ValueTask<ClaimedTimestamp?> ClaimAsync(string node, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(
                Queue, QueueStatements.Claim("select id from ledger.timestamp_queue where claimable_at <= $3 order by id desc limit 1 for update skip locked"));
            command.Parameters.Text(node).Time(now + lease).Time(now);
            return await QueueStatements.ReadClaimAsync(command, cancellationToken);
        }));

    public ValueTask<ClaimedTimestamp?> ClaimCheckpointAsync(long size, string node, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(Queue, QueueStatements.Claim(
                "select id from ledger.timestamp_queue where checkpoint = $4 and (claimed_by is null or claimable_at <= $3) for update skip locked"));
            command.Parameters.Text(node).Time(now + lease).Time(now).Long(size);
            return await QueueStatements.ReadClaimAsync(command, cancellationToken);
        }));

    public async ValueTask<bool> AttachAsync(ClaimedTimestamp claim, ReceivedToken token, CancellationToken cancellationToken)
    {
        database.CrashPoints.Reached(CrashPoint.BeforeTimestamp);
        var attached = await Availability.GuardAsync(async () =>
        {
            await using var transaction = await database.Commits.BeginAsync(Queue, cancellationToken);
            await using (var keep = QueueStatements.Keep(transaction, claim, token))
            {
                if (await keep.ExecuteNonQueryAsync(cancellationToken) != 1)
                    return false;
            }

            await using var batch = transaction.CreateBatch();
            QueueStatements.AddAttachment(batch, claim, token);
            await batch.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        });
        database.CrashPoints.Reached(CrashPoint.AfterTimestamp);
        return attached;
    }

    public async ValueTask PostponeAsync(ClaimedTimestamp claim, DateTimeOffset notBefore, string problem, CancellationToken cancellationToken) =>
        await Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(
                Queue, "update ledger.timestamp_queue set claimable_at = $3, claimed_by = null, tries = tries + 1, problem = $4 where id = $1 and fence = $2");
            command.Parameters.Long(claim.Id).Long(claim.Fence).Time(notBefore).Text(problem);
            await command.ExecuteNonQueryAsync(cancellationToken);
        });

    public async ValueTask FinishAsync(ClaimedTimestamp claim, CancellationToken cancellationToken) =>
        await Availability.GuardAsync(async () =>
        {
            // With it go tokens that nobody fetched in time.
            await using var command = database.Commits.CreateCommand(
                Queue, "delete from ledger.timestamp_queue where (id = $1 and fence = $2) or (digest is not null and stamped_at < $3)");
            command.Parameters.Long(claim.Id).Long(claim.Fence).Time(claim.Since - KeptFor);
            await command.ExecuteNonQueryAsync(cancellationToken);
        });

    public ValueTask<byte[]?> FindTokenAsync(TimestampUse use, ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(Queue, "select token from ledger.timestamp_queue where use = $1 and digest = $2");
            command.Parameters.Short((int)use).Bytes(SHA256.HashData(data.Span));
            return await command.ExecuteScalarAsync(cancellationToken) as byte[];
        }));

    public ValueTask<DatedCheckpoint?> FindDatedAsync(long position, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var transaction = await database.Commits.BeginAsync(Queue, cancellationToken);
            await using var command = transaction.CreateCommand("""select size from ledger.checkpoint where size > $1 and "timestamp" is not null order by size limit 1""");
            command.Parameters.Long(position);
            return await command.ExecuteScalarAsync(cancellationToken) is long size
                ? (await RenewalStatements.ReadDatedAsync(transaction, [size], cancellationToken)).Single()
                : null;
        }));

    public async IAsyncEnumerable<DatedCheckpoint> ReadDatedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            var page = await Availability.GuardAsync(() => RenewalStatements.ReadPageAsync(database.Commits, Queue, after, cancellationToken));
            foreach (var dated in page)
                yield return dated;
            if (page.Count == 0)
                yield break;
            after = page[^1].Size;
        }
    }

    public ValueTask<TimestampQueueState> ReadStateAsync(CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(Queue, QueueStatements.State);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return new TimestampQueueState(
                reader.GetInt64(0), reader.TimeOrNull(1), reader.Text(2), reader.TimeOrNull(3), reader.Text(4), reader.TimeOrNull(5));
        }));
}
