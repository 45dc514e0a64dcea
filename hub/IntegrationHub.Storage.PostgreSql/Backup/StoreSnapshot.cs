using System.Data;
using IntegrationHub.Backup.Content;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Backup;

/// <summary>
/// The store as it was at one instant, read while the hub goes on. One transaction sees one snapshot; it takes no lock that a commit would wait
/// for, and writes nothing.
/// </summary>
/// <remarks>
/// Rows are read through COPY, not with pg_dump: every PostgreSQL has COPY, the programs that the hub takes from npm have no pg_dump, and the
/// rows can be counted and digested on their way. While it is open, the server keeps old versions of rows. Not thread-safe.
/// </remarks>
internal sealed class StoreSnapshot : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private StoreSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    public required IReadOnlyList<string> Migrations { get; init; }

    public required int DatabaseMajor { get; init; }

    public required long StoreBytes { get; init; }

    public required IReadOnlyList<TableHead> Tables { get; init; }

    public required LedgerState Ledger { get; init; }

    public static async Task<StoreSnapshot> TakeAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0, ApplicationName = "ihub backup" }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            // A row policy that hides something fails the statement instead of making a smaller backup.
            await ExecuteAsync(connection, "set transaction read only; set local row_security = off; set local idle_in_transaction_session_timeout = 0", cancellationToken);
            return new StoreSnapshot(connection, transaction)
            {
                Migrations = await ReadMigrationsAsync(connection, cancellationToken),
                DatabaseMajor = connection.PostgreSqlVersion.Major,
                StoreBytes = await ScalarAsync<long>(connection, "select pg_database_size(current_database())", cancellationToken),
                Tables = await SavedSchema.ReadTablesAsync(connection, cancellationToken),
                Ledger = await ReadLedgerAsync(connection, cancellationToken),
            };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes every table of the snapshot.</summary>
    public async Task WriteTablesAsync(BackupWriter writer, Action<long, string> progress, CancellationToken cancellationToken)
    {
        foreach (var table in Tables)
        {
            await using var rows = await _connection.BeginRawBinaryCopyAsync(SavedSchema.CopyOut(table), cancellationToken);
            await writer.AddTableAsync(table, rows, octets => progress(octets, table.ToString()), cancellationToken);
        }
    }

    /// <summary>Sequences stand outside of transactions: read last, none of them lies behind the rows.</summary>
    public Task<IReadOnlyList<SequenceState>> ReadSequencesAsync(CancellationToken cancellationToken) =>
        SavedSchema.ReadSequencesAsync(_connection, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    internal static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> ReadMigrationsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select \"MigrationId\" from hub.schema_migration order by 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var migrations = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            migrations.Add(reader.GetString(0));
        return migrations;
    }

    private static async Task<LedgerState> ReadLedgerAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select size, root, (select count(*) from hub.event where position is null), (select note from ledger.checkpoint order by size desc limit 1)
            from ledger.head
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            throw new Evidence.Ledger.Proofs.LedgerDamagedException("The ledger's head is missing. Run the ledger verification.");
        var note = reader.IsDBNull(3) ? null : System.Text.Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(3));
        return new LedgerState(reader.GetInt64(0), Convert.ToBase64String(reader.GetFieldValue<byte[]>(1)), reader.GetInt64(2), note);
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
