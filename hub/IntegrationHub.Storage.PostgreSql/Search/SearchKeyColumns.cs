using IntegrationHub.Exchange;
using IntegrationHub.Storage.PostgreSql.Isolation;
using IntegrationHub.Storage.Search;
using Npgsql;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Search;

/// <summary>Writing of search keys as part of a statement: three arrays, whatever their number.</summary>
internal static class SearchKeyColumns
{
    /// <summary>Number of parameters that <see cref="Add"/> adds.</summary>
    public const int Count = 3;

    private static readonly string InsertAlone = Insert(3, condition: null);

    /// <summary>An insert of the keys in the parameters from <paramref name="first"/> on, for retailer $1 and exchange $2.</summary>
    /// <param name="first">Number of the first of the three.</param>
    /// <param name="condition">A relation of one row (write) or none (do not), as <c>registered</c>.</param>
    public static string Insert(int first, string? condition) =>
        $"""
        insert into exchange_key (retailer_id, kind, value, exchange_id, sealed)
        select $1, k.kind, k.value, $2, k.sealed
        from {(condition is null ? "" : condition + ", ")}unnest(${first}::smallint[], ${first + 1}::text[], ${first + 2}::bytea[]) as k(kind, value, sealed)
        on conflict do nothing
        """;

    public static void Add(NpgsqlParameterCollection parameters, IReadOnlyList<SearchKey> keys)
    {
        var (kinds, values, seals) = (new short[keys.Count], new string[keys.Count], new byte[]?[keys.Count]);
        for (var index = 0; index < keys.Count; index++)
            (kinds[index], values[index], seals[index]) = ((short)keys[index].Kind, keys[index].Value, keys[index].Sealed);

        parameters.Array(NpgsqlDbType.Smallint, kinds).Array(NpgsqlDbType.Text, values).Array(NpgsqlDbType.Bytea, seals);
    }

    /// <summary>The insert as a command of its own; none where there are no keys.</summary>
    public static void AddCommand(ScopedBatch batch, RetailerId retailer, Guid exchange, IReadOnlyList<SearchKey> keys)
    {
        if (keys.Count == 0)
            return;

        var command = new NpgsqlBatchCommand(InsertAlone);
        command.Parameters.Int(retailer.Value).Uuid(exchange);
        Add(command.Parameters, keys);
        batch.BatchCommands.Add(command);
    }
}
