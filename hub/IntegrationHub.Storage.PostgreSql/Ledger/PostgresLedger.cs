using System.Runtime.CompilerServices;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Ledger;

/// <summary>The ledger over the events' own rows: their commits write leaves, this gives them places. Thread-safe.</summary>
/// <remarks>
/// An append is one transaction that begins with the head's row under the epoch and the expected size, so of two sequencers one writes
/// and the other is told that it is fenced, whatever its clock believes.
/// </remarks>
internal sealed class PostgresLedger(PostgresStore database) : ILedgerStore
{
    private const int Page = 5000;

    /// <summary>The tree is one over the events of all retailers.</summary>
    private static readonly Scope Whole = Scope.Of(SystemScope.Ledger);

    /// <summary>What waits and nobody works on gives way; the newest stands for all since the first that waited.</summary>
    private const string AddCheckpointSql =
        """
        with kept as (insert into ledger.checkpoint (size, note) values ($1, $2) on conflict (size) do nothing returning size),
            replaced as (
                delete from ledger.timestamp_queue waiting using kept
                where waiting.checkpoint < kept.size and waiting.token is null and waiting.claimed_by is null returning waiting.since)
        insert into ledger.timestamp_queue (use, checkpoint, since, claimable_at)
        select 1, size, least($3, (select min(since) from replaced)), $3 from kept
        """;

    public ValueTask<SequencerLease?> AcquireAsync(string owner, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(
                Whole,
                """
                update ledger.head set epoch = case when owner = $1 then epoch else epoch + 1 end, owner = $1, lease_until = $3
                where owner = $1 or lease_until <= $2 returning epoch
                """);
            command.Parameters.Text(owner).Time(now).Time(now + duration);
            return await command.ExecuteScalarAsync(cancellationToken) is long epoch ? new SequencerLease(epoch, now + duration) : null;
        }));

    public ValueTask<AppendOutcome> AppendAsync(LedgerAppend append, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var transaction = await database.Commits.BeginAsync(Whole, cancellationToken);
            if (!await MoveHeadAsync(transaction, append, cancellationToken))
                return AppendOutcome.Fenced;
            await GivePlacesAsync(transaction, append, cancellationToken);
            await WriteTilesAsync(transaction, append.Tiles, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return AppendOutcome.Appended;
        }));

    public ValueTask<StoredCheckpoint> AddCheckpointAsync(long size, byte[] note, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var add = database.Commits.CreateCommand(Whole, AddCheckpointSql);
            add.Parameters.Long(size).Bytes(note).Time(now);
            await add.ExecuteNonQueryAsync(cancellationToken);

            await using var read = database.Commits.CreateCommand(Whole, """select size, note, "timestamp" from ledger.checkpoint where size = $1""");
            read.Parameters.Long(size);
            await using var reader = await read.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken)
                ? Checkpoint(reader)
                : throw new InvalidOperationException($"The checkpoint of size {size} was kept and is not there.");
        }));

    public ValueTask<StoredCheckpoint?> ReadLastCheckpointAsync(CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(Whole, """select size, note, "timestamp" from ledger.checkpoint order by size desc limit 1""");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? Checkpoint(reader) : null;
        }));

    public ValueTask<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(Whole, "select size, root from ledger.head");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
                throw new Evidence.Ledger.Proofs.LedgerDamagedException("The ledger's head is missing. Run the ledger verification.");
            return new LedgerHead(reader.GetInt64(0), new LedgerHash(reader.GetFieldValue<byte[]>(1)));
        }));

    public ValueTask<Tile?> ReadTileAsync(TileId id, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(Whole, "select hashes from ledger.tile where level = $1 and index = $2");
            command.Parameters.Int(id.Level).Long(id.Index);
            return await command.ExecuteScalarAsync(cancellationToken) is byte[] hashes ? Tile.FromOctets(id, hashes) : null;
        }));

    public async IAsyncEnumerable<SequencedLeaf> ReadLeavesAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = from; ;)
        {
            var page = await ReadPageAsync(next, cancellationToken);
            foreach (var leaf in page)
                yield return leaf;
            if (page.Count < Page)
                yield break;
            next = page[^1].Position + 1;
        }
    }

    public ValueTask<IReadOnlyList<LedgerLeaf>> ReadUnsequencedAsync(int max, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(Whole, $"select {LeafColumns.List} from event where position is null order by id limit $1");
            command.Parameters.Int(max);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var leaves = new List<LedgerLeaf>();
            while (await reader.ReadAsync(cancellationToken))
                leaves.Add(LeafColumns.Leaf(reader, database.Values));
            return (IReadOnlyList<LedgerLeaf>)leaves;
        }));

    public ValueTask<IReadOnlyList<StoredCheckpoint>> ReadCheckpointsAsync(CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(Whole, """select size, note, "timestamp" from ledger.checkpoint order by size""");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var checkpoints = new List<StoredCheckpoint>();
            while (await reader.ReadAsync(cancellationToken))
                checkpoints.Add(Checkpoint(reader));
            return (IReadOnlyList<StoredCheckpoint>)checkpoints;
        }));

    private Task<List<SequencedLeaf>> ReadPageAsync(long from, CancellationToken cancellationToken) => Availability.GuardAsync(async () =>
    {
        await using var command = database.Commits.CreateCommand(Whole, $"select {LeafColumns.List} from event where position >= $1 order by position limit {Page}");
        command.Parameters.Long(from);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<SequencedLeaf>();
        while (await reader.ReadAsync(cancellationToken))
            page.Add(LeafColumns.Sequenced(reader, database.Values));
        return page;
    });

    private static StoredCheckpoint Checkpoint(NpgsqlDataReader reader) =>
        new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2));

    private static async Task<bool> MoveHeadAsync(ScopedTransaction transaction, LedgerAppend append, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand("update ledger.head set size = $1, root = $2 where epoch = $3 and size = $4");
        command.Parameters.Long(append.Head.Size).Bytes(append.Head.Root.ToArray()).Long(append.Epoch).Long(append.ExpectedSize);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static async Task GivePlacesAsync(ScopedTransaction transaction, LedgerAppend append, CancellationToken cancellationToken)
    {
        var positions = append.Leaves.Select((_, i) => append.ExpectedSize + i).ToArray();
        await using var command = transaction.CreateCommand(
            """
            update event e set position = given.position from unnest($1::uuid[], $2::bigint[]) as given (id, position)
            where e.id = given.id and e.position is null
            """);
        command.Parameters.Array(NpgsqlDbType.Uuid, append.Leaves.ToArray()).Array(NpgsqlDbType.Bigint, positions);
        var moved = await command.ExecuteNonQueryAsync(cancellationToken);
        if (moved != append.Leaves.Count)
            throw new Evidence.Ledger.Proofs.LedgerDamagedException($"{append.Leaves.Count} events were to get their places, {moved} were found: rows were changed around the hub.");
    }

    private static async Task WriteTilesAsync(ScopedTransaction transaction, IReadOnlyList<Tile> tiles, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand(
            """
            insert into ledger.tile (level, index, hashes) select * from unnest($1::integer[], $2::bigint[], $3::bytea[])
            on conflict (level, index) do update set hashes = excluded.hashes
            """);
        command.Parameters.Array(NpgsqlDbType.Integer, tiles.Select(t => t.Id.Level).ToArray())
            .Array(NpgsqlDbType.Bigint, tiles.Select(t => t.Id.Index).ToArray())
            .Array(NpgsqlDbType.Bytea, tiles.Select(t => t.ToOctets()).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
