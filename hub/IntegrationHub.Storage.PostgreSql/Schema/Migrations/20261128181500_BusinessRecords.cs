using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.PostgreSql.Schema.Migrations;

/// <summary>Business objects of the retailer: accounts, packages, contracts, bids, readings, bills.</summary>
[DbContext(typeof(PostgresContext))]
[Migration("20261128181500_BusinessRecords")]
public sealed class BusinessRecords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "business_record",
            schema: "hub",
            columns: table => new
            {
                retailer_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<Guid>(type: "uuid", nullable: false),
                kind = table.Column<string>(type: "text", nullable: false),
                key = table.Column<string>(type: "text", nullable: false),
                version = table.Column<int>(type: "integer", nullable: false),
                state = table.Column<string>(type: "text", nullable: false),
                from_day = table.Column<DateOnly>(type: "date", nullable: true),
                to_day = table.Column<DateOnly>(type: "date", nullable: true),
                revision = table.Column<long>(type: "bigint", nullable: false),
                body = table.Column<byte[]>(type: "bytea", nullable: false),
                saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                saved_by = table.Column<string>(type: "text", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_business_record", x => new { x.retailer_id, x.id });
            });

        migrationBuilder.CreateIndex(
            name: "ix_business_record_state",
            schema: "hub",
            table: "business_record",
            columns: new[] { "retailer_id", "kind", "state", "key", "version" });

        migrationBuilder.CreateIndex(
            name: "ux_business_record_key",
            schema: "hub",
            table: "business_record",
            columns: new[] { "retailer_id", "kind", "key", "version" },
            unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "business_record",
            schema: "hub");
    }
}
