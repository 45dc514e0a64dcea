using IntegrationHub.Storage.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Isolation;

/// <summary>
/// Sets the scope of a transaction. It goes before the first statement, in the same round trip; the settings end with the transaction, so a
/// connection that goes back to its pool has none.
/// </summary>
internal static class ScopeStatement
{
    /// <summary>All four every time: a batch may change from one scope to the next.</summary>
    private const string Sql =
        "select set_config('hub.retailer', $1, true), set_config('hub.party', $2, true), set_config('hub.customer', $3, true), set_config('hub.system', $4, true)";

    /// <summary>For questions of the model, whose conditions come together as people ask: planned by their parameters, and by whatever way is cheapest.</summary>
    private const string ModelSql = Sql + ", set_config('enable_seqscan', 'on', true), set_config('plan_cache_mode', 'auto', true)";

    public static NpgsqlBatchCommand For(in Scope scope)
    {
        ScopeTelemetry.Count(scope);
        var command = new NpgsqlBatchCommand(Sql);
        Fill(command.Parameters, scope);
        return command;
    }

    /// <summary>In a transaction that others began; for what EF Core reads.</summary>
    public static async Task ExecuteAsync(NpgsqlConnection connection, Scope scope, CancellationToken cancellationToken)
    {
        ScopeTelemetry.Count(scope);
        await using var command = new NpgsqlCommand(ModelSql, connection);
        Fill(command.Parameters, scope);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The same on the caller's own thread.</summary>
    public static void Execute(NpgsqlConnection connection, Scope scope)
    {
        ScopeTelemetry.Count(scope);
        using var command = new NpgsqlCommand(ModelSql, connection);
        Fill(command.Parameters, scope);
        command.ExecuteNonQuery();
    }

    /// <summary>An empty setting is none.</summary>
    private static void Fill(NpgsqlParameterCollection parameters, in Scope scope) =>
        parameters
            .Text(scope.Retailer?.ToString() ?? "").Text(scope.Party?.ToString() ?? "").Text(scope.Customer?.ToString("D") ?? "").Text(scope.System?.Name ?? "");
}
