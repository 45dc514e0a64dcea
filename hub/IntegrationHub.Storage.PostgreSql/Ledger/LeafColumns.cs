using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Ledger;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Ledger;

/// <summary>Reads an event's row as the leaf it is.</summary>
internal static class LeafColumns
{
    public const string List = "retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest, position";

    public static LedgerLeaf Leaf(NpgsqlDataReader reader, StoreValues values) => StoredLeaf.Of(
        values, reader.GetInt32(0), reader.GetGuid(1), reader.Time(2), reader.GetString(3), reader.Uuid(4), reader.Uuid(5), reader.GetString(6), reader.Bytes(7), reader.Bytes(8),
        reader.Bytes(9));

    public static bool HasPlace(NpgsqlDataReader reader) => !reader.IsDBNull(10);

    public static SequencedLeaf Sequenced(NpgsqlDataReader reader, StoreValues values) => new(reader.GetInt64(10), Leaf(reader, values));
}
