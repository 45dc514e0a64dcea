using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IntegrationHub.Storage.SqlServer.Schema;

/// <summary>
/// Gives texts in long lists the collation of the columns. Entity Framework sends a list as single parameters, and one that has more than a request may have
/// (2,100) as JSON. Texts that the server reads out of JSON have the database's collation, which does not compare with a column's: error 468 (dotnet/efcore#32147).
/// Ids have no collation.
/// </summary>
internal sealed partial class ListCollation : DbCommandInterceptor
{
    public static ListCollation Instance { get; } = new();

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Fit(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Fit(command);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Fit(command);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Fit(command);
        return ValueTask.FromResult(result);
    }

    private static void Fit(DbCommand command)
    {
        if (command.CommandText.Contains("OPENJSON(", StringComparison.Ordinal))
            command.CommandText = Texts().Replace(command.CommandText, $"${{value}} COLLATE {SqlServerContext.Collation}${{list}}");
    }

    [GeneratedRegex(
        @"(?<=SELECT )(?<value>\[\w+\]\.\[value\])(?<list>\s+FROM OPENJSON\(@\w+\) WITH \(\[value\] nvarchar\((\d+|max)\) '\$'\))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Texts();
}
