using System.Net.Sockets;
using System.Security.Authentication;
using IntegrationHub.Exchange;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.SqlServer.Execution;

/// <summary>Tells a broken machine from a bug, and what may be tried again from what may not.</summary>
internal static class Faults
{
    public const int DuplicateKeyInIndex = 2601;
    public const int DuplicateKey = 2627;

    /// <summary>The server rolled the transaction back to let another go on: nothing of it happened, so all of it may be done again.</summary>
    private static readonly HashSet<int> Victims =
    [
        1205, // deadlock
        1204, // no locks left
        3960, 3961, // a row changed, or a table was altered, since the snapshot
    ];

    /// <summary>Gone, full, stopping, failing over, throttled, or nobody may come in any more.</summary>
    private static readonly HashSet<int> Away =
    [
        -2, -1, 2, 20, 26, 40, 53, 64, 121, 233, 258, 10053, 10054, 10060, 10061, 11001, // driver and network
        701, 802, 8645, 8651, // memory
        823, 824, 825, 829, // I/O
        1101, 1105, 3257, 5149, 9002, 40544, // disk or log full
        1222, // lock not granted in time
        4060, 18456, 18470, 18486, 18487, 18488, // no access, or no database, any more
        615, 921, 922, 923, 924, 927, 942, 945, 952, 954, 976, 978, 979, 983, 3906, 3908, // database not usable or read-only
        6005, 17142, 17187, 17197, 17800, 17830, // starting, pausing, stopping
        4221, 10928, 10929, 40143, 40197, 40501, 40540, 40549, 40550, 40551, 40552, 40553, 40613, 41301, 41302, 41305, 41325, 42108, 42109, 49918, 49919, 49920,
    ];

    /// <summary>
    /// No room: to commit nothing helps but an operator. From "Database Engine events and errors" (and of Azure SQL "Troubleshoot common connection issues") on Microsoft Learn.
    /// </summary>
    private static readonly HashSet<int> Full =
    [
        1101, // no new page: the filegroup has no room on its disks
        1105, // no room for an object: the filegroup is full
        5149, // a file could not grow: the operating system's error is in the text, as a rule 112 of Windows or 28 of Linux
        9002, // the log is full, whatever keeps it from being truncated
        40544, // the database has reached its size quota in Azure
    ];

    /// <summary>Also where Entity Framework wraps it: as a failed save, as an error that may pass, or as both.</summary>
    public static bool IsVictim(Exception failure) => failure switch
    {
        LockVictimException => true,
        SqlException error => Numbers(error).Any(Victims.Contains),
        InvalidOperationException { InnerException: { } inner } => IsVictim(inner),
        DbUpdateException { InnerException: { } inner } => IsVictim(inner),
        _ => false,
    };

    public static bool IsDuplicate(Exception failure) => failure is SqlException error && Numbers(error).Any(static number => number is DuplicateKey or DuplicateKeyInIndex);

    public static bool IsDiskFull(Exception failure) => failure is SqlException error && Numbers(error).Any(IsDiskFull);

    public static bool IsDiskFull(int number) => Full.Contains(number);

    /// <summary>Severity 20 and more ends the connection; 17 to 19 are resources.</summary>
    public static bool IsUnavailable(Exception failure) => failure switch
    {
        SqlException error => IsUnavailable(error.Class, Numbers(error)),
        LockVictimException or SocketException or TimeoutException or IOException or AuthenticationException => true,
        InvalidOperationException { InnerException: { } inner } => IsUnavailable(inner),
        DbUpdateException { InnerException: { } inner } => IsUnavailable(inner),
        // The pool had no connection to give in time; the driver has no type for it.
        InvalidOperationException { Source: "Microsoft.Data.SqlClient" } full => full.Message.Contains("pool", StringComparison.Ordinal),
        _ => false,
    };

    public static bool IsUnavailable(byte severity, IEnumerable<int> numbers) => severity >= 17 || numbers.Any(Away.Contains) || numbers.Any(Victims.Contains);

    /// <summary>Entity Framework's own words say nothing of what the server said.</summary>
    public static StorageUnavailableException Unavailable(Exception failure) => new($"The store is not available: {Said(failure).Message}", failure);

    private static Exception Said(Exception failure) => failure is InvalidOperationException or DbUpdateException && failure.InnerException is { } inner ? Said(inner) : failure;

    private static IEnumerable<int> Numbers(SqlException error) => error.Errors.Count == 0 ? [error.Number] : error.Errors.Cast<SqlError>().Select(static one => one.Number);
}
