using Npgsql;

namespace IntegrationHub.Host.Commands.Backup;

/// <summary>Tells a full disk from other failures, whoever met it.</summary>
internal static class DiskFull
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;

    public static bool Is(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => true,
        IOException { HResult: NoSpace or QuotaExceeded } => true,
        { InnerException: { } inner } => Is(inner),
        _ => false,
    };
}
