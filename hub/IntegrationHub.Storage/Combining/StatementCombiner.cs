using Npgsql;

namespace IntegrationHub.Storage.Combining;

/// <summary>
/// Sends statements that wait at the same time together: one round trip, one transaction, one wait for the disk for all of them. A statement
/// that finds nobody waiting goes at once and alone, so nothing is ever delayed to be combined.
/// </summary>
/// <remarks>
/// Thread-safe. Each statement must be right on its own, next to any others and in any order. Its result is handed out when the transaction
/// of all of them is committed. When the server refuses one, nothing of the others is committed either; each then goes alone, and only those
/// that are refused again fail. When the connection breaks, all fail: what became of them nobody knows, as with a statement of its own.
/// </remarks>
/// <typeparam name="T">What a statement gives.</typeparam>
/// <param name="pool">Where connections come from.</param>
/// <param name="lanes">Batches under way at once.</param>
/// <param name="most">Statements of one batch.</param>
internal sealed class StatementCombiner<T>(NpgsqlDataSource pool, int lanes, int most)
{
    private readonly Lock _lock = new();
    private readonly Queue<CombinedStatement<T>> _waiting = new();
    private int _underWay;

    /// <summary>
    /// Runs a statement. A cancellation counts while it waits; once it is on its way its outcome is waited for, since it may be committed
    /// with others.
    /// </summary>
    public Task<T> RunAsync(CombinedStatement<T> statement, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _waiting.Enqueue(statement);
            if (_underWay == lanes)
                return statement.OutcomeAsync(cancellationToken);

            _underWay++;
        }

        _ = DrainAsync();
        return statement.OutcomeAsync(cancellationToken);
    }

    /// <summary>Sends what waits until nothing waits. Never faults: every failure belongs to statements.</summary>
    private async Task DrainAsync()
    {
        while (Take() is { Count: > 0 } taken)
        {
            if (!await TryTogetherAsync(taken))
            {
                foreach (var statement in taken)
                    await TryTogetherAsync([statement]);
            }
        }
    }

    private List<CombinedStatement<T>> Take()
    {
        lock (_lock)
        {
            var taken = new List<CombinedStatement<T>>(Math.Min(_waiting.Count, most));
            while (taken.Count < most && _waiting.TryDequeue(out var statement))
            {
                if (statement.Begin())
                    taken.Add(statement);
            }

            if (taken.Count == 0)
                _underWay--;

            // Two batches that wait for each other's rows would be a deadlock; in one order they cannot.
            taken.Sort(static (a, b) => string.CompareOrdinal(a.Order, b.Order));
            return taken;
        }
    }

    /// <returns>False when the server refused a statement of several, and so nothing was committed.</returns>
    private async Task<bool> TryTogetherAsync(List<CombinedStatement<T>> statements)
    {
        try
        {
            var results = await ExecuteAsync(statements);
            for (var index = 0; index < statements.Count; index++)
                statements[index].Succeed(results[index]);

            return true;
        }
        catch (PostgresException) when (statements.Count > 1)
        {
            return false;
        }
        catch (Exception problem)
        {
            foreach (var statement in statements)
                statement.Fail(problem);

            return true;
        }
    }

    /// <summary>A batch without a transaction around it is one transaction of its own, committed when its reader has come to the end.</summary>
    private async Task<T[]> ExecuteAsync(List<CombinedStatement<T>> statements)
    {
        await using var batch = pool.CreateBatch();
        foreach (var statement in statements)
            batch.BatchCommands.Add(statement.Command);

        var results = new T[statements.Count];
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            for (var index = 0; index < results.Length; index++)
            {
                results[index] = await statements[index].ReadAsync(reader);
                await reader.NextResultAsync();
            }
        }

        return results;
    }
}
