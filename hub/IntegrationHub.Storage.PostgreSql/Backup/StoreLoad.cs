using IntegrationHub.Backup;
using IntegrationHub.Backup.Content;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Backup;

/// <summary>Loads tables into an empty database of the backup's schema, in one transaction, and reads them back.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class StoreLoad : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly Dictionary<string, TableHead> _tables;
    private NpgsqlTransaction? _transaction;

    private StoreLoad(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<TableHead> tables)
    {
        _connection = connection;
        _transaction = transaction;
        _tables = tables.ToDictionary(static table => table.ToString(), StringComparer.Ordinal);
    }

    public static async Task<StoreLoad> BeginAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            // References and triggers held where the rows come from; here only the order of tables would break them.
            await StoreSnapshot.ExecuteAsync(connection, "set session_replication_role = replica; set row_security = off", cancellationToken);
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var tables = await SavedSchema.ReadTablesAsync(connection, cancellationToken);
            // Migrations put first rows into some.
            await StoreSnapshot.ExecuteAsync(connection, $"truncate {string.Join(", ", tables.Select(SavedSchema.Name))}", cancellationToken);
            return new StoreLoad(connection, transaction, tables);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a table for its rows.</summary>
    /// <exception cref="BackupException">The schema has no such table.</exception>
    public async Task<Stream> BeginTableAsync(TableHead head, CancellationToken cancellationToken)
    {
        if (!_tables.TryGetValue(head.ToString(), out var here) || !here.Columns.ToHashSet().SetEquals(head.Columns))
        {
            throw new BackupException(
                BackupFault.ContentWrong, $"the backup's table {head} is not as its schema has it", "The backup was made by a program whose schema was changed by hand. Restore it with that program.");
        }

        return await _connection.BeginRawBinaryCopyAsync(SavedSchema.CopyIn(head), cancellationToken);
    }

    /// <summary>Lets the sequences go on behind what was loaded, and ends the transaction.</summary>
    public async Task CommitAsync(IReadOnlyList<SequenceState> sequences, CancellationToken cancellationToken)
    {
        foreach (var sequence in sequences)
        {
            await using var command = new NpgsqlCommand("select setval($1::regclass, $2, $3)", _connection);
            command.Parameters.AddWithValue($"{SavedSchema.Quoted(sequence.Schema)}.{SavedSchema.Quoted(sequence.Name)}");
            command.Parameters.AddWithValue(sequence.Value);
            command.Parameters.AddWithValue(sequence.IsCalled);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await _transaction!.CommitAsync(cancellationToken);
        await _transaction.DisposeAsync();
        _transaction = null;
    }

    /// <summary>Reads every table back and compares it with the manifest.</summary>
    /// <exception cref="BackupException">One is not what was saved.</exception>
    public async Task VerifyAsync(BackupManifest manifest, Action<long, string> progress, CancellationToken cancellationToken)
    {
        var saved = manifest.Tables.ToDictionary(static table => $"{table.Schema}.{table.Name}", StringComparer.Ordinal);
        var piece = new byte[64 * 1024];
        foreach (var (name, head) in _tables)
        {
            using var rows = new CopyRows();
            await using (var copy = await _connection.BeginRawBinaryCopyAsync(SavedSchema.CopyOut(head), cancellationToken))
            {
                for (int count; (count = await copy.ReadAsync(piece, cancellationToken)) > 0;)
                {
                    rows.Push(piece.AsSpan(0, count));
                    progress(count, name);
                }
            }

            if (!saved.TryGetValue(name, out var expected) ? rows.Rows != 0 : rows.Rows != expected.Rows || rows.Digest != expected.Digest)
            {
                throw new BackupException(
                    BackupFault.ContentWrong,
                    $"the table {name} holds {rows.Rows} rows after it was loaded, and they are not the {expected?.Rows ?? 0} that were saved",
                    "Check the disk and the memory of this machine, and try again. Nothing was replaced.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
