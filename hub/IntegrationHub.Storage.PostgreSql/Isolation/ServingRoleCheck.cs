using IntegrationHub.Storage.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Isolation;

/// <summary>
/// Looks, as the role that will serve, whether the database holds it back: no superuser, no bypass, not the owner, of one side only, and every
/// table with a forced row policy. A hub that serves without that is refused.
/// </summary>
internal static class ServingRoleCheck
{
    private const string RolesRemedy = "Make the roles with deploy/postgresql/roles.sql and let the hub log in as the role for its side.";

    private static readonly string RoleSql =
        $"""
        select current_user::text, rolsuper, rolbypassrls,
            to_regrole('{Roles.Owner}') is null or to_regrole('{Roles.Company}') is null or to_regrole('{Roles.Customer}') is null,
            exists (select from pg_namespace n where n.nspname in ({Roles.SchemaLiterals}) and pg_has_role(n.nspowner, 'member')
                union all select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where n.nspname in ({Roles.SchemaLiterals}) and pg_has_role(c.relowner, 'member'))
        from pg_roles where rolname = current_user
        """;

    private static readonly string SidesSql =
        $"select pg_has_role('{Roles.Owner}', 'member'), pg_has_role('{Roles.Company}', 'member'), pg_has_role('{Roles.Customer}', 'member')";

    private static readonly string TablesSql =
        $"""
        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ({Roles.SchemaLiterals}) and c.relkind in ('r', 'p', 'f', 'v', 'm')
            and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy where polrelid = c.oid))
        order by 1
        """;

    /// <param name="source">Connections as the serving role.</param>
    /// <param name="side">The role it has to be, or to be a member of.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageSetupException">It is too mighty, or a table lacks its policy.</exception>
    public static async Task RunAsync(NpgsqlDataSource source, string side, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var (name, super, bypass, missing, owns) = await ReadRoleAsync(connection, cancellationToken);
        if (super)
            throw Refuse("STORAGE_ROLE_SUPERUSER", $"The role {name} is a superuser: no row policy holds it back.", RolesRemedy);

        if (bypass)
            throw Refuse("STORAGE_ROLE_BYPASSES", $"The role {name} bypasses row policies (BYPASSRLS).", $"Take it away with: alter role \"{name}\" nobypassrls");

        if (missing)
            throw Refuse("STORAGE_ROLES_MISSING", $"The server lacks one of the roles {string.Join(", ", Roles.All)}.", RolesRemedy);

        if (owns)
            throw Refuse("STORAGE_ROLE_OWNS", $"The role {name} owns tables of the hub, or is a member of a role that does: it could take the policies away.", RolesRemedy);

        var sides = await ReadSidesAsync(connection, cancellationToken);
        if (sides.Owner || (sides.Company && sides.Customer) || !(side == Roles.Company ? sides.Company : sides.Customer))
        {
            throw Refuse(
                "STORAGE_ROLE_SIDE", $"The role {name} has to be a member of {side} and of no other role of the hub.", RolesRemedy);
        }

        var open = await ReadOpenTablesAsync(connection, cancellationToken);
        if (open.Count > 0)
        {
            throw Refuse(
                "STORAGE_POLICY_MISSING",
                $"Tables without a forced row policy: {string.Join(", ", open)}.",
                $"Name the role {Roles.Owner} in storage.migrationConnectionString for one start: the hub puts its policies in place.");
        }
    }

    /// <summary>Tables that nothing holds closed, by name.</summary>
    public static async Task<IReadOnlyList<string>> ReadOpenTablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(TablesSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var open = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            open.Add(reader.GetString(0));

        return open;
    }

    private static async Task<(string Name, bool Super, bool Bypass, bool Missing, bool Owns)> ReadRoleAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(RoleSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetBoolean(4));
    }

    private static async Task<(bool Owner, bool Company, bool Customer)> ReadSidesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(SidesSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2));
    }

    private static StorageSetupException Refuse(string code, string problem, string remedy) => new(problem, remedy) { Code = code };
}
