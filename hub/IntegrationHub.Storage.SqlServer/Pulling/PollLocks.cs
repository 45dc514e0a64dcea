using System.Data.Common;
using System.Globalization;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Pulling;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Pulling;

/// <summary>Locks of parties as application locks of a session.</summary>
internal sealed class PollLocks(SqlServerStore store) : SessionLocks
{
    internal static readonly Statement Take = new(
        "polls.lock",
        """
        declare @granted int;
        exec @granted = sys.sp_getapplock @Resource = @resource, @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = 0;
        select @granted;
        """);

    internal static readonly Statement Release = new(
        "polls.unlock", "exec sys.sp_releaseapplock @Resource = @resource, @LockOwner = N'Session';");

    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(new SqlConnectionStringBuilder(store.Work.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    protected override async Task<bool> TryLockAsync(DbConnection connection, long key, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, Take, key);
        return await command.ExecuteScalarAsync(cancellationToken) is >= 0;
    }

    protected override async Task UnlockAsync(DbConnection connection, long key)
    {
        await using var command = Command(connection, Release, key);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static SqlCommand Command(DbConnection connection, Statement statement, long key)
    {
        var command = new SqlCommand(statement.Text, (SqlConnection)connection);
        default(Scope).AddTo(command.Parameters);
        command.Parameters.Name("@resource", "ihub-poll-" + key.ToString("x16", CultureInfo.InvariantCulture));
        return command;
    }
}
