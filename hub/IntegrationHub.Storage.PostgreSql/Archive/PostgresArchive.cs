using IntegrationHub.Storage.Archive;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.PostgreSql.Combining;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>Raw bytes in the database, packed by the hub. Thread-safe.</summary>
/// <remarks>
/// Storing does not wait for the disk: the bytes are in the server's log when it returns, and the log reaches the disk in order, at latest
/// with the next commit that does wait. So no promise is ever on disk without the bytes it is about.
/// </remarks>
internal sealed class PostgresArchive(PostgresStore database) : IArchive
{
    /// <summary>Bytes up to this size are packed and stored in one piece and one round trip.</summary>
    private const int OnePieceBytes = 512 * 1024;

    /// <summary>A batch holds a server's process for as long as its pieces need: few, so that a large one keeps nobody else waiting.</summary>
    private readonly StatementCombiner<bool> _inserts = new(database.ArchivePool, lanes: 2, most: 16);

    public ValueTask<ArchivedBytes> StoreAsync(
        RetailerId retailer, Guid id, ArchiveClass archiveClass, ReadOnlyMemory<byte> bytes, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            database.CrashPoints.Reached(CrashPoint.BeforeArchive);
            var item = new ArchiveItem(retailer, id, archiveClass, SHA256.HashData(bytes.Span), bytes.Length, now);
            if (bytes.Length <= OnePieceBytes)
            {
                var (kind, packed) = Packing.Pack(bytes);
                var command = new NpgsqlBatchCommand(ArchiveItem.Insert);
                item.AddParameters(command.Parameters, kind, packed, chunks: 0);
                await _inserts.RunAsync(new(command, static _ => ValueTask.FromResult(true)), cancellationToken);
            }
            else
            {
                await StoreInPiecesAsync(item, bytes, cancellationToken);
            }

            database.CrashPoints.Reached(CrashPoint.AfterArchive);
            return new ArchivedBytes(id, item.Sha256, bytes.Length);
        }));

    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(RetailerId retailer, Guid id, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync<ReadOnlyMemory<byte>?>(async () =>
        {
            await using var connection = await database.ArchivePool.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(
                "select packing, length, chunks, sha256, body from archive where retailer_id = $1 and id = $2", connection);
            command.Parameters.Int(retailer.Value).Uuid(id);
            short packing;
            long length;
            int chunks;
            byte[] digest, body;
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                if (!await reader.ReadAsync(cancellationToken))
                    return null;

                (packing, length, chunks, digest, body) =
                    (reader.GetInt16(0), reader.GetInt64(1), reader.GetInt32(2), reader.Bytes(3), reader.Bytes(4));
            }

            var bytes = await Packing.UnpackAsync((PackingKind)packing, length, PiecesAsync(connection, retailer, id, body, chunks, cancellationToken));
            return CryptographicOperations.FixedTimeEquals(SHA256.HashData(bytes), digest)
                ? bytes
                : throw new InvalidDataException($"Archived bytes {id} do not have their digest: the store was altered or is damaged.");
        }));

    private async Task StoreInPiecesAsync(ArchiveItem item, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await using var connection = await database.ArchivePool.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var number = 0;
        byte[]? head = null;
        foreach (var piece in PackedPieces.Of(bytes))
        {
            if (head is null)
            {
                head = piece.ToArray();
                continue;
            }

            number++;
            await using var chunk = new NpgsqlCommand(
                "insert into archive_chunk (retailer_id, archive_id, number, body) values ($1, $2, $3, $4)", connection, transaction);
            chunk.Parameters.Int(item.Retailer.Value).Uuid(item.Id).Int(number).Bytes(piece);
            await chunk.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = new NpgsqlCommand(ArchiveItem.Insert, connection, transaction);
        item.AddParameters(command.Parameters, PackingKind.Brotli, head, number);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async IAsyncEnumerable<byte[]> PiecesAsync(
        NpgsqlConnection connection, RetailerId retailer, Guid id, byte[] head, int chunks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return head;
        if (chunks == 0)
            yield break;

        await using var command = new NpgsqlCommand(
            "select body from archive_chunk where retailer_id = $1 and archive_id = $2 order by number", connection);
        command.Parameters.Int(retailer.Value).Uuid(id);
        await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return await reader.GetFieldValueAsync<byte[]>(0, cancellationToken);
    }
}
