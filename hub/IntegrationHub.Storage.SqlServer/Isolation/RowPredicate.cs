using System.Globalization;
using IntegrationHub.Storage.Isolation;

namespace IntegrationHub.Storage.SqlServer.Isolation;

/// <summary>A function that says whether the session's scope may have a row; tables of the same belonging share it.</summary>
/// <param name="Name">Says what it asks, as <c>retailer_or_ledger</c>.</param>
/// <param name="Columns">Columns that it is given, with their types.</param>
/// <param name="Condition">T-SQL over the parameters of the columns' names and the session's context.</param>
internal sealed record RowPredicate(string Name, IReadOnlyList<(string Column, string Type)> Columns, string Condition)
{
    private const string RetailerIs = "@retailer_id = try_convert(int, session_context(N'hub.retailer'))";
    private const string Party = "convert(binary(16), session_context(N'hub.party'))";
    private const string Customer = "convert(binary(16), session_context(N'hub.customer'))";
    private const string System = "convert(nvarchar(100), session_context(N'hub.system'))";

    private static readonly (string, string) RetailerColumn = ("retailer_id", "int");

    /// <summary>
    /// As the owner in the migrations' scope everything is seen: row policies of this server hold for owners and administrators, too. The scope
    /// alone is not enough: a login that serves could set it.
    /// </summary>
    public string Sql => $"""
        create function security.{Name} ({string.Join(", ", Columns.Select(static column => $"@{column.Column} {column.Type}"))})
        returns table with schemabinding
        as return
            select 1 as allowed
            where ({Condition})
                or ({System} = N'{SystemScope.Migration.Name}' and (is_member(N'{Roles.Owner}') = 1 or is_member(N'db_owner') = 1));
        """;

    /// <summary>The function with the table's columns.</summary>
    public string Call => $"security.{Name}({string.Join(", ", Columns.Select(static column => $"[{column.Column}]"))})";

    /// <summary>Which rows are seen.</summary>
    public static RowPredicate Seen(TableAccess access) => access.Rows switch
    {
        Belonging.Retailer => OrWithin(access, "retailer", [RetailerColumn], RetailerIs),
        Belonging.RetailerOrParty => OrWithin(
            access, "retailer_and_party", [RetailerColumn, ("party_id", "binary(16)")], $"{RetailerIs} and (session_context(N'hub.party') is null or @party_id = {Party})"),
        Belonging.Party => OrWithin(access, "party", [RetailerColumn, ("party_id", "binary(16)")], $"{RetailerIs} and @party_id = {Party}"),
        Belonging.Customer => new(
            $"customer{Suffix("_or_", access)}", [RetailerColumn, ("subject", "binary(16)")], $"{RetailerIs} and (@subject = {Customer} or {Within(access.Systems)})"),
        Belonging.CustomerOrEverybody => new(
            $"customer_or_everybody{Suffix("_or_", access)}", [RetailerColumn, ("subject", "binary(16)")],
            $"{RetailerIs} and ((session_context(N'hub.customer') is not null and (@subject is null or @subject = {Customer})) or {Within(access.Systems)})"),
        Belonging.Background => new($"background{Suffix("_of_", access)}", [RetailerColumn], $"{RetailerIs} and {Within(access.Systems)}"),
        Belonging.System => new($"within{Suffix("_", access)}_of_{KeyOf(access)}", [(KeyOf(access), "bigint")], Within(access.Systems)),
        _ => throw new ArgumentOutOfRangeException(nameof(access), access.Rows, "Its rows need no predicate."),
    };

    /// <summary>Which rows may be added: a party's also by the retailer that adds them for it.</summary>
    public static RowPredicate Added(TableAccess access) =>
        (access.Rows == Belonging.Party ? OrWithin(access, "retailer", [RetailerColumn], RetailerIs) : Seen(access)).And(access.InsertOnly);

    /// <summary>Which rows, as they are, may be changed.</summary>
    public static RowPredicate Changed(TableAccess access) => Seen(access).And(access.UpdateOnly);

    /// <summary>Which rows may be removed.</summary>
    public static RowPredicate Removed(TableAccess access) => Seen(access).And(access.DeleteOnly);

    private RowPredicate And(RowCondition? condition)
    {
        if (condition is null)
            return this;

        var (name, sql) = Said(condition);
        return new RowPredicate($"{Name}_{name}", [.. Columns, .. ColumnsOf(condition)], $"({Condition}) and {sql}");
    }

    private static (string Name, string Sql) Said(RowCondition condition)
    {
        switch (condition)
        {
            case RowCondition.Within(var scope):
                return ($"in_{scope.Name}", Within([scope]));
            case RowCondition.IsNull(var column):
                return ($"without_{column}", $"@{column} is null");
            case RowCondition.ShorterThan(var column, var octets):
                return ($"with_short_{column}", $"datalength(@{column}) < {octets.ToString(CultureInfo.InvariantCulture)}");
            case RowCondition.OneOf(var column, var values):
                return ($"with_{column}_of_{values.Count}", $"@{column} in ({string.Join(", ", values.Select(static value => $"N'{value}'"))})");
            case RowCondition.Either(var first, var second):
                var (one, other) = (Said(first), Said(second));
                return ($"{one.Name}_or_{other.Name}", $"({one.Sql} or {other.Sql})");
            default:
                throw new ArgumentOutOfRangeException(nameof(condition), condition, "No such condition.");
        }
    }

    private static IEnumerable<(string Column, string Type)> ColumnsOf(RowCondition condition) => condition switch
    {
        RowCondition.IsNull(var column) => [(column, "bigint")],
        RowCondition.ShorterThan(var column, _) => [(column, "varbinary(max)")],
        RowCondition.OneOf(var column, _) => [(column, "nvarchar(100)")],
        RowCondition.Either(var first, var second) => ColumnsOf(first).Concat(ColumnsOf(second)),
        _ => [],
    };

    private static RowPredicate OrWithin(TableAccess access, string name, IReadOnlyList<(string, string)> columns, string condition) => access.Systems.Count == 0
        ? new(name, columns, condition)
        : new(name + Suffix("_or_", access), columns, $"({condition}) or {Within(access.Systems)}");

    private static string Suffix(string joint, TableAccess access) => access.Systems.Count == 0 ? "" : joint + string.Join("_or_", access.Systems.Select(static scope => scope.Name));

    private static string Within(IReadOnlyList<SystemScope> scopes) => scopes.Count == 0
        ? "1 = 0"
        : $"{System} in ({string.Join(", ", scopes.Select(static scope => $"N'{scope.Name}'"))})";

    /// <summary>A predicate is given a column, also one that asks for none.</summary>
    private static string KeyOf(TableAccess access) => access.Name switch
    {
        "head" or "checkpoint" => "size",
        "tile" => "level",
        "renewed" => "checkpoint_size",
        "renewal" or "timestamp_queue" => "id",
        _ => throw new ArgumentOutOfRangeException(nameof(access), access.Table, "Name a column of the new table here."),
    };
}
