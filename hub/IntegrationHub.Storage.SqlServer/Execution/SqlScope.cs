using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Execution;

/// <summary>For whom a statement works: one retailer, perhaps for one of its parties, or a named lane of the hub itself that serves all of them.</summary>
/// <remarks>The names are those of docs/isolation.md.</remarks>
internal readonly record struct SqlScope
{
    /// <summary>The keys of the session's context that the row policies compare with, in the order in which they are set.</summary>
    public static readonly IReadOnlyList<string> Keys = ["hub.retailer", "hub.party", "hub.system"];

    private readonly int? _retailer;
    private readonly Guid? _party;
    private readonly string? _system;

    private SqlScope(int? retailer, Guid? party, string? system) => (_retailer, _party, _system) = (retailer, party, system);

    public static SqlScope Of(RetailerId retailer) => new(retailer.Value, null, null);

    public static SqlScope Of(RetailerId retailer, PartyId party) => new(retailer.Value, party.Value, null);

    public static SqlScope System(string name) => new(null, null, name);

    /// <summary>Sets every key, also to nothing: what the connection did before counts no more.</summary>
    public static string SetSql { get; } = string.Concat(Keys.Select(static key => $"exec sys.sp_set_session_context @key = N'{key}', @value = @scope_{key[(key.IndexOf('.') + 1)..]};\n"));

    public void AddTo(SqlParameterCollection parameters) =>
        parameters.Int("@scope_retailer", _retailer).Id("@scope_party", _party).Name("@scope_system", _system);
}

/// <summary>Names of the system scopes.</summary>
internal static class SystemScope
{
    public static readonly SqlScope Ledger = SqlScope.System("ledger");
    public static readonly SqlScope Timestamps = SqlScope.System("timestamps");
    public static readonly SqlScope Claims = SqlScope.System("claims");
    public static readonly SqlScope Drill = SqlScope.System("drill");
    public static readonly SqlScope Migration = SqlScope.System("migration");
}
