using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Opening;

/// <summary>Whether the database holds the login back that will serve: no administrator, no owner, of one side only, and a row policy on every table that it may touch.</summary>
/// <param name="Name">For people.</param>
/// <param name="IsAdministrator">Of the server.</param>
/// <param name="RolesMissing">The database lacks one of the hub's roles.</param>
/// <param name="MayChange">It owns the schemas, or could take rights and policies away.</param>
/// <param name="IsCompany">A member of the company's role.</param>
/// <param name="IsCustomer">A member of the customers' role.</param>
/// <param name="OpenTables">Tables it may touch that no policy in force guards.</param>
internal sealed record ServingLogin(string Name, bool IsAdministrator, bool RolesMissing, bool MayChange, bool IsCompany, bool IsCustomer, string OpenTables)
{
    private const string Remedy = "Make roles and logins with deploy/sqlserver/03-logins.sql and let the hub log in with the login for its side.";

    /// <summary>A login sees the tables on which it has a right, and the policies because it may look at schema <c>security</c>.</summary>
    internal static readonly Statement Read = new(
        "opening.serving",
        $"""
        declare @open nvarchar(max);
        select @open = string_agg(convert(nvarchar(max), concat(schema_name(t.schema_id), N'.', t.name)), N', ') within group (order by t.name)
        from sys.tables as t
        where schema_name(t.schema_id) in ({string.Join(", ", Roles.Schemas.Select(static schema => $"N'{schema}'"))}) and concat(schema_name(t.schema_id), N'.', t.name) not in ({string.Join(", ", OfEverybody())})
            and not exists (
                select 1 from sys.security_predicates as r join sys.security_policies as s on s.object_id = r.object_id
                where r.target_object_id = t.object_id and r.predicate_type = 0 and s.is_enabled = 1);
        select suser_sname(), iif(is_srvrolemember(N'sysadmin') = 1 or has_perms_by_name(null, null, N'CONTROL SERVER') = 1, 1, 0),
            iif({string.Join(" or ", Roles.All.Select(static role => $"database_principal_id(N'{role}') is null"))}, 1, 0),
            iif(is_member(N'db_owner') = 1 or is_member(N'db_ddladmin') = 1 or is_member(N'db_securityadmin') = 1 or is_member(N'{Roles.Owner}') = 1
                or has_perms_by_name(db_name(), N'DATABASE', N'ALTER ANY SECURITY POLICY') = 1 or has_perms_by_name(N'hub', N'SCHEMA', N'ALTER') = 1, 1, 0),
            iif(is_member(N'{Roles.Company}') = 1, 1, 0), iif(is_member(N'{Roles.Customer}') = 1, 1, 0), coalesce(@open, N'');
        """);

    public static ServingLogin Of(SqlDataReader reader) => new(
        reader.GetString(0), reader.GetInt32(1) == 1, reader.GetInt32(2) == 1, reader.GetInt32(3) == 1, reader.GetInt32(4) == 1, reader.GetInt32(5) == 1, reader.GetString(6));

    /// <param name="side">The role that it has to be a member of.</param>
    /// <returns>What is wrong, the most fundamental first.</returns>
    public IEnumerable<StorageSetupException> Check(string side)
    {
        if (IsAdministrator)
            yield return Refuse("STORAGE_ROLE_SUPERUSER", $"The login {Name} administers the server: it could take rights and policies away.", Remedy);

        if (RolesMissing)
            yield return Refuse("STORAGE_ROLES_MISSING", $"The database lacks one of the roles {string.Join(", ", Roles.All)}.", Remedy);

        if (MayChange)
            yield return Refuse("STORAGE_ROLE_OWNS", $"The login {Name} owns the hub's schemas or may change rights and policies.", Remedy);

        if ((IsCompany && IsCustomer) || !(side == Roles.Company ? IsCompany : IsCustomer))
            yield return Refuse("STORAGE_ROLE_SIDE", $"The login {Name} has to be a member of {side} and of no other role of the hub.", Remedy);

        if (OpenTables.Length > 0)
        {
            yield return Refuse(
                "STORAGE_POLICY_MISSING", $"Tables without a row policy in force: {OpenTables}.",
                $"Name a login of {Roles.Owner} in storage.migrationConnectionString for one start, or run what `ihub db script --provider sqlserver` writes: both put the policies in place.");
        }
    }

    private static IEnumerable<string> OfEverybody() => AccessTables.All.Where(static table => table.Rows == Belonging.Everybody).Select(static table => $"N'{table.Table}'");

    private static StorageSetupException Refuse(string code, string problem, string remedy) => new(problem, remedy) { Code = code };
}
