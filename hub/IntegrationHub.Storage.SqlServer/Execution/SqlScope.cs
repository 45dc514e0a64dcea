using IntegrationHub.Storage.Isolation;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Execution;

/// <summary>How the scope of a transaction comes to the server: as the context of the session, set anew with every statement.</summary>
/// <remarks>The names are those of docs/isolation.md. The keys cannot be read-only: a pooled connection works for the next scope.</remarks>
internal static class SqlScope
{
    /// <summary>The keys of the session's context that the row policies compare with, in the order in which they are set.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["hub.retailer", "hub.party", "hub.customer", "hub.system"];

    /// <summary>Sets every key, also to nothing: what the connection did before counts no more.</summary>
    public static string SetSql { get; } = string.Concat(Keys.Select(static key => $"exec sys.sp_set_session_context @key = N'{key}', @value = @scope_{key[(key.IndexOf('.') + 1)..]};\n"));

    public static void AddTo(this in Scope scope, SqlParameterCollection parameters)
    {
        ScopeTelemetry.Count(scope);
        parameters.Int("@scope_retailer", scope.Retailer?.Value).Id("@scope_party", scope.Party?.Value)
            .Id("@scope_customer", scope.Customer).Name("@scope_system", scope.System?.Name);
    }
}
