using IntegrationHub.Storage.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Combining;

/// <summary>One statement on its way through a <see cref="StatementCombiner{T}"/>, with the one who waits for it.</summary>
/// <param name="scope">Whom it works for.</param>
/// <param name="command">Of few different texts, so that each is prepared once per connection.</param>
/// <param name="read">Reads its result, on which the reader stands.</param>
/// <param name="order">Statements that may wait for each other's rows are sent in the order of this.</param>
internal sealed class CombinedStatement<T>(Scope scope, NpgsqlBatchCommand command, Func<NpgsqlDataReader, ValueTask<T>> read, string order = "")
{
    private const int Waiting = 0, Begun = 1, Cancelled = 2;

    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    public Scope Scope => scope;

    public NpgsqlBatchCommand Command => command;

    public string Order => order;

    public ValueTask<T> ReadAsync(NpgsqlDataReader reader) => read(reader);

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
}
