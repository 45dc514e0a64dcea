using System.Globalization;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Ledger;

/// <summary>Reads an event's row as the leaf it is; the record is written anew from the columns, so a changed column no longer fits its digest.</summary>
internal static class LeafRows
{
    public static LedgerLeaf Leaf(SqlDataReader reader, StoreValues values)
    {
        var id = reader.Id(1);
        var read = new LedgerEvent(
            reader.GetInt32(0).ToString(CultureInfo.InvariantCulture), id, reader.Time(2), reader.GetString(3), reader.IdOrNull(4), reader.IdOrNull(5),
            reader.GetString(6), DataOf(reader, values, id));
        return new LedgerLeaf(id, reader.Bytes(8), reader.Bytes(9), read.ToRecord());
    }

    /// <summary>Null while the leaf has no place.</summary>
    public static SequencedLeaf? SequencedOrNull(SqlDataReader reader, StoreValues values) => reader.IsDBNull(10) ? null : Sequenced(reader, values);

    public static SequencedLeaf Sequenced(SqlDataReader reader, StoreValues values) => new(reader.GetInt64(10), Leaf(reader, values));

    /// <summary>A value that was altered, moved or put there unsealed is no reason to stop: the leaf just does not fit its digest, and verification finds it.</summary>
    private static string DataOf(SqlDataReader reader, StoreValues values, Guid id)
    {
        try
        {
            return values.Open(SealedColumns.EventData, reader.GetInt32(0), id, reader.Bytes(7));
        }
        catch (SealedValueException altered) when (altered.Problem is not SealedValueProblem.KeyMissing)
        {
            return $"unreadable: {altered.Problem}";
        }
    }
}
