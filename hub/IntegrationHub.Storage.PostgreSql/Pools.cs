using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql;

/// <summary>How connections are made.</summary>
internal static class Pools
{
    /// <summary>
    /// For our own statements, each of which is written for an index. Plans are kept per connection, and one that was made while a table was young reads
    /// the table as a whole for ever: two thirds of the deletions of finished work did. What the model asks is planned as it comes (<see cref="ScopeStatement"/>).
    /// </summary>
    private const string Planning = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan";

    public static ScopedPool Create(string connectionString, int size, TimeSpan commandTimeout, string synchronousCommit, string searchPath = "hub")
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
            Options = $"-c synchronous_commit={synchronousCommit} -c search_path={searchPath} {Planning}",
        };
        // With a synchronous standby, a commit that is cancelled while it waits is answered with success, although the standby may not have it.
        // So nobody waits for the answer to a cancellation: the connection is given up, and what became of the commit is not promised.
        if (synchronousCommit == "on")
            settings.CancellationTimeout = -1;

        return new ScopedPool(settings.ConnectionString, Build(settings));
    }

    /// <summary>For migrations: as the owner, and in the scope that its row policies name. A migration may take as long as it needs.</summary>
    public static NpgsqlDataSource ForOwner(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = 4,
            CommandTimeout = 0,
            IncludeErrorDetail = false,
            ApplicationName = "ihub migration",
            Options = $"-c role={Roles.Owner} -c hub.system={SystemScope.Migration.Name} -c search_path=hub",
        };
        return Build(settings);
    }

    /// <summary>Connections that are not kept, to look whether the server is as it has to be.</summary>
    public static NpgsqlDataSource ForLooking(string connectionString) => Build(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });

    /// <summary>One connection that belongs to no pool.</summary>
    public static NpgsqlConnection Lone(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 30 };
        if (IsForSeveral(settings))
            settings.TargetSessionAttributes = "primary";

        return new NpgsqlConnection(settings.ConnectionString);
    }

    private static bool IsForSeveral(NpgsqlConnectionStringBuilder settings) => settings.Host?.Contains(',', StringComparison.Ordinal) == true;

    private static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder settings) =>
        IsForSeveral(settings) ? CreateForSeveral(settings) : new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();

    /// <summary>A primary and its standbys: connections go to whichever can commit, and look again within a second of its loss.</summary>
    private static NpgsqlDataSource CreateForSeveral(NpgsqlConnectionStringBuilder settings)
    {
        settings.TargetSessionAttributes = null;
        settings.HostRecheckSeconds = 1;
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);
    }
}
