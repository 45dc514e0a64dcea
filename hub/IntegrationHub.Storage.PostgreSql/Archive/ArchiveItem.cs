using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Archive;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>The head row of archived bytes, with their first piece.</summary>
internal sealed record ArchiveItem(RetailerId Retailer, Guid Id, ArchiveClass Class, byte[] Sha256, long Length, DateTimeOffset StoredAt)
{
    public const int ColumnCount = 10;

    public const string ColumnNames = "retailer_id, id, class, packing, sha256, length, chunks, stored_at, body, sealed";

    /// <summary>Of bytes that nobody stores twice: a signed answer.</summary>
    public const string Insert = $"insert into archive ({ColumnNames}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

    /// <summary>
    /// Of bytes under their name. When the retailer has them already, the row that has them is touched, which keeps it from being removed
    /// meanwhile, and this id becomes an alias of it. Gives the id of the row that has them; none where a row of that name is of other bytes, which
    /// somebody must have given it: then nothing is stored, and nothing may be promised.
    /// </summary>
    public const string InsertOnce =
        $"""
        with kept as (
            insert into archive ({ColumnNames}, name, place) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict (retailer_id, name) where name is not null do update set touched_at = excluded.stored_at
                where archive.length = excluded.length and (archive.sealed <> excluded.sealed or archive.sha256 = excluded.sha256) returning id),
        alias as (
            insert into archive_alias (retailer_id, id, archive_id, class, stored_at) select $1, $2, kept.id, $3, $8 from kept where kept.id <> $2)
        select id from kept
        """;

    /// <summary>An item of bytes that go into the database as one piece and that nobody looks for.</summary>
    public static void AddUnnamed(
        NpgsqlParameterCollection parameters, ContentCodec codec, RetailerId retailer, Guid id, ArchiveClass archiveClass, ReadOnlyMemory<byte> bytes, DateTimeOffset now)
    {
        var item = new ArchiveItem(retailer, id, archiveClass, System.Security.Cryptography.SHA256.HashData(bytes.Span), bytes.Length, now);
        var (kind, piece) = codec.InOne(retailer, id, item.Sha256, bytes);
        item.AddParameters(parameters, kind, piece, codec.Seals);
    }

    public void AddParameters(NpgsqlParameterCollection parameters, PackingKind kind, ReadOnlyMemory<byte> body, bool isSealed) =>
        parameters.Int(Retailer.Value).Uuid(Id).Short((int)Class).Short((int)kind).Bytes(isSealed ? [] : Sha256).Long(Length).Int(0)
            .Time(StoredAt).Bytes(body).Bool(isSealed);
}
