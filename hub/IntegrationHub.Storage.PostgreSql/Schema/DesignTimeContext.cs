using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace IntegrationHub.Storage.PostgreSql.Schema;

/// <summary>For dotnet-ef only: a context without a server, from which it writes migrations.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<PostgresContext>
{
    public PostgresContext CreateDbContext(string[] args) =>
        new(ContextOptions.For(builder => builder.UseNpgsql("Host=/nonexistent", ContextOptions.Npgsql)));
}
