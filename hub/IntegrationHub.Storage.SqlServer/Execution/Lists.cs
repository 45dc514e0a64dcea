using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.SqlClient.Server;

namespace IntegrationHub.Storage.SqlServer.Execution;

/// <summary>Table-valued parameters: many rows in the statement's own round trip, streamed, with one plan whatever their number.</summary>
internal static class Lists
{
    private static readonly SqlMetaData[] Ids = [new("id", SqlDbType.Binary, 16)];
    private static readonly SqlMetaData[] Numbers = [new("number", SqlDbType.BigInt)];
    private static readonly SqlMetaData[] Texts = [new("value", SqlDbType.NVarChar, LongestText)];

    /// <summary>Of a text in a list; no column that is compared with one is longer.</summary>
    private const int LongestText = 400;

    public static SqlParameterCollection IdList(this SqlParameterCollection list, string name, IEnumerable<Guid> ids) =>
        list.Table(name, "hub.id_list", Ids, ids.Distinct(), static (record, id) => record.SetValue(0, id.ToByteArray(bigEndian: true)));

    public static SqlParameterCollection NumberList(this SqlParameterCollection list, string name, IEnumerable<long> numbers) =>
        list.Table(name, "hub.number_list", Numbers, numbers.Distinct(), static (record, number) => record.SetInt64(0, number));

    /// <remarks>
    /// To the server two texts that differ in spaces at their ends are one, and a list has each once (error 2627). A longer text than a column takes is found nowhere and is left out.
    /// </remarks>
    public static SqlParameterCollection TextList(this SqlParameterCollection list, string name, IEnumerable<string> texts) =>
        list.Table(name, "hub.text_list", Texts, texts.Where(static text => text.Length <= LongestText).DistinctBy(static text => text.TrimEnd(' '), StringComparer.Ordinal), static (record, text) => record.SetString(0, text));

    /// <summary>A list of a type in the database.</summary>
    public static SqlParameterCollection Table<T>(
        this SqlParameterCollection list, string name, string type, SqlMetaData[] columns, IEnumerable<T> items, Action<SqlDataRecord, T> fill)
    {
        var records = items.Select(item =>
        {
            var record = new SqlDataRecord(columns);
            fill(record, item);
            return record;
        }).ToList();

        // The driver refuses a list without rows; without a value the parameter is an empty table.
        list.Add(new SqlParameter(name, SqlDbType.Structured) { TypeName = type, Value = records.Count == 0 ? null : records });
        return list;
    }
}
