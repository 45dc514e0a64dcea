using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace IntegrationHub.Storage.SqlServer.Schema;

/// <summary>The one way a <see cref="SqlServerContext"/> is configured.</summary>
internal static class ContextOptions
{
    /// <summary>The migrations' own table.</summary>
    public const string HistoryTable = "schema_migration";

    public static DbContextOptions<SqlServerContext> For(string connectionString) =>
        new DbContextOptionsBuilder<SqlServerContext>()
            .UseSqlServer(connectionString, static server => server.MigrationsHistoryTable(HistoryTable, HubContext.Schema))
            .AddInterceptors(ListCollation.Instance)
            .Options;

    public static DbContextOptions<SqlServerContext> For(System.Data.Common.DbConnection connection) =>
        new DbContextOptionsBuilder<SqlServerContext>()
            .UseSqlServer(connection, static server => server.MigrationsHistoryTable(HistoryTable, HubContext.Schema))
            .AddInterceptors(ListCollation.Instance)
            .Options;

    /// <summary>Without a server: for scripts and for dotnet-ef.</summary>
    public static DbContextOptions<SqlServerContext> Offline { get; } = For("Server=none.invalid");
}

/// <summary>For dotnet-ef only: a context without a server, from which it writes migrations.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<SqlServerContext>
{
    public SqlServerContext CreateDbContext(string[] args) => new(ContextOptions.Offline);
}
