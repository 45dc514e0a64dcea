using System.Security.Cryptography;
using IntegrationHub.Archive.Contents;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Archive;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Archive;

/// <summary>The head row of archived bytes as statements write and read it.</summary>
internal static class ArchiveColumns
{
    private const string Names = "retailer_id, id, class, packing, sha256, length, chunks, stored_at, body, sealed";

    /// <summary>What <see cref="Read"/> reads of a content.</summary>
    public const string Content = "a.id, a.packing, a.length, a.sha256, a.name, a.place, a.sealed";

    /// <summary>Number of columns in <see cref="Content"/>.</summary>
    public const int ContentCount = 7;

    /// <summary>Of bytes that nobody stores twice; its parameters begin with <paramref name="prefix"/>, so that a statement may hold several.</summary>
    public static string Insert(string prefix) => $"insert into hub.archive ({Names})\nvalues ({Values(prefix)});";

    /// <summary>
    /// Of bytes under their name. When the retailer has them already, the row that has them is touched, which keeps it from being removed
    /// meanwhile, and this id becomes an alias of it. <c>@kept</c> is the id of the row that has them; null where a row of that name is of other
    /// bytes, which somebody must have given it: then nothing is stored, and nothing may be promised.
    /// </summary>
    /// <remarks>The name's place in its index is locked first: of two that come with the same bytes the second finds the first's row.</remarks>
    public static string InsertOnce { get; } =
        $"""
        declare @kept binary(16);
        select @kept = a.id from hub.archive as a with (updlock, holdlock, rowlock)
        where a.retailer_id = @retailer and a.name = @name and a.name is not null;
        if @kept is null
        begin
            insert into hub.archive ({Names}, name, place)
            values ({Values("archive")}, @name, @place);
            set @kept = @archive_id;
        end
        else
        begin
            update hub.archive set touched_at = @archive_stored_at
            where retailer_id = @retailer and id = @kept and length = @archive_length and (sealed <> @archive_sealed or sha256 = @archive_sha256);
            if @@rowcount = 0
                set @kept = null;
            else if @kept <> @archive_id
                insert into hub.archive_alias (retailer_id, id, archive_id, class, stored_at)
                values (@retailer, @archive_id, @kept, @archive_class, @archive_stored_at);
        end;
        """;

    /// <summary>Bytes that go in one piece and that nobody looks for.</summary>
    public static SqlParameterCollection Unnamed(
        this SqlParameterCollection parameters, string prefix, ContentCodec codec, RetailerId retailer, Guid id, ArchiveClass archiveClass, ReadOnlyMemory<byte> bytes, DateTimeOffset at)
    {
        var digest = SHA256.HashData(bytes.Span);
        var (kind, piece) = codec.InOne(retailer, id, digest, bytes);
        return parameters.Head(prefix, id, archiveClass, codec.Seals, digest, bytes.Length, at, kind, piece);
    }

    public static SqlParameterCollection Head(
        this SqlParameterCollection parameters, string prefix, Guid id, ArchiveClass archiveClass, bool isSealed, byte[] sha256, long length, DateTimeOffset at, PackingKind kind,
        ReadOnlyMemory<byte> body) =>
        parameters
            .Id($"@{prefix}_id", id).Short($"@{prefix}_class", (int)archiveClass).Short($"@{prefix}_packing", (int)kind).Digest($"@{prefix}_sha256", isSealed ? [] : sha256)
            .Long($"@{prefix}_length", length).Time($"@{prefix}_stored_at", at).Bytes($"@{prefix}_body", body).Bool($"@{prefix}_sealed", isSealed);

    public static StoredContent Read(SqlDataReader reader, RetailerId retailer) => new(
        retailer,
        reader.Id(0),
        (PackingKind)reader.GetInt16(1),
        reader.GetInt64(2),
        reader.Bytes(3),
        reader.IsDBNull(4) ? null : new ContentName(retailer, reader.Bytes(4)),
        reader.GetInt16(5) != 0,
        reader.GetBoolean(6));

    private static string Values(string prefix) =>
        $"@retailer, @{prefix}_id, @{prefix}_class, @{prefix}_packing, @{prefix}_sha256, @{prefix}_length, 0, @{prefix}_stored_at, @{prefix}_body, @{prefix}_sealed";
}
