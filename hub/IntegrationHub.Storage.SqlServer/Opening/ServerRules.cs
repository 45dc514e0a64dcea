namespace IntegrationHub.Storage.SqlServer.Opening;

/// <summary>What the hub demands of a server. Pure.</summary>
internal static class ServerRules
{
    /// <summary>SQL Server 2022: <c>least</c>, strict encryption of connections, rights that no more than look at security.</summary>
    public const int LeastMajorVersion = 16;

    /// <returns>What is wrong, the most fundamental first.</returns>
    public static IEnumerable<StorageSetupException> Check(ServerFacts facts)
    {
        if (!facts.IsCloudService && facts.MajorVersion < LeastMajorVersion)
        {
            yield return new StorageSetupException(
                $"The server is SQL Server {facts.Version}; the hub needs 2022 (16) or newer, or Azure SQL.", "Upgrade the server, or name another in storage.connectionString.")
            {
                Code = "STORAGE_SERVER_TOO_OLD",
            };
        }

        if (facts.Database is "master" or "tempdb" or "model" or "msdb")
        {
            yield return new StorageSetupException(
                $"The connection string names no database, so the login's default `{facts.Database}` would be used.", "Add Database=… to storage.connectionString.")
            {
                Code = "STORAGE_NO_DATABASE",
            };
        }

        if (facts.IsReadOnly)
        {
            yield return new StorageSetupException(
                $"The database {facts.Database} takes no writes: it is a secondary or set read-only.", "Connect to the primary: the listener's name, without ApplicationIntent=ReadOnly.")
            {
                Code = "STORAGE_READ_ONLY",
            };
        }

        if (!facts.ReadCommittedSnapshot)
        {
            yield return new StorageSetupException(
                $"The database {facts.Database} lets readers wait for writers.", $"alter database [{facts.Database}] set read_committed_snapshot on with rollback immediate;")
            {
                Code = "STORAGE_NO_SNAPSHOT",
            };
        }

        if (facts.DelayedDurability == 2)
        {
            yield return new StorageSetupException(
                $"The database {facts.Database} answers commits before they are on the disk (delayed_durability = forced).",
                $"alter database [{facts.Database}] set delayed_durability = allowed;")
            {
                Code = "STORAGE_NOT_DURABLE",
            };
        }

        // The row policies read the session's context, which threads of a parallel plan may not see: SESSION_CONTEXT, known issues.
        if (facts.MaxParallelism != 1)
        {
            yield return new StorageSetupException(
                $"The database {facts.Database} lets plans run in parallel, and row policies read the session's context, of which the server says that it may be wrong there.",
                "alter database scoped configuration set maxdop = 1; (in that database)")
            {
                Code = "STORAGE_PARALLEL_PLANS",
            };
        }
    }
}
