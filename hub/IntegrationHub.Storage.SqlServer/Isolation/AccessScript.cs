using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Storage.Isolation;

namespace IntegrationHub.Storage.SqlServer.Isolation;

/// <summary>Rights and row policies of <see cref="AccessTables"/>, as the owner of the schemas puts them in place after the migrations.</summary>
/// <remarks>
/// They are taken away before a migration, rights and policies together: between the two nobody serves, and a migration may change what a policy
/// reads. What stands afterwards is what the tables say, whatever was there before.
/// </remarks>
internal static class AccessScript
{
    /// <summary>Where the mark stands: a property of schema <c>hub</c>.</summary>
    public const string MarkProperty = "ihub.access";

    /// <summary>Types of the lists that statements take.</summary>
    private static readonly string[] Lists = ["customer.crossing_list", "hub.crossing_list", "hub.event_list", "hub.id_list", "hub.number_list", "hub.search_key_list", "hub.text_list", "ledger.place_list", "ledger.tile_list"];

    /// <summary>Drops every policy and its functions, and revokes every right of the serving roles, whoever gave it.</summary>
    public static IReadOnlyList<string> TakeAway { get; } =
    [
        "if schema_id(N'security') is null exec(N'create schema security');",
        // The mark first: who finds it may trust that the rest is there.
        $"""
        if exists (select 1 from sys.extended_properties as p where p.class = 3 and p.major_id = schema_id(N'hub') and p.name = N'{MarkProperty}')
            exec sys.sp_dropextendedproperty @name = N'{MarkProperty}', @level0type = N'SCHEMA', @level0name = N'hub';
        """,
        $"""
        declare @taken nvarchar(max) = concat(
            (select string_agg(convert(nvarchar(max), N'drop security policy security.' + quotename(p.name) + N';'), N' ')
                from sys.security_policies as p where p.schema_id = schema_id(N'security')),
            (select string_agg(convert(nvarchar(max), N'drop function security.' + quotename(o.name) + N';'), N' ')
                from sys.objects as o where o.schema_id = schema_id(N'security') and o.type = N'IF'),
            (select string_agg(convert(nvarchar(max), N'revoke ' + p.permission_name + N' on '
                    + case p.class
                        when 1 then N'object::' + quotename(object_schema_name(p.major_id)) + N'.' + quotename(object_name(p.major_id)) + isnull(N' (' + quotename(c.name) + N')', N'')
                        when 3 then N'schema::' + quotename(schema_name(p.major_id))
                        else N'type::' + quotename(schema_name(t.schema_id)) + N'.' + quotename(t.name) end
                    + N' from ' + quotename(user_name(p.grantee_principal_id)) + N' cascade;'), N' ')
                from sys.database_permissions as p
                left join sys.columns as c on p.class = 1 and c.object_id = p.major_id and c.column_id = p.minor_id
                left join sys.types as t on p.class = 6 and t.user_type_id = p.major_id
                where p.class in (1, 3, 6) and user_name(p.grantee_principal_id) in (N'{Roles.Company}', N'{Roles.Customer}')));
        exec sys.sp_executesql @taken;
        """,
    ];

    /// <summary>Puts rights and policies in place where none are.</summary>
    public static IReadOnlyList<string> Give { get; } = [.. Write(AccessTables.All)];

    /// <summary>What stands in <see cref="MarkProperty"/> when <see cref="Give"/> has run.</summary>
    public static string Mark { get; } = "access " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Give))));

    public static string WriteMark { get; } =
        $"""
        exec sys.sp_addextendedproperty @name = N'{MarkProperty}', @value = N'{Mark}', @level0type = N'SCHEMA', @level0name = N'hub';
        """;

    private static IEnumerable<string> Write(IReadOnlyList<TableAccess> tables)
    {
        var guarded = tables.Where(static table => table.Rows != Belonging.Everybody).ToList();
        foreach (var predicate in guarded.SelectMany(Predicates).DistinctBy(static predicate => predicate.Name).OrderBy(static predicate => predicate.Name, StringComparer.Ordinal))
            yield return predicate.Sql;

        foreach (var table in guarded)
            yield return Policy(table);

        yield return string.Join('\n', tables.SelectMany(Grants));
        yield return string.Join('\n', tables.Select(static table => (table.Schema, Role: table.Role == Roles.Company ? Roles.Customer : Roles.Company)).Distinct()
            .Select(static other => $"deny select, insert, update, delete, execute on schema::{other.Schema} to {other.Role};"));
        // At its start a login looks whether the policies are in force.
        yield return $"grant view definition on schema::security to {Roles.Company};\ngrant view definition on schema::security to {Roles.Customer};";
        yield return string.Join('\n', Lists.Select(static list => $"grant execute on type::{Quoted(list)} to {(list.StartsWith("customer.", StringComparison.Ordinal) ? Roles.Customer : Roles.Company)};"));
    }

    private static IEnumerable<RowPredicate> Predicates(TableAccess access)
    {
        yield return RowPredicate.Seen(access);
        if (access.Insert)
            yield return RowPredicate.Added(access);

        if (access.UpdateOnly is not null)
            yield return RowPredicate.Changed(access);

        if (access.DeleteOnly is not null)
            yield return RowPredicate.Removed(access);
    }

    /// <summary>The filter holds for changes and removals, too; a row that was changed must still be seen.</summary>
    private static string Policy(TableAccess access)
    {
        var table = Quoted(access.Table);
        var seen = RowPredicate.Seen(access).Call;
        List<string> predicates = [$"add filter predicate {seen} on {table}"];
        if (access.Insert)
            predicates.Add($"add block predicate {RowPredicate.Added(access).Call} on {table} after insert");

        if (access.UpdateOnly is not null)
            predicates.Add($"add block predicate {RowPredicate.Changed(access).Call} on {table} before update");

        if (access.Update.Length > 0)
            predicates.Add($"add block predicate {seen} on {table} after update");

        if (access.DeleteOnly is not null)
            predicates.Add($"add block predicate {RowPredicate.Removed(access).Call} on {table} before delete");

        return $"create security policy security.{access.Table.Replace('.', '_')}\n    {string.Join(",\n    ", predicates)}\n    with (state = on, schemabinding = on);";
    }

    private static IEnumerable<string> Grants(TableAccess access)
    {
        var table = Quoted(access.Table);
        yield return $"grant select{(access.Insert ? ", insert" : "")}{(access.Delete ? ", delete" : "")} on {table} to {access.Role};";
        if (access.Update == "*")
            yield return $"grant update on {table} to {access.Role};";
        else if (access.Update.Length > 0)
            yield return $"grant update on {table} ({string.Join(", ", access.Update.Split(", ").Select(static column => $"[{column}]"))}) to {access.Role};";
    }

    private static string Quoted(string name) => $"[{name.Replace(".", "].[", StringComparison.Ordinal)}]";
}
