using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace IntegrationHub.Storage.PostgreSql.Schema;

/// <summary>The one way a <see cref="PostgresContext"/> is configured.</summary>
internal static class ContextOptions
{
    /// <summary>The migrations' own table.</summary>
    public const string HistoryTable = "schema_migration";

    public static DbContextOptions<PostgresContext> For(Action<DbContextOptionsBuilder> provider)
    {
        var builder = new DbContextOptionsBuilder<PostgresContext>();
        provider(builder);
        return builder.Options;
    }

    public static void Npgsql(NpgsqlDbContextOptionsBuilder npgsql) => npgsql.MigrationsHistoryTable(HistoryTable, HubContext.Schema);
}
