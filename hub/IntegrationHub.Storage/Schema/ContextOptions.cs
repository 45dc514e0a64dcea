using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace IntegrationHub.Storage.Schema;

/// <summary>The one way a <see cref="HubContext"/> is configured.</summary>
internal static class ContextOptions
{
    /// <summary>The migrations' own table.</summary>
    public const string HistoryTable = "schema_migration";

    public static DbContextOptions<HubContext> For(Action<DbContextOptionsBuilder> provider)
    {
        var builder = new DbContextOptionsBuilder<HubContext>();
        provider(builder);
        return builder.Options;
    }

    public static void Npgsql(NpgsqlDbContextOptionsBuilder npgsql) => npgsql.MigrationsHistoryTable(HistoryTable, HubContext.Schema);
}
