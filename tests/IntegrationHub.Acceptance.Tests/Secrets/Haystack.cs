using Npgsql;

namespace IntegrationHub.Acceptance.Tests.Secrets;

/// <summary>Everything that somebody finds who has the server and the folder and no key.</summary>
internal static class Haystack
{
    /// <summary>Every value of every table of a database, whoever made the table.</summary>
    /// <param name="connectionString">As the server's owner.</param>
    /// <param name="look">Is given <c>schema.table.column</c> and the octets of a value: of a text its UTF-8.</param>
    public static async Task ReadTablesAsync(string connectionString, Action<string, byte[]> look)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false;Command Timeout=0");
        await using var connection = await source.OpenConnectionAsync();
        foreach (var (table, columns) in await ColumnsAsync(connection))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select {string.Join(", ", columns.Select(static column => column.IsOctets ? column.Quoted : column.Quoted + "::text"))} from {table.Quoted}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var i = 0; i < columns.Count; i++)
                {
                    if (!await reader.IsDBNullAsync(i))
                        look($"{table.Name}.{columns[i].Name}", columns[i].IsOctets ? reader.GetFieldValue<byte[]>(i) : System.Text.Encoding.UTF8.GetBytes(reader.GetString(i)));
                }
            }
        }
    }

    /// <summary>Every database of the server that takes connections.</summary>
    public static async Task<IReadOnlyList<string>> DatabasesAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand("select datname from pg_database where datallowconn and datname <> 'template1' order by datname");
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));

        return names;
    }

    /// <summary>Every file below a folder, by its path there; a socket or a link is none.</summary>
    public static IEnumerable<(string Path, byte[] Octets)> Files(string folder) =>
        from file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
        where file is { LinkTarget: null, Extension: not ".sock" }
        select (Path.GetRelativePath(folder, file.FullName), File.ReadAllBytes(file.FullName));

    private static async Task<IReadOnlyList<((string Name, string Quoted) Table, List<(string Name, string Quoted, bool IsOctets)> Columns)>> ColumnsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            """
            select n.nspname || '.' || c.relname, format('%I.%I', n.nspname, c.relname), a.attname, quote_ident(a.attname), a.atttypid = 'bytea'::regtype
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
            where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and a.attnum > 0 and not a.attisdropped
            order by 1, a.attnum
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<((string, string) Table, (string, string, bool) Column)>();
        while (await reader.ReadAsync())
            columns.Add(((reader.GetString(0), reader.GetString(1)), (reader.GetString(2), reader.GetString(3), reader.GetBoolean(4))));

        return [.. columns.GroupBy(static one => one.Table, static one => one.Column).Select(static table => (table.Key, table.ToList()))];
    }
}
