using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Isolation;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.SqlServer.Schema;

/// <summary>The migrations as a script for sqlcmd, between the removal of rights and policies and their return.</summary>
/// <remarks>Whoever runs it owns the schemas; roles and schemas exist (deploy/sqlserver/03-logins.sql).</remarks>
internal static class MigrationScript
{
    /// <summary>sqlcmd switches quoted identifiers off, and an index with a condition needs them on; the policies let a migration through by its scope.</summary>
    private const string Head =
        $"""
        set quoted_identifier on;
        set ansi_nulls on;
        set xact_abort on;
        """;

    public static string Write() =>
        $"""
        {Head}
        exec sys.sp_set_session_context @key = N'hub.system', @value = N'{SystemScope.Migration.Name}';
        GO

        {InOneTransaction(AccessScript.TakeAway)}
        {Migrations()}

        {Access()}
        """.ReplaceLineEndings("\n");

    /// <summary>Rights and row policies.</summary>
    internal static string Access() => InOneTransaction([.. AccessScript.Give, AccessScript.WriteMark]);

    /// <summary>Tables, indexes and types; each step asks whether it was done.</summary>
    internal static string Migrations()
    {
        using var context = new SqlServerContext(ContextOptions.Offline);
        return context.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent).ReplaceLineEndings("\n").TrimStart('\uFEFF').TrimEnd();
    }

    private static string InOneTransaction(IReadOnlyList<string> batches) =>
        $"begin transaction;\nGO\n\n{string.Concat(batches.Select(static batch => $"{batch}\nGO\n\n"))}commit;\nGO\n";
}
