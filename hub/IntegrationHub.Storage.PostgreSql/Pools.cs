using Npgsql;

namespace IntegrationHub.Storage.PostgreSql;

/// <summary>How connections are made.</summary>
internal static class Pools
{
    public static NpgsqlDataSource Create(string connectionString, int size, TimeSpan commandTimeout, string synchronousCommit)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = size,
            MinPoolSize = 0,
            // The statements of the hot path are parsed and planned once per connection.
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            CommandTimeout = (int)commandTimeout.TotalSeconds,
            Timeout = (int)Math.Min(commandTimeout.TotalSeconds, 60),
            // Our statements leave no session state behind; the reset would be a message per use.
            NoResetOnClose = true,
            IncludeErrorDetail = false,
            ApplicationName = "ihub",
            Options = $"-c synchronous_commit={synchronousCommit} -c search_path=hub",
        };
        // With a synchronous standby, a commit that is cancelled while it waits is answered with success, although the standby may not have it.
        // So nobody waits for the answer to a cancellation: the connection is given up, and what became of the commit is not promised.
        if (synchronousCommit == "on")
            settings.CancellationTimeout = -1;

        return settings.Host?.Contains(',') == true ? CreateForSeveral(settings) : new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <summary>A primary and its standbys: connections go to whichever can commit, and look again within a second of its loss.</summary>
    private static NpgsqlDataSource CreateForSeveral(NpgsqlConnectionStringBuilder settings)
    {
        settings.TargetSessionAttributes = null;
        settings.HostRecheckSeconds = 1;
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);
    }
}
