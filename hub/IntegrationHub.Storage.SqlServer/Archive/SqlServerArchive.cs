using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using IntegrationHub.Archive.Contents;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Archive;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Execution;

namespace IntegrationHub.Storage.SqlServer.Archive;

/// <summary>Raw bytes, each once per retailer, packed and sealed by the hub: here or in a place outside. Thread-safe.</summary>
/// <remarks>
/// Storing here does not wait for the disk where the database allows it (<c>delayed_durability</c>): the log reaches the disk in order, so the
/// commit that later promises anything about the bytes makes them durable, too. A place outside has its own disk: there the bytes are durable
/// before the row that names them is written.
/// </remarks>
internal sealed class SqlServerArchive(SqlServerStore store, StoredForms forms) : IArchive
{
    internal static readonly Statement StoreOnce = new(
        "archive.store",
        $"""
        set xact_abort on;
        begin transaction;
        {ArchiveColumns.InsertOnce}
        commit transaction with (delayed_durability = on);
        select @kept;
        """);

    internal static readonly Statement StoreHead = new("archive.head", $"{ArchiveColumns.InsertOnce}\nselect @kept;");

    /// <summary>In the caller's transaction, of bytes that nobody looks for.</summary>
    internal static readonly Statement StoreUnnamed = new("archive.unnamed", ArchiveColumns.Insert("archive"));

    internal static readonly Statement StorePiece = new(
        "archive.piece", "insert into hub.archive_chunk (retailer_id, archive_id, number, body) values (@retailer, @id, @number, @body);");

    internal static readonly Statement CountPieces = new("archive.count", "update hub.archive set chunks = @chunks where retailer_id = @retailer and id = @id;");

    /// <summary>An id is in one of the two tables; one that somebody put into the other as well is read from neither.</summary>
    internal static readonly Statement ReadHead = new(
        "archive.read",
        $"""
        select {ArchiveColumns.Content}, a.body, a.chunks from hub.archive as a
        where a.retailer_id = @retailer and a.id = @id and a.removed_at is null
            and not exists (select 1 from hub.archive_alias as s where s.retailer_id = @retailer and s.id = @id)
        union all
        select {ArchiveColumns.Content}, a.body, a.chunks
        from hub.archive_alias as s join hub.archive as a on a.retailer_id = s.retailer_id and a.id = s.archive_id
        where s.retailer_id = @retailer and s.id = @id and s.removed_at is null
            and not exists (select 1 from hub.archive as own where own.retailer_id = @retailer and own.id = @id);
        """);

    internal static readonly Statement ReadPieces = new(
        "archive.pieces", "select body from hub.archive_chunk where retailer_id = @retailer and archive_id = @id order by number;");

    private readonly ContentCodec _codec = forms.Contents;
    private readonly IContentStore? _outside = store.Options.OutsideArchive;

