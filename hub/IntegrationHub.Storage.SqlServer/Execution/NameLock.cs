using IntegrationHub.Storage.Model;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace IntegrationHub.Storage.SqlServer.Execution;

/// <summary>A lock by name in a transaction of the model: shared, or alone.</summary>
internal static class NameLock
{
    /// <summary>Until the transaction ends. Less than 0: not granted.</summary>
    internal static readonly Statement Take = new(
        "names.lock",
        """
        declare @granted int;
        exec @granted = sys.sp_getapplock @Resource = @resource, @LockMode = @mode, @LockOwner = N'Transaction', @LockTimeout = @wait;
        select @granted;
        """);

    /// <exception cref="LockBusyException">Not granted in time, or refused to end a deadlock.</exception>
    public static async Task TakeAsync(HubContext context, string name, bool alone, TimeSpan wait, CancellationToken cancellationToken)
    {
        // The transaction has its scope: the text without what sets one.
        await using var command = new SqlCommand($"/* {Take.Name} */\nset nocount on;\n{Take.Body}", (SqlConnection)context.Database.GetDbConnection(), (SqlTransaction)context.Database.CurrentTransaction!.GetDbTransaction());
        command.Parameters.Name("@resource", "ihub-" + name);
        command.Parameters.Name("@mode", alone ? "Exclusive" : "Shared");
        command.Parameters.Int("@wait", (int)wait.TotalMilliseconds);
        if (await command.ExecuteScalarAsync(cancellationToken) is not >= 0)
            throw new LockBusyException(name);
    }
}
