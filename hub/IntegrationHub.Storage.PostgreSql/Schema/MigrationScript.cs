using IntegrationHub.Exchange;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Schema;

/// <summary>The migrations without the store: as a script with the grants and row policies after them, and which of them a database has.</summary>
/// <remarks>Whoever runs the script owns the schemas and works in the scope of migrations; the roles exist (docs/isolation.md).</remarks>
internal static class MigrationScript
{
    public static string Write()
    {
        using var context = new PostgresContext(ContextOptions.For(static builder => builder.UseNpgsql("Host=/nonexistent", ContextOptions.Npgsql)));
        var migrations = context.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent).ReplaceLineEndings("\n");
        return $"set hub.system = '{SystemScope.Migration.Name}';\n\n{migrations}\nbegin;\n\n{AccessScript.Sql}\ncomment on schema hub is '{AccessScript.Mark}';\n\ncommit;\n";
    }

    public static async Task<MigrationState> ReadAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
            await using var context = new PostgresContext(ContextOptions.For(builder => builder.UseNpgsql(settings.ConnectionString, ContextOptions.Npgsql)));
            return MigrationState.Of(context.Database.GetMigrations(), await context.Database.GetAppliedMigrationsAsync(cancellationToken));
        }
        catch (PostgresException none) when (none.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            throw new StorageSetupException("There is no such database yet.", "Create it, or start the hub, which makes its own.", none) { Code = "STORAGE_NO_DATABASE" };
        }
        catch (Exception failure) when (Availability.IsUnavailable(failure))
        {
            throw new StorageUnavailableException($"The store is not available: {failure.Message}", failure);
        }
    }
}
