using System.Net.Sockets;
using IntegrationHub.Exchange;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql;

/// <summary>Tells a broken machine from a bug: what may pass by itself becomes <see cref="StorageUnavailableException"/>, the rest stays what it is.</summary>
internal static class Availability
{
    public static async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (IsUnavailable(failure) || IsLoser(failure))
        {
            throw Unavailable(failure);
        }
    }

    public static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (IsUnavailable(failure) || IsLoser(failure))
        {
            throw Unavailable(failure);
        }
    }

    public static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (IsUnavailable(failure) || IsLoser(failure))
        {
            throw Unavailable(failure);
        }
    }

    /// <summary>
    /// SQLSTATE classes 08 connection, 28 and 3D no access or no database (any more), 53 resources (disk full, connections, memory), 57 operator and shutdown, 58 I/O,
    /// 25006 read-only, XX data. Entity Framework wraps them as a failed save, as an error that may pass, or as both.
    /// </summary>
    public static bool IsUnavailable(Exception failure) => failure switch
    {
        PostgresException error => error.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction
            || error.SqlState.StartsWith("08", StringComparison.Ordinal)
            || error.SqlState.StartsWith("28", StringComparison.Ordinal)
            || error.SqlState.StartsWith("3D", StringComparison.Ordinal)
            || error.SqlState.StartsWith("53", StringComparison.Ordinal)
            || error.SqlState.StartsWith("57", StringComparison.Ordinal)
            || error.SqlState.StartsWith("58", StringComparison.Ordinal)
            || error.SqlState.StartsWith("XX", StringComparison.Ordinal),
        // Everything else the driver throws of its own accord is a lost connection, a full pool or a time-out.
        NpgsqlException or SocketException or TimeoutException => true,
        InvalidOperationException { InnerException: NpgsqlException or TimeoutException or DbUpdateException } wrapped => IsUnavailable(wrapped.InnerException!),
        DbUpdateException { InnerException: { } inner } => IsUnavailable(inner),
        _ => false,
    };

    /// <summary>Lost against another (40P01, 40001): the server is there and nothing of it happened. Who can does it again; else it passes by itself, too.</summary>
    private static bool IsLoser(Exception failure) => failure switch
    {
        PostgresException error => error.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        InvalidOperationException { InnerException: { } inner } => IsLoser(inner),
        DbUpdateException { InnerException: { } inner } => IsLoser(inner),
        _ => false,
    };

    /// <summary>SQLSTATE 53100 of PostgreSQL, appendix A "Error Codes"; a quota of the server's account comes as the same.</summary>
    public static bool IsDiskFull(Exception failure) => failure is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    private static StorageUnavailableException Unavailable(Exception failure) =>
        new($"The store is not available: {(Said(failure) is PostgresException error ? error.MessageText : Said(failure).Message)}", failure);

    private static Exception Said(Exception failure) => failure is InvalidOperationException or DbUpdateException && failure.InnerException is { } inner ? Said(inner) : failure;
}
