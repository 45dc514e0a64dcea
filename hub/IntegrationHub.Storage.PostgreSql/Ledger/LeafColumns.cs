using IntegrationHub.Confidential.Values;
using IntegrationHub.Storage.Confidential;
using System.Globalization;
using IntegrationHub.Evidence.Ledger;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Ledger;

/// <summary>Reads an event's row as the leaf it is; the record is written anew from the columns, so a changed column no longer fits its digest.</summary>
internal static class LeafColumns
{
    public const string List = "retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest, position";

    public static LedgerLeaf Leaf(NpgsqlDataReader reader, StoreValues values)
    {
        var id = reader.GetGuid(1);
        var read = new LedgerEvent(
            reader.GetInt32(0).ToString(CultureInfo.InvariantCulture), id, reader.GetFieldValue<DateTimeOffset>(2), reader.GetString(3),
            reader.IsDBNull(4) ? null : reader.GetGuid(4), reader.IsDBNull(5) ? null : reader.GetGuid(5), reader.GetString(6),
            DataOf(reader, values, id));
        return new LedgerLeaf(id, reader.GetFieldValue<byte[]>(8), reader.GetFieldValue<byte[]>(9), read.ToRecord());
    }

    /// <summary>A value that was altered, moved or put there unsealed is no reason to stop: the leaf just does not fit its digest, and verification finds it.</summary>
    private static string DataOf(NpgsqlDataReader reader, StoreValues values, Guid id)
    {
        try
        {
            return values.Open(SealedColumns.EventData, reader.GetInt32(0), id, reader.GetFieldValue<byte[]>(7));
        }
        catch (SealedValueException altered) when (altered.Problem is not SealedValueProblem.KeyMissing)
        {
            return $"unreadable: {altered.Problem}";
        }
    }

    public static bool HasPlace(NpgsqlDataReader reader) => !reader.IsDBNull(10);

    public static SequencedLeaf Sequenced(NpgsqlDataReader reader, StoreValues values) => new(reader.GetInt64(10), Leaf(reader, values));
}
