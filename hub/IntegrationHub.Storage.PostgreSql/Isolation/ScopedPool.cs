using System.Data;
using IntegrationHub.Storage.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Isolation;

/// <summary>
/// Connections of a serving role. Statements get a connection only together with the scope of their transaction; a statement on one without
/// scope would see no row. Thread-safe.
/// </summary>
/// <param name="connectionString">With the password, where there is one: the driver's own copy leaves it away.</param>
/// <param name="source">The pool.</param>
internal sealed class ScopedPool(string connectionString, NpgsqlDataSource source) : IAsyncDisposable
{
    /// <summary>For EF Core, which sets the scope in a transaction of its own.</summary>
    public NpgsqlDataSource Source => source;

    public ScopedCommand CreateCommand(Scope scope, string sql = "") => new(source.CreateBatch(), () => ScopeStatement.For(scope), sql);

    public ScopedBatch CreateBatch(Scope scope) => new(source.CreateBatch(), () => ScopeStatement.For(scope));

    /// <summary>Begins a transaction; nothing is sent before its first statement.</summary>
    public async Task<ScopedTransaction> BeginAsync(Scope scope, CancellationToken cancellationToken, IsolationLevel isolation = IsolationLevel.ReadCommitted)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            return new ScopedTransaction(connection, await connection.BeginTransactionAsync(isolation, cancellationToken), scope);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A statement about the server, not about rows: health, settings.</summary>
    public NpgsqlCommand CreateServerCommand(string sql) => source.CreateCommand(sql);

    /// <summary>A connection outside the pool, for the server's locks and notices. Whoever opens it disposes it.</summary>
    public async Task<NpgsqlConnection> OpenLoneAsync(CancellationToken cancellationToken)
    {
        var connection = Pools.Lone(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
