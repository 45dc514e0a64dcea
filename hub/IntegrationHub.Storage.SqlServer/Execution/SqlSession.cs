using IntegrationHub.Storage.Isolation;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Execution;

/// <summary>An open connection that works for one scope, with or without a transaction around its statements.</summary>
internal sealed class SqlSession(SqlConnection connection, Scope scope, int timeoutSeconds) : IAsyncDisposable
{
    private Scope _scope = scope;
    private SqlTransaction? _transaction;

    /// <summary>Begins a transaction that <see cref="CommitAsync"/> ends; disposing without it rolls back.</summary>
    /// <remarks>Read committed, which is the snapshot of each statement: the hub demands <c>read_committed_snapshot</c>.</remarks>
    public async Task BeginAsync(CancellationToken cancellationToken) =>
        _transaction = (SqlTransaction)await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken);

    public Task CommitAsync(CancellationToken cancellationToken) => _transaction!.CommitAsync(cancellationToken);

    /// <summary>What comes from now on works for another scope, in the same transaction.</summary>
    public void Rescope(Scope next) => _scope = next;

    public SqlCommand Command(Statement statement)
    {
        var command = new SqlCommand(statement.Text, connection, _transaction) { CommandTimeout = timeoutSeconds };
        _scope.AddTo(command.Parameters);
        return command;
    }

    public async Task<object?> ScalarAsync(Statement statement, Action<SqlParameterCollection> fill, CancellationToken cancellationToken)
    {
        await using var command = Command(statement);
        fill(command.Parameters);
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull ? value : null;
    }

    /// <summary>The first row, or <c>default</c>.</summary>
    public async Task<T?> FirstAsync<T>(Statement statement, Action<SqlParameterCollection> fill, Func<SqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = Command(statement);
        fill(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? read(reader) : default;
    }

    public async Task<List<T>> ListAsync<T>(Statement statement, Action<SqlParameterCollection> fill, Func<SqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = Command(statement);
        fill(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();

        await connection.DisposeAsync();
    }
}
