using System.Data;
using IntegrationHub.Storage.Search;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;
using Microsoft.Data.SqlClient.Server;

namespace IntegrationHub.Storage.SqlServer.Search;

/// <summary>Search keys as a list that goes with the statement that writes their exchange.</summary>
internal static class SearchKeyList
{
    /// <summary>Writes the keys in <c>@keys</c> that are not there yet; an empty list writes nothing.</summary>
    public const string Insert =
        """
        insert into hub.exchange_key (retailer_id, kind, value, exchange_id, sealed)
        select @retailer, k.kind, k.value, @id, k.sealed from @keys as k
        where not exists (
            select 1 from hub.exchange_key as known
            where known.retailer_id = @retailer and known.kind = k.kind and known.value = k.value and known.exchange_id = @id);
        """;

    private static readonly SqlMetaData[] Columns = [new("kind", SqlDbType.SmallInt), new("value", SqlDbType.NVarChar, 400), new("sealed", SqlDbType.VarBinary, SqlMetaData.Max)];

    public static SqlParameterCollection Keys(this SqlParameterCollection parameters, IEnumerable<SearchKey> keys) =>
        parameters.Table("@keys", "hub.search_key_list", Columns, keys.DistinctBy(static key => (key.Kind, key.Value)), static (record, key) =>
        {
            record.SetInt16(0, (short)key.Kind);
            record.SetString(1, key.Value);
            if (key.Sealed is { } value)
                record.SetValue(2, value);
            else
                record.SetDBNull(2);
        });
}
