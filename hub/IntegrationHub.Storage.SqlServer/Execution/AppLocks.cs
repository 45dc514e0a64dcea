using System.Globalization;

namespace IntegrationHub.Storage.SqlServer.Execution;

/// <summary>What <c>sp_getapplock</c> answers. It raises no error: 0 and more is granted, -1 not in time, -3 refused to end a deadlock.</summary>
internal static class AppLocks
{
    private const int RefusedForAnother = -3;

    public static string NameOf(string area, long number) => $"ihub-{area}-{number.ToString("x16", CultureInfo.InvariantCulture)}";

    /// <exception cref="LockVictimException">Refused to end a deadlock: the work runs again.</exception>
    /// <exception cref="TimeoutException">Not granted in time.</exception>
    public static void Demand(object? answer, string late)
    {
        switch (answer)
        {
            case >= 0:
                return;
            case RefusedForAnother:
                throw new LockVictimException();
            default:
                throw new TimeoutException(late);
        }
    }
}

/// <summary>An application lock was refused to end a deadlock. Its transaction is still open and is rolled back by who asked.</summary>
internal sealed class LockVictimException() : Exception("A lock was refused to end a deadlock.");
