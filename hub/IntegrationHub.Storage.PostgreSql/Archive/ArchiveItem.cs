using IntegrationHub.Storage.Archive;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>The head row of archived bytes.</summary>
internal sealed record ArchiveItem(RetailerId Retailer, Guid Id, ArchiveClass Class, byte[] Sha256, long Length, DateTimeOffset StoredAt)
{
    public const string ColumnNames = "retailer_id, id, class, packing, sha256, length, chunks, stored_at, body";

    public const string Insert = $"insert into archive ({ColumnNames}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    public void AddParameters(NpgsqlParameterCollection parameters, PackingKind kind, ReadOnlyMemory<byte> body, int chunks) =>
        parameters.Int(Retailer.Value).Uuid(Id).Short((int)Class).Short((int)kind).Bytes(Sha256).Long(Length).Int(chunks).Time(StoredAt).Bytes(body);
}
