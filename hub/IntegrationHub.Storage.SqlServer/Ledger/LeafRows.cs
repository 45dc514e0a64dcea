using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Ledger;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Ledger;

/// <summary>Reads an event's row as the leaf it is.</summary>
internal static class LeafRows
{
    public static LedgerLeaf Leaf(SqlDataReader reader, StoreValues values) => StoredLeaf.Of(
        values, reader.GetInt32(0), reader.Id(1), reader.Time(2), reader.GetString(3), reader.IdOrNull(4), reader.IdOrNull(5), reader.GetString(6), reader.Bytes(7), reader.Bytes(8),
        reader.Bytes(9));

    /// <summary>Null while the leaf has no place.</summary>
    public static SequencedLeaf? SequencedOrNull(SqlDataReader reader, StoreValues values) => reader.IsDBNull(10) ? null : Sequenced(reader, values);

    public static SequencedLeaf Sequenced(SqlDataReader reader, StoreValues values) => new(reader.GetInt64(10), Leaf(reader, values));
}
