using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Storage.Isolation;

namespace IntegrationHub.Storage.PostgreSql.Isolation;

/// <summary>
/// Grants and row policies as one script that the owner runs after the migrations. It takes away everything first, so what stands afterwards is
/// what <see cref="AccessTables"/> says, whatever was there before.
/// </summary>
/// <remarks>
/// Settings are read in a sub-select of their own, once per statement and not per row; the statements name the retailer themselves and find their
/// indexes by that.
/// </remarks>
internal static class AccessScript
{
    private const string Retailer = "retailer_id = (select nullif(current_setting('hub.retailer', true), '')::integer)";
    private const string Party = "(select nullif(current_setting('hub.party', true), '')::uuid)";
    private const string Customer = "(select nullif(current_setting('hub.customer', true), '')::uuid)";
    private const string System = "(select current_setting('hub.system', true))";

    public static string Sql { get; } = Write(AccessTables.All);

    /// <summary>What stands in the comment of schema <c>hub</c> when the script has run.</summary>
    public static string Mark { get; } = "access " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    public static string Write(IReadOnlyList<TableAccess> tables)
    {
        var sql = new StringBuilder(
            $"""
            do $$ declare one record; begin
                for one in select schemaname, tablename, policyname from pg_policies where schemaname in ({Roles.SchemaLiterals}) loop
                    execute format('drop policy %I on %I.%I', one.policyname, one.schemaname, one.tablename);
                end loop;
                for one in select nspname from pg_namespace where nspname in ({Roles.SchemaLiterals}) loop
                    execute format('revoke all on all tables in schema %I from public, {Roles.Company}, {Roles.Customer}', one.nspname);
                    execute format('revoke all on all sequences in schema %I from public, {Roles.Company}, {Roles.Customer}', one.nspname);
                    execute format('revoke all on schema %I from public, {Roles.Company}, {Roles.Customer}', one.nspname);
                end loop;
            end $$;

            """);
        foreach (var (schema, role) in tables.Select(static table => (table.Schema, table.Role)).Distinct())
            sql.Append($"grant usage on schema {schema} to {role};\n");

        foreach (var table in tables)
            Write(sql, table);

        return sql.ToString();
    }

    private static void Write(StringBuilder sql, TableAccess access)
    {
        var (table, role) = (access.Table, access.Role);
        var seen = Or(Rows(access), access);
        sql.Append($"alter table {table} enable row level security;\nalter table {table} force row level security;\n");
        sql.Append($"create policy migrate on {table} to {Roles.Owner} using ({System} = 'migration');\n");
        sql.Append($"grant select on {table} to {role};\ncreate policy see on {table} for select to {role} using ({seen});\n");
        if (access.Insert)
        {
            var added = access.Rows == Belonging.Party ? Or(Retailer, access) : access.InsertOnly is { } only ? $"({seen}) and {Said(only)}" : seen;
            sql.Append($"grant insert on {table} to {role};\ncreate policy add on {table} for insert to {role} with check ({added});\n");
        }

        if (access.Update.Length > 0)
        {
            var columns = access.Update == "*" ? "" : $" ({access.Update})";
            var changed = access.UpdateOnly is { } condition ? $"({seen}) and {Said(condition)}" : seen;
            sql.Append($"grant update{columns} on {table} to {role};\ncreate policy change on {table} for update to {role} using ({changed}) with check ({seen});\n");
        }

        if (access.Delete)
        {
            var removed = access.DeleteOnly is { } kept ? $"({seen}) and {Said(kept)}" : seen;
            sql.Append($"grant delete on {table} to {role};\ncreate policy remove on {table} for delete to {role} using ({removed});\n");
        }
    }

    private static string Rows(TableAccess access) => access.Rows switch
    {
        Belonging.Retailer => Retailer,
        Belonging.RetailerOrParty => $"{Retailer} and ({Party} is null or party_id = {Party})",
        Belonging.Party => $"{Retailer} and party_id = {Party}",
        Belonging.Customer => $"{Retailer} and (subject = {Customer} or {Within(access)})",
        Belonging.CustomerOrEverybody => $"{Retailer} and (({Customer} is not null and (subject is null or subject = {Customer})) or {Within(access)})",
        Belonging.Background => $"{Retailer} and {Within(access)}",
        Belonging.System => Within(access),
        Belonging.Everybody => "true",
        _ => throw new ArgumentOutOfRangeException(nameof(access), access.Rows, "No such belonging."),
    };

    private static string Said(RowCondition condition) => condition switch
    {
        RowCondition.Within(var scope) => $"{System} = '{scope.Name}'",
        RowCondition.IsNull(var column) => $"{column} is null",
        RowCondition.ShorterThan(var column, var octets) => $"octet_length({column}) < {octets.ToString(CultureInfo.InvariantCulture)}",
        RowCondition.OneOf(var column, var values) => $"{column} in ({string.Join(", ", values.Select(static value => $"'{value}'"))})",
        RowCondition.Either(var first, var second) => $"({Said(first)} or {Said(second)})",
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "No such condition."),
    };

    /// <summary>Where the rows are a retailer's, a system scope sees those of all.</summary>
    private static string Or(string rows, TableAccess access) =>
        access.Systems.Count > 0 && (access.Rows is Belonging.Retailer or Belonging.RetailerOrParty or Belonging.Party)
            ? $"({rows}) or {Within(access)}"
            : rows;

    private static string Within(TableAccess access) => access.Systems.Count == 0
        ? "false"
        : $"{System} in ({string.Join(", ", access.Systems.Select(static scope => $"'{scope.Name}'"))})";
}
