using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using IntegrationHub.Archive.Contents;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Archive;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Combining;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>Raw bytes, each once per retailer, packed and sealed by the hub: here or in a place outside. Thread-safe.</summary>
/// <remarks>
/// Storing here does not wait for the disk: the bytes are in the server's log when it returns, and the log reaches the disk in order, at latest
/// with the next commit that does wait. So no promise is ever on disk without the bytes it is about. A place outside has its own disk: there the
/// bytes are durable before the row that names them is written.
/// </remarks>
/// <param name="database">The rows.</param>
/// <param name="codec">Packs and seals.</param>
/// <param name="outside">Where contents go instead of the database, or <c>null</c>.</param>
internal sealed class PostgresArchive(PostgresStore database, ContentCodec codec, IContentStore? outside = null) : IArchive
{
    /// <summary>An id is in one of the two tables; one that somebody put into the other as well is read from neither.</summary>
    private const string ReadSql =
        """
        select a.id, a.packing, a.length, a.sha256, a.name, a.place, a.sealed, a.body, a.chunks from archive a
        where a.retailer_id = $1 and a.id = $2 and a.removed_at is null
            and not exists (select from archive_alias s where s.retailer_id = $1 and s.id = $2)
        union all
        select a.id, a.packing, a.length, a.sha256, a.name, a.place, a.sealed, a.body, a.chunks
        from archive_alias s join archive a on a.retailer_id = s.retailer_id and a.id = s.archive_id
        where s.retailer_id = $1 and s.id = $2 and s.removed_at is null
            and not exists (select from archive own where own.retailer_id = $1 and own.id = $2)
        """;

    /// <summary>A batch holds a server's process for as long as its pieces need: few, so that a large one keeps nobody else waiting.</summary>
    private readonly StatementCombiner<bool> _inserts = new(database.ArchivePool, lanes: 2, most: 16);

    public ValueTask<ArchivedBytes> StoreAsync(
        RetailerId retailer, Guid id, ArchiveClass archiveClass, ReadOnlyMemory<byte> bytes, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            database.CrashPoints.Reached(CrashPoint.BeforeArchive);
            var item = new ArchiveItem(retailer, id, archiveClass, SHA256.HashData(bytes.Span), bytes.Length, now);
            var name = codec.NameOf(retailer, item.Sha256);
            if (outside is not null)
                await StoreOutsideAsync(outside, item, name, bytes, cancellationToken);
            else if (bytes.Length <= ContentCodec.OnePieceBytes)
                await StoreInOneAsync(item, name, bytes, cancellationToken);
            else
                await StoreInPiecesAsync(item, name, bytes, cancellationToken);

            database.CrashPoints.Reached(CrashPoint.AfterArchive);
            return new ArchivedBytes(id, item.Sha256, bytes.Length);
        }));

    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(RetailerId retailer, Guid id, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync<ReadOnlyMemory<byte>?>(async () =>
        {
            await using var transaction = await database.ArchivePool.BeginAsync(Scope.Of(retailer), cancellationToken);
            await using var command = transaction.CreateCommand(ReadSql);
            command.Parameters.Int(retailer.Value).Uuid(id);
            StoredContent stored;
            int chunks;
            byte[] body;
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                if (!await reader.ReadAsync(cancellationToken))
                    return null;

                (stored, body, chunks) = (ContentColumns.Read(reader, retailer), reader.Bytes(ContentColumns.Count), reader.GetInt32(ContentColumns.Count + 1));
            }

            if (!stored.IsOutside)
                return await codec.ReadAsync(stored, PiecesAsync(transaction, stored, body, chunks, cancellationToken));

            var pieces = outside is null
                ? throw new StorageUnavailableException("The archive has bytes in a place outside that is not configured any more. Configure `archive` as it was.")
                : await outside.ReadAsync(stored.Name!, cancellationToken);
            // Not a conditional expression: there null would become empty memory (by way of byte[]) instead of no bytes.
            if (pieces is null)
                return null;

            return await codec.ReadAsync(stored, pieces.ToAsyncEnumerable());
        }));

    private async Task StoreInOneAsync(ArchiveItem item, ContentName name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var (kind, piece) = codec.InOne(item.Retailer, PiecePlace.ContentOf(name), item.Sha256, bytes);
        await _inserts.RunAsync(new(Scope.Of(item.Retailer), InsertOnce(item, name, kind, piece, place: 0), KeptAsync, name.Hex), cancellationToken);
    }

    private async Task StoreOutsideAsync(IContentStore place, ArchiveItem item, ContentName name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var (kind, pieces) = codec.Pieces(item.Retailer, PiecePlace.ContentOf(name), item.Sha256, bytes);
        await place.StoreAsync(name, pieces, cancellationToken);
        await _inserts.RunAsync(new(Scope.Of(item.Retailer), InsertOnce(item, name, kind, default, place: 1), KeptAsync, name.Hex), cancellationToken);
    }

    /// <summary>The head first: when the bytes are there already, no further piece is sent.</summary>
    private async Task StoreInPiecesAsync(ArchiveItem item, ContentName name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await using var transaction = await database.ArchivePool.BeginAsync(Scope.Of(item.Retailer), cancellationToken);
        var number = 0;
        foreach (var piece in codec.InPieces(item.Retailer, PiecePlace.ContentOf(name), item.Sha256, bytes))
        {
            await using var batch = transaction.CreateBatch();
            batch.BatchCommands.Add(number == 0 ? InsertOnce(item, name, PackingKind.Brotli, piece, place: 0) : Chunk(item, number, piece));
            if (number++ == 0 && (await batch.ExecuteScalarAsync(cancellationToken) as Guid? ?? throw OtherBytes()) != item.Id)
            {
                await transaction.CommitAsync(cancellationToken);
                return;
            }

            if (number > 1)
                await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var count = transaction.CreateCommand("update archive set chunks = $3 where retailer_id = $1 and id = $2");
        count.Parameters.Int(item.Retailer.Value).Uuid(item.Id).Int(number - 1);
        await count.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async ValueTask<bool> KeptAsync(NpgsqlDataReader reader) => await reader.ReadAsync() ? true : throw OtherBytes();

    private static InvalidDataException OtherBytes() => new("The archive has other bytes under the name of these. Somebody changed it; nothing was stored.");

    private NpgsqlBatchCommand InsertOnce(ArchiveItem item, ContentName name, PackingKind kind, ReadOnlyMemory<byte> body, int place)
    {
        var command = new NpgsqlBatchCommand(ArchiveItem.InsertOnce);
        item.AddParameters(command.Parameters, kind, body, codec.Seals);
        command.Parameters.Bytes(name.Hash).Short(place);
        return command;
    }

    private static NpgsqlBatchCommand Chunk(ArchiveItem item, int number, ReadOnlyMemory<byte> piece)
    {
        var command = new NpgsqlBatchCommand("insert into archive_chunk (retailer_id, archive_id, number, body) values ($1, $2, $3, $4)");
        command.Parameters.Int(item.Retailer.Value).Uuid(item.Id).Int(number).Bytes(piece);
        return command;
    }

    private static async IAsyncEnumerable<byte[]> PiecesAsync(
        ScopedTransaction transaction, StoredContent stored, byte[] head, int chunks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return head;
        if (chunks == 0)
            yield break;

        await using var command = transaction.CreateCommand(
            "select body from archive_chunk where retailer_id = $1 and archive_id = $2 order by number");
        command.Parameters.Int(stored.Retailer.Value).Uuid(stored.Id);
        await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return await reader.GetFieldValueAsync<byte[]>(0, cancellationToken);
    }
}
