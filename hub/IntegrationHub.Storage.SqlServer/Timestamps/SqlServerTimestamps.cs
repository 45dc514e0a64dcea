using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Timestamps;

/// <summary>The queue of timestamps. Thread-safe; every method is one transaction.</summary>
/// <remarks>
/// Claimed like documents on their way out. A token that was received and not attached is lost with its process, and asked for again: an
/// authority may stamp a digest twice without harm.
/// </remarks>
internal sealed class SqlServerTimestamps(SqlServerStore store) : ITimestampStore
{
    /// <summary>How long a token waits to be fetched for a file.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    public async ValueTask QueueAsync(TimestampUse use, ReadOnlyMemory<byte> data, DateTimeOffset now, CancellationToken cancellationToken) =>
        await RunAsync(
            session => session.ScalarAsync(
                QueueStatements.Queue,
                parameters => parameters.Short("@purpose", (int)use).Digest("@digest", SHA256.HashData(data.Span)).Bytes("@data", data).Time("@now", now),
                cancellationToken),
            cancellationToken);

    public async ValueTask<int> QueueRenewalAsync(AgeingPolicy policy, DateTimeOffset now, CancellationToken cancellationToken) =>
        await RunAsync(session => RenewalStatements.QueueAsync(session, policy, now, cancellationToken), cancellationToken);

    public async ValueTask<ClaimedTimestamp?> ClaimAsync(string node, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
        await ClaimAsync(QueueStatements.ClaimNewest, node, now, lease, static _ => { }, cancellationToken);

    public async ValueTask<ClaimedTimestamp?> ClaimCheckpointAsync(long size, string node, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
        await ClaimAsync(QueueStatements.ClaimCheckpoint, node, now, lease, parameters => parameters.Long("@size", size), cancellationToken);

    public async ValueTask<bool> AttachAsync(ClaimedTimestamp claim, ReceivedToken token, CancellationToken cancellationToken)
    {
        store.CrashPoints.Reached(CrashPoint.BeforeTimestamp);
        var attached = await RunAsync(
            session => session.ScalarAsync(
                QueueStatements.AttachFor(claim.Use),
                parameters => parameters.Long("@id", claim.Id).Long("@fence", claim.Fence).Long("@number", claim.Number).Bytes("@token", token.Token)
                    .Text("@authority", token.Authority).Time("@stamped_at", token.Time).Time("@ends_at", token.Ends).Text("@digest_oid", token.DigestOid),
                cancellationToken),
            cancellationToken) is 1;
        store.CrashPoints.Reached(CrashPoint.AfterTimestamp);
        return attached;
    }

    public async ValueTask PostponeAsync(ClaimedTimestamp claim, DateTimeOffset notBefore, string problem, CancellationToken cancellationToken) =>
        await RunAsync(
            session => session.ScalarAsync(
                QueueStatements.Postpone,
                parameters => parameters.Long("@id", claim.Id).Long("@fence", claim.Fence).Time("@not_before", notBefore).LongText("@problem", problem),
                cancellationToken),
            cancellationToken);

    public async ValueTask FinishAsync(ClaimedTimestamp claim, CancellationToken cancellationToken) =>
        await RunAsync(
            session => session.ScalarAsync(
                QueueStatements.Finish,
                parameters => parameters.Long("@id", claim.Id).Long("@fence", claim.Fence).Time("@fetched_by", claim.Since - KeptFor),
                cancellationToken),
            cancellationToken);

    public async ValueTask<byte[]?> FindTokenAsync(TimestampUse use, ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        await RunAsync(
            session => session.ScalarAsync(
                QueueStatements.FindToken, parameters => parameters.Short("@purpose", (int)use).Digest("@digest", SHA256.HashData(data.Span)), cancellationToken),
            cancellationToken) as byte[];

    public async ValueTask<DatedCheckpoint?> FindDatedAsync(long position, CancellationToken cancellationToken) =>
        await RunAsync(
            async session => await session.ScalarAsync(RenewalStatements.FirstDated, parameters => parameters.Long("@position", position), cancellationToken) is long size
                ? (await RenewalStatements.ReadDatedAsync(session, [size], cancellationToken)).Single()
                : null,
            cancellationToken);

    public async IAsyncEnumerable<DatedCheckpoint> ReadDatedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0L; ;)
        {
            var start = after;
            var page = await RunAsync(session => RenewalStatements.ReadPageAsync(session, start, cancellationToken), cancellationToken);
            foreach (var dated in page)
                yield return dated;

            if (page.Count == 0)
                yield break;

            after = page[^1].Size;
        }
    }

    public async ValueTask<TimestampQueueState> ReadStateAsync(CancellationToken cancellationToken) =>
        (await RunAsync(
            session => session.FirstAsync(
                QueueStatements.State,
                static _ => { },
                static reader => new TimestampQueueState(
                    reader.GetInt64(0), reader.TimeOrNull(1), reader.Text(2), reader.TimeOrNull(3), reader.Text(4), reader.TimeOrNull(5)),
                cancellationToken),
            cancellationToken))!;

    private async Task<ClaimedTimestamp?> ClaimAsync(
        Statement statement, string node, DateTimeOffset now, TimeSpan lease, Action<SqlParameterCollection> more, CancellationToken cancellationToken) =>
        await RunAsync(
            session => session.FirstAsync(
                statement,
                parameters => more(parameters.Text("@node", node).Time("@now", now).Time("@until", now + lease)),
                static reader => new ClaimedTimestamp(
                    reader.GetInt64(0), reader.GetInt64(1), (TimestampUse)reader.GetInt16(2), reader.GetInt64(3), reader.Bytes(4), reader.Time(5),
                    reader.GetInt32(6), reader.IsDBNull(7) ? null : reader.Bytes(7), reader.TimeOrNull(8)),
                cancellationToken),
            cancellationToken);

    private Task<T> RunAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellationToken) => store.Work.RunAsync(Scope.Of(SystemScope.Timestamps), work, cancellationToken);
}
