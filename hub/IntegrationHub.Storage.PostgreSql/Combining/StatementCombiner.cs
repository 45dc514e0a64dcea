using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Combining;

/// <summary>
/// Sends statements that wait at the same time together: one round trip, one transaction, one wait for the disk for all of them. A statement
/// that finds nobody waiting goes at once and alone, so nothing is ever delayed to be combined.
/// </summary>
/// <remarks>
/// Thread-safe. Each statement must be right on its own, next to any others and in any order. Its result is handed out when the transaction
/// of all of them is committed. When the server refuses one, or one cannot be written, nothing of the others is committed either; each then goes
/// alone, and only those fail that fail again. When the store is not available (a lost connection, a time-out), all fail and nothing is sent
/// again: what became of them nobody knows, as with a statement of its own. One whose result cannot be read fails alone, too, though it is committed.
/// </remarks>
/// <typeparam name="T">What a statement gives: all of a combiner have results that are read, or none has.</typeparam>
/// <param name="pool">Where connections come from.</param>
/// <param name="lanes">Batches under way at once.</param>
/// <param name="most">Statements of one batch.</param>
internal sealed class StatementCombiner<T>(ScopedPool pool, int lanes, int most)
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
                {
                    statement.Renew();
                    await TryTogetherAsync([statement]);
                }
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

    /// <returns>False when one of several statements failed, and so nothing was committed.</returns>
    private async Task<bool> TryTogetherAsync(List<CombinedStatement<T>> statements)
    {
        try
        {
            foreach (var handOut in await ExecuteAsync(statements))
                handOut();

            return true;
        }
        catch (Exception problem) when (statements.Count > 1 && !Availability.IsUnavailable(problem))
        {
            // An error of the server rolled all of them back, or a parameter could not be written and the word that commits was never sent:
            // results are read below, so nothing else throws what is no lost connection and no time-out.
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
    /// <returns>What tells each its outcome.</returns>
    private async Task<Action[]> ExecuteAsync(List<CombinedStatement<T>> statements)
    {
        await using var batch = pool.CreateBatch(statements[0].Scope);
        for (var index = 0; index < statements.Count; index++)
        {
            if (ChangesScope(statements, index))
                batch.BatchCommands.Add(ScopeStatement.For(statements[index].Scope));

            batch.BatchCommands.AddRange(statements[index].Commands);
        }

        if (!statements[0].IsRead)
        {
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
            return [.. statements.Select(static statement => (Action)statement.Committed)];
        }

        var outcomes = new Action[statements.Count];
        await using (var reader = await batch.ExecuteReaderAsync(CancellationToken.None))
        {
            for (var index = 0; index < outcomes.Length; index++)
            {
                if (ChangesScope(statements, index))
                    await reader.NextResultAsync();

                outcomes[index] = await ReadAsync(statements[index], reader);
                await reader.NextResultAsync();
            }
        }

        return outcomes;
    }

    /// <summary>The first statement's scope begins the batch; those after it mostly work for the same retailer.</summary>
    private static bool ChangesScope(List<CombinedStatement<T>> statements, int index) => index > 0 && statements[index].Scope != statements[index - 1].Scope;

    private static async Task<Action> ReadAsync(CombinedStatement<T> statement, NpgsqlDataReader reader)
    {
        try
        {
            var result = await statement.ReadAsync(reader);
            return () => statement.Succeed(result);
        }
        catch (Exception problem) when (problem is not NpgsqlException)
        {
            return () => statement.Fail(problem);
        }
    }
}
