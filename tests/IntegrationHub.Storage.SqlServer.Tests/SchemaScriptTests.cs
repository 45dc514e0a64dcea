using IntegrationHub.Storage.SqlServer.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>The migrations as a script, and what SQL Server would say to the tables.</summary>
public sealed class SchemaScriptTests
{
    [Fact]
    public void The_migrations_make_exactly_the_model()
    {
        using var context = new SqlServerContext(ContextOptions.Offline);
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public void What_the_migrations_make_is_what_was_reviewed() => Golden.AssertSame("schema.sql", MigrationScript.Migrations());

    [Fact]
    public void The_script_for_an_administrator_parses_and_asks_before_each_step()
    {
        var script = new SqlServerProvider().Script();
        var (tree, errors) = Parsing.Parse(script);

        Assert.Empty(errors);
        Assert.StartsWith("set quoted_identifier on", script, StringComparison.OrdinalIgnoreCase);
        using var context = new SqlServerContext(ContextOptions.Offline);
        Assert.All(context.Database.GetMigrations(), migration => Assert.Contains(migration, script, StringComparison.Ordinal));

        // Everything that makes something stands behind a question whether it was made.
        var guarded = tree.All<IfStatement>().SelectMany(static question => question.All<CreateTableStatement>()).Count();
        Assert.Equal(tree.All<CreateTableStatement>().Count, guarded);
    }

    [Fact]
    public void Every_table_of_the_business_belongs_to_a_retailer_and_every_text_compares_code_points()
    {
        var tree = Parsing.Parse(new SqlServerProvider().Script()).Tree;
        foreach (var table in tree.All<CreateTableStatement>().Where(static table => table.SchemaObjectName.SchemaIdentifier.Value == "hub" && table.SchemaObjectName.BaseIdentifier.Value != "schema_migration"))
        {
            Assert.Contains(table.Definition.ColumnDefinitions, static column => column.ColumnIdentifier.Value == "retailer_id");
            Assert.All(
                table.Definition.ColumnDefinitions.Where(static column => column.DataType.Text().StartsWith("nvarchar", StringComparison.OrdinalIgnoreCase)),
                static column => Assert.Equal(SqlServerContext.Collation, column.Collation?.Value));
        }
    }

    [Fact]
    public void Keys_fit_a_clustered_index_of_900_bytes_and_another_of_1700()
    {
        using var context = new SqlServerContext(ContextOptions.Offline);
        var model = context.GetService<Microsoft.EntityFrameworkCore.Metadata.IDesignTimeModel>().Model;
        foreach (var entity in model.GetEntityTypes())
        {
            var clustered = BytesOf(entity.FindPrimaryKey()!.Properties);
            Assert.True(clustered <= 900, $"{entity.GetTableName()} has a key of {clustered} bytes");
            foreach (var index in entity.GetIndexes())
            {
                // The clustered key stands in every other index, too.
                var bytes = BytesOf([.. index.Properties.Union(entity.FindPrimaryKey()!.Properties)]);
                Assert.True(bytes <= 1700, $"{index.GetDatabaseName()} has a key of {bytes} bytes");
            }
        }
    }

    private static int BytesOf(IReadOnlyList<IReadOnlyProperty> properties) => properties.Sum(static property =>
    {
        var type = property.GetColumnType() ?? "none";
        var size = type.Contains('(', StringComparison.Ordinal) && type != "nvarchar(max)" && type != "varbinary(max)"
            ? int.Parse(type[(type.IndexOf('(', StringComparison.Ordinal) + 1)..^1], System.Globalization.CultureInfo.InvariantCulture)
            : 0;
        return type switch
        {
            "date" => 3,
            "int" => 4,
            "bigint" => 8,
            "smallint" => 2,
            "bit" => 1,
            "datetime2(7)" => 8,
            _ when type.StartsWith("nvarchar(", StringComparison.Ordinal) && size > 0 => size * 2,
            _ when type.Contains("binary(", StringComparison.Ordinal) && size > 0 => size,
            _ => int.MaxValue / 100,
        };
    });
}
