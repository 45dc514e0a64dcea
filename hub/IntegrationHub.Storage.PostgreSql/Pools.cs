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
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }
}
