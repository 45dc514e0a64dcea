using IntegrationHub.Storage.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Isolation;

/// <summary>A transaction in a scope, which is set with its first statement. Not thread-safe; without a commit it is rolled back.</summary>
internal sealed class ScopedTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, Scope scope) : IAsyncDisposable
{
    private Scope? _pending = scope;

    public ScopedCommand CreateCommand(string sql) => new(new NpgsqlBatch(connection, transaction), TakeScope, sql);

    public ScopedBatch CreateBatch() => new(new NpgsqlBatch(connection, transaction), TakeScope);

    /// <summary>From the next statement on, the transaction works for somebody else: of a party that is known only when its row is locked.</summary>
    public void Rescope(Scope next) => _pending = next;

    public Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private NpgsqlBatchCommand? TakeScope()
    {
        if (_pending is not { } scope)
            return null;

        _pending = null;
        return ScopeStatement.For(scope);
    }
}
