using System.Reflection;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace IntegrationHub.Storage.PostgreSql.Schema;

/// <summary>The model on PostgreSQL. The conditions of its indexes are written in the words that both databases know, or in PostgreSQL's.</summary>
internal sealed class PostgresContext(DbContextOptions<PostgresContext> options) : HubContext(options)
{
    protected override void FitToProvider(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(static entity => entity.GetProperties()))
        {
            if (property.PropertyInfo?.GetCustomAttribute<StoredAsJsonAttribute>() is not null)
                property.SetColumnType("jsonb");

            // Nobody but the server gives a number.
            if (property.ClrType == typeof(long) && property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd)
                property.SetValueGenerationStrategy(NpgsqlValueGenerationStrategy.IdentityAlwaysColumn);
        }
    }
}
