using IntegrationHub.Storage.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Isolation;

/// <summary>
/// What the superuser of the embedded cluster does, and nobody else: makes the roles and the database, and hands over to the owner what an earlier
/// version of the program made as superuser. Running it again changes nothing.
/// </summary>
internal static class ClusterRoles
{
    /// <summary>Key of the advisory lock in the database <c>postgres</c> ("role" in ASCII): of several that start at once, one makes the roles.</summary>
    private const long RoleLock = 0x726F6C65;

    private static readonly string MakeRoles =
        $"""
        do $$ declare name text; begin
            foreach name in array array[{string.Join(", ", Roles.All.Select(static role => $"'{role}'"))}] loop
                if to_regrole(name) is null then
                    execute format('create role %I login', name);
                elsif exists (select from pg_roles where rolname = name and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)) then
                    execute format('alter role %I nosuperuser nobypassrls nocreaterole nocreatedb noreplication', name);
                end if;
            end loop;
        end $$
        """;

    private static readonly string HandOver =
        $"""
        do $$ declare one record; begin
            for one in select nspname from pg_namespace where nspname in ({Roles.SchemaLiterals}) and nspowner <> '{Roles.Owner}'::regrole loop
                execute format('alter schema %I owner to {Roles.Owner}', one.nspname);
            end loop;
            for one in select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname in ({Roles.SchemaLiterals}) and c.relkind in ('r', 'p') and c.relowner <> '{Roles.Owner}'::regrole loop
                execute format('alter table %I.%I owner to {Roles.Owner}', one.nspname, one.relname);
            end loop;
            if has_schema_privilege('public', 'public', 'usage') then
                revoke all on schema public from public;
            end if;
        end $$
        """;

    /// <summary>Makes roles and database where they are missing.</summary>
    /// <param name="superuser">The cluster's superuser in the database <c>postgres</c>; its connections are not pooled.</param>
    /// <param name="database">Name of the hub's database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task MakeAsync(NpgsqlDataSource superuser, string database, CancellationToken cancellationToken)
    {
        await using var connection = await superuser.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_lock({RoleLock})", cancellationToken);
        await ExecuteAsync(connection, MakeRoles, cancellationToken);
        await using (var find = new NpgsqlCommand("select pg_get_userbyid(datdba) from pg_database where datname = $1", connection))
        {
            find.Parameters.Text(database);
            if (await find.ExecuteScalarAsync(cancellationToken) is Roles.Owner)
                return;
        }

        var quoted = Quote(database);
        await using (var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection))
        {
            find.Parameters.Text(database);
            if (await find.ExecuteScalarAsync(cancellationToken) is null)
            {
                await ExecuteAsync(
                    connection, $"create database {quoted} owner {Roles.Owner} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'", cancellationToken);
            }
            else
            {
                await ExecuteAsync(connection, $"alter database {quoted} owner to {Roles.Owner}", cancellationToken);
            }
        }

        await ExecuteAsync(connection, $"revoke all on database {quoted} from public", cancellationToken);
        await ExecuteAsync(connection, $"grant connect on database {quoted} to {Roles.Company}, {Roles.Customer}", cancellationToken);
    }

    /// <summary>Gives the owner what the superuser made before there were roles.</summary>
    /// <param name="superuser">The cluster's superuser in the hub's database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task HandOverAsync(NpgsqlDataSource superuser, CancellationToken cancellationToken)
    {
        await using var connection = await superuser.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_lock({RoleLock})", cancellationToken);
        await ExecuteAsync(connection, HandOver, cancellationToken);
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
