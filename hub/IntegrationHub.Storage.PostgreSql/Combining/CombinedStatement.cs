using IntegrationHub.Storage.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Combining;

/// <summary>A statement, or several that belong together, on the way through a <see cref="StatementCombiner{T}"/>, with the one who waits for it.</summary>
internal sealed class CombinedStatement<T>
{
    private const int Waiting = 0, Begun = 1, Cancelled = 2;

    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<NpgsqlDataReader, ValueTask<T>>? _read;
    private readonly T? _committed;
    private int _state;

    /// <summary>One whose result says what became of it.</summary>
    /// <param name="scope">Whom it works for.</param>
    /// <param name="command">Of few different texts, so that each is prepared once per connection.</param>
    /// <param name="read">Reads its result, on which the reader stands.</param>
    /// <param name="order">Statements that may wait for each other's rows are sent in the order of this.</param>
    public CombinedStatement(Scope scope, NpgsqlBatchCommand command, Func<NpgsqlDataReader, ValueTask<T>> read, string order = "")
    {
        (Scope, Commands, Order, _read) = (scope, [command], order, read);
    }

    /// <summary>Several whose results nobody reads: they are committed, or the server refuses one of them.</summary>
    /// <param name="scope">Whom they work for.</param>
    /// <param name="commands">In the order in which they are sent.</param>
    /// <param name="committed">What is told when they are committed.</param>
    /// <param name="order">As above.</param>
    public CombinedStatement(Scope scope, IReadOnlyList<NpgsqlBatchCommand> commands, T committed, string order)
    {
        (Scope, Commands, Order, _committed) = (scope, commands, order, committed);
    }

    public Scope Scope { get; }

    public IReadOnlyList<NpgsqlBatchCommand> Commands { get; private set; }

    public string Order { get; }

    /// <summary>False where nobody reads what the server answers.</summary>
    public bool IsRead => _read is not null;

    public ValueTask<T> ReadAsync(NpgsqlDataReader reader) => _read!(reader);

    /// <summary>
    /// Makes its commands anew, to be sent again. One that was sent knows the prepared statement of the connection it went by, and fails on another ("prepared
    /// statement does not exist", npgsql/npgsql#6432).
    /// </summary>
    public void Renew() => Commands = [.. Commands.Select(Copy)];

    /// <summary>To be called when what nobody reads is committed.</summary>
    public void Committed() => Succeed(_committed!);

    /// <summary>False where nobody waits any more.</summary>
    public bool Begin() => Interlocked.CompareExchange(ref _state, Begun, Waiting) == Waiting;

    public void Succeed(T result) => _outcome.TrySetResult(result);

    public void Fail(Exception problem) => _outcome.TrySetException(problem);

    /// <summary>A cancellation counts while the statement waits; once it has begun its outcome is waited for.</summary>
    public async Task<T> OutcomeAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((CombinedStatement<T>)state!).Cancel(token), this);
        return await _outcome.Task;
    }

    private void Cancel(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting)
            _outcome.TrySetCanceled(token);
    }

    private static NpgsqlBatchCommand Copy(NpgsqlBatchCommand command)
    {
        var copy = new NpgsqlBatchCommand(command.CommandText);
        foreach (NpgsqlParameter parameter in command.Parameters)
            copy.Parameters.Add(parameter.Clone());
        return copy;
    }
}
