using IntegrationHub.Archive.Contents;
using IntegrationHub.Exchange;
using IntegrationHub.Storage.Archive;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>What a statement reads of a content: id, packing, length, sha256, name, place, sealed, in this order.</summary>
internal static class ContentColumns
{
    public const int Count = 7;

    public static StoredContent Read(NpgsqlDataReader reader, RetailerId retailer) => new(
        retailer,
        reader.GetGuid(0),
        (PackingKind)reader.GetInt16(1),
        reader.GetInt64(2),
        reader.Bytes(3),
        reader.IsDBNull(4) ? null : new ContentName(retailer, reader.GetFieldValue<byte[]>(4)),
        reader.GetInt16(5) != 0,
        reader.GetBoolean(6));
}
