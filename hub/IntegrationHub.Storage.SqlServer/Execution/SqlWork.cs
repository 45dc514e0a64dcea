using IntegrationHub.Storage.Isolation;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Execution;

/// <summary>Runs work on a connection of its own, again when the server made it the victim of a deadlock. Thread-safe.</summary>
internal sealed class SqlWork(string connectionString, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Beyond this a deadlock is no accident.</summary>
    public const int MostAttempts = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);

    public string ConnectionString { get; } = connectionString;

    private readonly int _timeoutSeconds = Math.Max(1, (int)timeout.TotalSeconds);

    /// <summary>A pool belongs to the process; what was left in it is closed.</summary>
    public void ClearPool()
    {
        using var connection = new SqlConnection(ConnectionString);
        SqlConnection.ClearPool(connection);
    }

    /// <summary>
    /// Runs <paramref name="work"/>. It is one transaction or reads only: after a deadlock nothing of it happened and all of it runs again, after
    /// a lost connection nobody knows and the caller is told.
    /// </summary>
    /// <exception cref="Exchange.StorageUnavailableException">The server is away, full or overloaded.</exception>
    public async Task<T> RunAsync<T>(Scope scope, Func<SqlSession, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var session = await OpenAsync(scope, cancellationToken);
                return await work(session);
            }
            catch (Exception failure) when (Faults.IsVictim(failure) && attempt < MostAttempts)
            {
                await Task.Delay(PauseAfter(attempt, Random.Shared.NextDouble()), time, cancellationToken);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
            catch (Exception failure) when (Faults.IsUnavailable(failure))
            {
                throw Faults.Unavailable(failure);
            }
        }
    }

    public Task RunAsync(Scope scope, Func<SqlSession, Task> work, CancellationToken cancellationToken) => RunAsync(
        scope,
        async session =>
        {
            await work(session);
            return true;
        },
        cancellationToken);

    /// <summary>Twice as long each time, and up to as much again, so that two victims do not meet again.</summary>
    public static TimeSpan PauseAfter(int attempt, double chance) => FirstPause * Math.Pow(2, attempt - 1) * (1 + chance);

    private async Task<SqlSession> OpenAsync(Scope scope, CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return new SqlSession(connection, scope, _timeoutSeconds);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
