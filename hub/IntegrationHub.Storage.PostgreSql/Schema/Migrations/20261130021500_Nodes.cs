using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.PostgreSql.Schema.Migrations;

/// <summary>Nodes of the installation, as they tell of themselves.</summary>
[DbContext(typeof(PostgresContext))]
[Migration("20261130021500_Nodes")]
public sealed class Nodes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        name: "node",
        schema: "hub",
        columns: table => new
        {
            retailer_id = table.Column<int>(type: "integer", nullable: false),
            name = table.Column<string>(type: "text", nullable: false),
            version = table.Column<string>(type: "text", nullable: false),
            started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
            seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
            stopped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
            missed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
            processors = table.Column<int>(type: "integer", nullable: false),
            processor_load = table.Column<int>(type: "integer", nullable: true),
            memory_used = table.Column<long>(type: "bigint", nullable: true),
            memory_total = table.Column<long>(type: "bigint", nullable: true),
            disk_free = table.Column<long>(type: "bigint", nullable: false),
            disk_total = table.Column<long>(type: "bigint", nullable: false),
            network_in = table.Column<long>(type: "bigint", nullable: true),
            network_out = table.Column<long>(type: "bigint", nullable: true)
        },
        constraints: table => table.PrimaryKey("pk_node", x => new { x.retailer_id, x.name }));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(name: "node", schema: "hub");
}
