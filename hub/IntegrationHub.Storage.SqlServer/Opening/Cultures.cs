namespace IntegrationHub.Storage.SqlServer.Opening;

/// <summary>The driver opens no connection in a process without cultures (docs/decisions/sql-server-needs-cultures.md).</summary>
internal static class Cultures
{
    /// <exception cref="StorageSetupException">The process has none.</exception>
    public static void Demand()
    {
        if (AppContext.TryGetSwitch("System.Globalization.Invariant", out var without) && without)
        {
            throw new StorageSetupException(
                "The process runs without cultures, and the driver of SQL Server opens no connection then.",
                "Set IHUB_CULTURES=on for `ihub` (the machine needs ICU: apt-get install -y libicu72).")
            {
                Code = "STORAGE_NEEDS_CULTURES",
            };
        }
    }
}
