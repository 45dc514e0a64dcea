using System.Globalization;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Ledger;

/// <summary>Reads an event's row as the leaf it is; the record is written anew from the columns, so a changed column no longer fits its digest.</summary>
internal static class LeafRows
{
    public static LedgerLeaf Leaf(SqlDataReader reader)
    {
        var id = reader.Id(1);
        var read = new LedgerEvent(
            reader.GetInt32(0).ToString(CultureInfo.InvariantCulture), id, reader.Time(2), reader.GetString(3), reader.IdOrNull(4), reader.IdOrNull(5),
            reader.GetString(6), reader.GetString(7));
        return new LedgerLeaf(id, reader.Bytes(8), reader.Bytes(9), read.ToRecord());
    }

    /// <summary>Null while the leaf has no place.</summary>
    public static SequencedLeaf? SequencedOrNull(SqlDataReader reader) => reader.IsDBNull(10) ? null : Sequenced(reader);

    public static SequencedLeaf Sequenced(SqlDataReader reader) => new(reader.GetInt64(10), Leaf(reader));
}
