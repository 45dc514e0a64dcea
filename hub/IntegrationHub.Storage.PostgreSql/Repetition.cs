using Npgsql;

namespace IntegrationHub.Storage.PostgreSql;

/// <summary>Does a transaction of background work again that the server ended for the sake of another: nothing of it was written.</summary>
internal static class Repetition
{
    /// <summary>Attempts before the failure is somebody's to look at.</summary>
    public const int Attempts = 3;

    /// <param name="transaction">Begins, works and commits; has no effects besides the database's that a repetition would double.</param>
    public static async Task<T> OfLosersAsync<T>(Func<Task<T>> transaction)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await transaction();
            }
            catch (PostgresException lost) when (attempt < Attempts && lost.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                // The other one is through.
            }
        }
    }
}
