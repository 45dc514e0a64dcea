using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Archive;
using IntegrationHub.Storage.SqlServer.Execution;

namespace IntegrationHub.Storage.SqlServer.Archive;

/// <summary>Raw bytes in the database, packed by the hub. Thread-safe.</summary>
/// <remarks>
/// Storing does not wait for the disk where the database allows it (<c>delayed_durability</c>): the log reaches the disk in order, so the
/// commit that later promises anything about the bytes makes them durable, too. Where the database does not allow it, each store waits.
/// </remarks>
internal sealed class SqlServerArchive(SqlServerStore store) : IArchive
{
    /// <summary>Bytes up to this size are packed and stored in one piece and one round trip.</summary>
    private const int OnePieceBytes = 512 * 1024;

    internal static readonly Statement StoreWhole = new(
        "archive.store",
        $"""
        set xact_abort on;
        begin transaction;
        {ArchiveColumns.Insert("archive")}
        commit transaction with (delayed_durability = on);
        """);

    internal static readonly Statement StoreHead = new("archive.head", ArchiveColumns.Insert("archive"));

    internal static readonly Statement StorePiece = new(
        "archive.piece", "insert into hub.archive_chunk (retailer_id, archive_id, number, body) values (@retailer, @id, @number, @body);");

    internal static readonly Statement ReadHead = new(
        "archive.read", "select packing, length, chunks, sha256, body from hub.archive where retailer_id = @retailer and id = @id;");

    internal static readonly Statement ReadPieces = new(
        "archive.pieces", "select body from hub.archive_chunk where retailer_id = @retailer and archive_id = @id order by number;");

    public async ValueTask<ArchivedBytes> StoreAsync(
        RetailerId retailer, Guid id, ArchiveClass archiveClass, ReadOnlyMemory<byte> bytes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        store.CrashPoints.Reached(CrashPoint.BeforeArchive);
        var digest = SHA256.HashData(bytes.Span);
        await store.Work.RunAsync(
            SqlScope.Of(retailer),
            session => bytes.Length <= OnePieceBytes
                ? session.ScalarAsync(
                    StoreWhole,
                    parameters => ArchiveColumns.AddWhole(parameters.Int("@retailer", retailer.Value), "archive", id, archiveClass, bytes, now),
                    cancellationToken)
                : StoreInPiecesAsync(session, retailer, id, archiveClass, digest, bytes, now, cancellationToken),
            cancellationToken);
        store.CrashPoints.Reached(CrashPoint.AfterArchive);
        return new ArchivedBytes(id, digest, bytes.Length);
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(RetailerId retailer, Guid id, CancellationToken cancellationToken) =>
        await store.Work.RunAsync<ReadOnlyMemory<byte>?>(
            SqlScope.Of(retailer),
            async session =>
            {
                var head = await session.FirstAsync(
                    ReadHead,
                    parameters => parameters.Int("@retailer", retailer.Value).Id("@id", id),
                    static reader => new Head((PackingKind)reader.GetInt16(0), reader.GetInt64(1), reader.GetInt32(2), reader.Bytes(3), reader.Bytes(4)),
                    cancellationToken);
                if (head is null)
                    return null;

                var bytes = await Packing.UnpackAsync(head.Kind, head.Length, PiecesAsync(session, retailer, id, head, cancellationToken));
                return CryptographicOperations.FixedTimeEquals(SHA256.HashData(bytes), head.Digest)
                    ? bytes
                    : throw new InvalidDataException($"Archived bytes {id} do not have their digest: the store was altered or is damaged.");
            },
            cancellationToken);

    private static async Task<object?> StoreInPiecesAsync(
        SqlSession session, RetailerId retailer, Guid id, ArchiveClass archiveClass, byte[] digest, ReadOnlyMemory<byte> bytes, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken);
        var number = 0;
        byte[]? first = null;
        foreach (var piece in PackedPieces.Of(bytes))
        {
            if (first is null)
            {
                first = piece.ToArray();
                continue;
            }

            number++;
            await session.ScalarAsync(
                StorePiece, parameters => parameters.Int("@retailer", retailer.Value).Id("@id", id).Int("@number", number).Bytes("@body", piece), cancellationToken);
        }

        await session.ScalarAsync(
            StoreHead,
            parameters => ArchiveColumns.Add(
                parameters.Int("@retailer", retailer.Value), "archive", id, archiveClass, digest, bytes.Length, now, PackingKind.Brotli, first, number),
            cancellationToken);
        await session.CommitAsync(cancellationToken);
        return null;
    }

    private static async IAsyncEnumerable<byte[]> PiecesAsync(
        SqlSession session, RetailerId retailer, Guid id, Head head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return head.Body;
        if (head.Chunks == 0)
            yield break;

        await using var command = session.Command(ReadPieces);
        command.Parameters.Int("@retailer", retailer.Value).Id("@id", id);
        await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return await reader.GetFieldValueAsync<byte[]>(0, cancellationToken);
    }

    private sealed record Head(PackingKind Kind, long Length, int Chunks, byte[] Digest, byte[] Body);
}
