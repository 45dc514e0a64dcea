namespace IntegrationHub.Storage;

/// <summary>Tells a full disk from other failures, whoever met it: the hub with a file of its own, or the database's server.</summary>
public static class DiskFull
{
    /// <summary>ENOSPC and EDQUOT of Linux, errno(3).</summary>
    private const int NoSpace = 28, QuotaExceeded = 122;

    /// <param name="failure">What was thrown; what it wraps counts, too.</param>
    /// <param name="provider">Knows the errors of its server.</param>
    public static bool Is(Exception failure, IStoreProvider provider) => failure switch
    {
        IOException { HResult: NoSpace or QuotaExceeded } => true,
        _ when provider.IsDiskFull(failure) => true,
        AggregateException several => several.InnerExceptions.Any(one => Is(one, provider)),
        { InnerException: { } inner } => Is(inner, provider),
        _ => false,
    };
}
