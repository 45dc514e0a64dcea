using System.Data;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Isolation;

/// <summary>Statements of one round trip in the scope of their transaction. Without a transaction around it, a batch is one of its own.</summary>
/// <param name="batch">Empty; filled when it is executed.</param>
/// <param name="takeScope">Gives the statement that sets the scope, or null where an earlier one of the transaction has set it.</param>
internal class ScopedBatch(NpgsqlBatch batch, Func<NpgsqlBatchCommand?> takeScope) : IAsyncDisposable
{
    public List<NpgsqlBatchCommand> BatchCommands { get; } = [];

    /// <summary>Seconds; 0: as long as it takes.</summary>
    public int Timeout
    {
        set => batch.Timeout = value;
    }

    public ValueTask DisposeAsync() => batch.DisposeAsync();

    /// <returns>A reader on the first result of <see cref="BatchCommands"/>.</returns>
    public async Task<NpgsqlDataReader> ExecuteReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        var scoped = Fill();
        var reader = await batch.ExecuteReaderAsync(behavior, cancellationToken);
        try
        {
            if (scoped)
                await reader.NextResultAsync(cancellationToken);

            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    public Task<NpgsqlDataReader> ExecuteReaderAsync(CancellationToken cancellationToken) => ExecuteReaderAsync(CommandBehavior.Default, cancellationToken);

    /// <returns>The first column of the first row of the first result, or null where there is no row.</returns>
    public async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
    {
        await using var reader = await ExecuteReaderAsync(cancellationToken);
        var value = await reader.ReadAsync(cancellationToken) ? reader.GetValue(0) : null;

        // What comes later may have failed: nothing is told before the end.
        while (await reader.NextResultAsync(cancellationToken))
        {
        }

        return value;
    }

    /// <returns>Rows that were written.</returns>
    public async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        Fill();
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private bool Fill()
    {
        var scope = takeScope();
        if (scope is not null)
            batch.BatchCommands.Add(scope);

        foreach (var command in BatchCommands)
            batch.BatchCommands.Add(command);

        return scope is not null;
    }
}
