using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IntegrationHub.Storage.SqlServer.Execution;

/// <summary>Puts the scope before every command of a context, as <see cref="Statement"/> does for the written ones.</summary>
internal sealed class ScopeInterceptor(SqlScope scope) : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Add(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Add(command);
        return ValueTask.FromResult(result);
    }

    private void Add(DbCommand command)
    {
        command.CommandText = SqlScope.SetSql + command.CommandText;
        scope.AddTo(((SqlCommand)command).Parameters);
    }
}
