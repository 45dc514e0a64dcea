using System.Runtime.CompilerServices;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Proofs;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Ledger;

/// <summary>The ledger over the events' own rows: their commits write leaves, this gives them places. Thread-safe.</summary>
/// <remarks>
/// An append is one transaction that begins with the head's row under the epoch and the expected size, so of two sequencers one writes
/// and the other is told that it is fenced, whatever its clock believes.
/// </remarks>
internal sealed class SqlServerLedger(SqlServerStore store) : ILedgerStore
{
    private const int PageSize = 5000;

    public async ValueTask<SequencerLease?> AcquireAsync(string owner, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken) =>
        await RunAsync(
            session => session.ScalarAsync(
                LedgerStatements.Acquire, parameters => parameters.Text("@owner", owner).Time("@now", now).Time("@until", now + duration), cancellationToken),
            cancellationToken) is long epoch
            ? new SequencerLease(epoch, now + duration)
            : null;

    public async ValueTask<AppendOutcome> AppendAsync(LedgerAppend append, CancellationToken cancellationToken)
    {
        var (moved, placed) = await RunAsync(
            session => session.FirstAsync(
                LedgerStatements.Append, parameters => Fill(parameters, append), static reader => (reader.GetInt32(0), reader.GetInt32(1)), cancellationToken),
            cancellationToken);
        if (moved == 0)
            return AppendOutcome.Fenced;

        return placed == append.Leaves.Count
            ? AppendOutcome.Appended
            : throw new LedgerDamagedException($"{append.Leaves.Count} events were to get their places, {placed} were found: rows were changed around the hub.");
    }

    public async ValueTask<StoredCheckpoint> AddCheckpointAsync(long size, byte[] note, DateTimeOffset now, CancellationToken cancellationToken) =>
        await RunAsync(
            session => session.FirstAsync(
                LedgerStatements.AddCheckpoint, parameters => parameters.Long("@size", size).Bytes("@note", note).Time("@now", now), Checkpoint, cancellationToken),
            cancellationToken)
        ?? throw new InvalidOperationException($"The checkpoint of size {size} was kept and is not there.");

    public async ValueTask<StoredCheckpoint?> ReadLastCheckpointAsync(CancellationToken cancellationToken) =>
        await RunAsync(session => session.FirstAsync(LedgerStatements.LastCheckpoint, static _ => { }, Checkpoint, cancellationToken), cancellationToken);

    public async ValueTask<IReadOnlyList<StoredCheckpoint>> ReadCheckpointsAsync(CancellationToken cancellationToken) =>
        await RunAsync(session => session.ListAsync(LedgerStatements.Checkpoints, static _ => { }, Checkpoint, cancellationToken), cancellationToken);

    public async ValueTask<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken) =>
        await RunAsync(
            session => session.FirstAsync(
                LedgerStatements.Head, static _ => { }, static reader => new LedgerHead(reader.GetInt64(0), new LedgerHash(reader.Bytes(1))), cancellationToken),
            cancellationToken)
        ?? throw new LedgerDamagedException("The ledger's head is missing. Run the ledger verification.");

    public async ValueTask<Tile?> ReadTileAsync(TileId id, CancellationToken cancellationToken) =>
        await RunAsync(
            session => session.ScalarAsync(LedgerStatements.ReadTile, parameters => parameters.Int("@level", id.Level).Long("@index", id.Index), cancellationToken),
            cancellationToken) is byte[] hashes
            ? Tile.FromOctets(id, hashes)
            : null;

    public async IAsyncEnumerable<SequencedLeaf> ReadLeavesAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = from; ;)
        {
            var start = next;
            var page = await RunAsync(
                session => session.ListAsync(
                    LedgerStatements.Page, parameters => parameters.Int("@max", PageSize).Long("@from", start), reader => LeafRows.Sequenced(reader, store.Values), cancellationToken),
                cancellationToken);
            foreach (var leaf in page)
                yield return leaf;

            if (page.Count < PageSize)
                yield break;

            next = page[^1].Position + 1;
        }
    }

    public async ValueTask<IReadOnlyList<LedgerLeaf>> ReadUnsequencedAsync(int max, CancellationToken cancellationToken) =>
        await RunAsync(
            session => session.ListAsync(LedgerStatements.Unsequenced, parameters => parameters.Int("@max", max), reader => LeafRows.Leaf(reader, store.Values), cancellationToken), cancellationToken);

    private Task<T> RunAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellationToken) => store.Work.RunAsync(Scope.Of(SystemScope.Ledger), work, cancellationToken);

    private static void Fill(SqlParameterCollection parameters, LedgerAppend append) =>
        parameters
            .Long("@size", append.Head.Size).Bytes("@root", append.Head.Root.ToArray()).Long("@epoch", append.Epoch).Long("@expected", append.ExpectedSize)
            .Int("@leaves", append.Leaves.Count)
            .Table(
                "@places", "ledger.place_list", LedgerStatements.Places, append.Leaves.Select((id, place) => (Id: id, Position: append.ExpectedSize + place)),
                static (record, place) =>
                {
                    record.SetValue(0, place.Id.ToByteArray(bigEndian: true));
                    record.SetInt64(1, place.Position);
                })
            .Table(
                "@tiles", "ledger.tile_list", LedgerStatements.Tiles, append.Tiles,
                static (record, tile) =>
                {
                    record.SetInt32(0, tile.Id.Level);
                    record.SetInt64(1, tile.Id.Index);
                    record.SetValue(2, tile.ToOctets());
                });

    private static StoredCheckpoint Checkpoint(SqlDataReader reader) => new(reader.GetInt64(0), reader.Bytes(1), reader.IsDBNull(2) ? null : reader.Bytes(2));
}
