using IntegrationHub.Backup.Content;
using IntegrationHub.Storage.Model;
using IntegrationHub.Storage.PostgreSql.Schema;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Backup;

/// <summary>What there is to save or to load, as the database's catalog names it: no list of ours can forget a table.</summary>
internal static class SavedSchema
{
    /// <summary>Every table but the migrations' own, which the schema brings along.</summary>
    private const string TablesSql =
        $"""
        select n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
          and n.nspname not like 'pg\_%' and n.nspname <> 'information_schema'
          and not (n.nspname = '{HubContext.Schema}' and c.relname = '{ContextOptions.HistoryTable}')
        order by n.nspname, c.relname, a.attnum
        """;

    private const string SequencesSql =
        """
        select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'S' and n.nspname not like 'pg\_%' and n.nspname <> 'information_schema' order by 1, 2
        """;

    public static async Task<IReadOnlyList<TableHead>> ReadTablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var tables = new List<TableHead>();
        await using var command = new NpgsqlCommand(TablesSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (schema, name) = (reader.GetString(0), reader.GetString(1));
            if (tables.Count == 0 || tables[^1].Schema != schema || tables[^1].Name != name)
                tables.Add(new TableHead(schema, name, []));
            tables[^1] = tables[^1] with { Columns = [.. tables[^1].Columns, new SavedColumn(reader.GetString(2), reader.GetString(3))] };
        }

        return tables;
    }

    public static async Task<IReadOnlyList<SequenceState>> ReadSequencesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var names = new List<(string Schema, string Name)>();
        await using (var command = new NpgsqlCommand(SequencesSql, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                names.Add((reader.GetString(0), reader.GetString(1)));
        }

        var states = new List<SequenceState>();
        foreach (var (schema, name) in names)
        {
            await using var command = new NpgsqlCommand($"select last_value, is_called from {Quoted(schema)}.{Quoted(name)}", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            states.Add(new SequenceState(schema, name, reader.GetInt64(0), reader.GetBoolean(1)));
        }

        return states;
    }

    public static string CopyOut(TableHead table) => $"copy {Target(table)} to stdout (format binary)";

    public static string CopyIn(TableHead table) => $"copy {Target(table)} from stdin (format binary)";

    public static string Name(TableHead table) => $"{Quoted(table.Schema)}.{Quoted(table.Name)}";

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Target(TableHead table) => $"{Name(table)} ({string.Join(", ", table.Columns.Select(static column => Quoted(column.Name)))})";
}