    public async ValueTask<ArchivedBytes> StoreAsync(
        RetailerId retailer, Guid id, ArchiveClass archiveClass, ReadOnlyMemory<byte> bytes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        store.CrashPoints.Reached(CrashPoint.BeforeArchive);
        var item = new Item(retailer, id, archiveClass, SHA256.HashData(bytes.Span), bytes.Length, now);
        var name = _codec.NameOf(retailer, item.Sha256);
        if (_outside is not null)
            await StoreOutsideAsync(_outside, item, name, bytes, cancellationToken);
        else if (bytes.Length <= ContentCodec.OnePieceBytes)
            await StoreInOneAsync(item, name, bytes, cancellationToken);
        else
            await store.Work.RunAsync(Scope.Of(retailer), session => StoreInPiecesAsync(session, item, name, bytes, cancellationToken), cancellationToken);

        store.CrashPoints.Reached(CrashPoint.AfterArchive);
        return new ArchivedBytes(id, item.Sha256, bytes.Length);
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(RetailerId retailer, Guid id, CancellationToken cancellationToken) =>
        await store.Work.RunAsync<ReadOnlyMemory<byte>?>(
            Scope.Of(retailer),
            async session =>
            {
                var head = await session.FirstAsync(
                    ReadHead,
                    parameters => parameters.Int("@retailer", retailer.Value).Id("@id", id),
                    reader => new Head(ArchiveColumns.Read(reader, retailer), reader.Bytes(ArchiveColumns.ContentCount), reader.GetInt32(ArchiveColumns.ContentCount + 1)),
                    cancellationToken);
                if (head is null)
                    return null;

                if (!head.Stored.IsOutside)
                    return await _codec.ReadAsync(head.Stored, PiecesAsync(session, head, cancellationToken));

                var pieces = _outside is null
                    ? throw new StorageUnavailableException("The archive has bytes in a place outside that is not configured any more. Configure `archive` as it was.")
                    : await _outside.ReadAsync(head.Stored.Name!, cancellationToken);
                // Not a conditional expression: there null would become empty memory (by way of byte[]) instead of no bytes.
                if (pieces is null)
                    return null;

                return await _codec.ReadAsync(head.Stored, pieces.ToAsyncEnumerable());
            },
            cancellationToken);

    private async Task StoreInOneAsync(Item item, ContentName name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var (kind, piece) = _codec.InOne(item.Retailer, PiecePlace.ContentOf(name), item.Sha256, bytes);
        await store.Work.RunAsync(Scope.Of(item.Retailer), session => StoreOnceAsync(session, StoreOnce, item, name, kind, piece, place: 0, cancellationToken), cancellationToken);
    }

    private async Task StoreOutsideAsync(IContentStore place, Item item, ContentName name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var (kind, pieces) = _codec.Pieces(item.Retailer, PiecePlace.ContentOf(name), item.Sha256, bytes);
        await place.StoreAsync(name, pieces, cancellationToken);
        await store.Work.RunAsync(Scope.Of(item.Retailer), session => StoreOnceAsync(session, StoreOnce, item, name, kind, default, place: 1, cancellationToken), cancellationToken);
    }

    /// <summary>The head first: when the bytes are there already, no further piece is sent.</summary>
    private async Task<bool> StoreInPiecesAsync(SqlSession session, Item item, ContentName name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken);
        var number = 0;
        foreach (var piece in _codec.InPieces(item.Retailer, PiecePlace.ContentOf(name), item.Sha256, bytes))
        {
            if (number == 0 && await StoreOnceAsync(session, StoreHead, item, name, PackingKind.Brotli, piece, place: 0, cancellationToken) != item.Id)
            {
                await session.CommitAsync(cancellationToken);
                return false;
            }

            if (number > 0)
            {
                var place = number;
                await session.ScalarAsync(
                    StorePiece, parameters => parameters.Int("@retailer", item.Retailer.Value).Id("@id", item.Id).Int("@number", place).Bytes("@body", piece), cancellationToken);
            }

            number++;
        }

        await session.ScalarAsync(
            CountPieces, parameters => parameters.Int("@retailer", item.Retailer.Value).Id("@id", item.Id).Int("@chunks", number - 1), cancellationToken);
        await session.CommitAsync(cancellationToken);
        return true;
    }

    /// <returns>The row that has the bytes.</returns>
    private async Task<Guid> StoreOnceAsync(
        SqlSession session, Statement statement, Item item, ContentName name, PackingKind kind, ReadOnlyMemory<byte> body, int place, CancellationToken cancellationToken) =>
        await session.ScalarAsync(
            statement,
            parameters => parameters.Int("@retailer", item.Retailer.Value).Digest("@name", name.Hash.ToArray()).Short("@place", place)
                .Head("archive", item.Id, item.Class, _codec.Seals, item.Sha256, item.Length, item.StoredAt, kind, body),
            cancellationToken) is byte[] kept
            ? new Guid(kept, bigEndian: true)
            : throw new InvalidDataException("The archive has other bytes under the name of these. Somebody changed it; nothing was stored.");

    private static async IAsyncEnumerable<byte[]> PiecesAsync(SqlSession session, Head head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return head.Body;
        if (head.Chunks == 0)
            yield break;

        await using var command = session.Command(ReadPieces);
        command.Parameters.Int("@retailer", head.Stored.Retailer.Value).Id("@id", head.Stored.Id);
        await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return await reader.GetFieldValueAsync<byte[]>(0, cancellationToken);
    }

    private sealed record Item(RetailerId Retailer, Guid Id, ArchiveClass Class, byte[] Sha256, long Length, DateTimeOffset StoredAt);

    private sealed record Head(StoredContent Stored, byte[] Body, int Chunks);
}
