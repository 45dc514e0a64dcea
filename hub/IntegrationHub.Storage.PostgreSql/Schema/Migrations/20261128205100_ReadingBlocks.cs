using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.PostgreSql.Schema.Migrations;

/// <summary>Readings of metering accounts: a sealed block for each account, month and channel, every version of it.</summary>
[DbContext(typeof(PostgresContext))]
[Migration("20261128205100_ReadingBlocks")]
public sealed class ReadingBlocks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "reading_block",
            schema: "hub",
            columns: table => new
            {
                retailer_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<Guid>(type: "uuid", nullable: false),
                month = table.Column<DateOnly>(type: "date", nullable: false),
                account_key = table.Column<string>(type: "text", nullable: false),
                channel = table.Column<short>(type: "smallint", nullable: false),
                version = table.Column<int>(type: "integer", nullable: false),
                body = table.Column<byte[]>(type: "bytea", nullable: false),
                saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                saved_by = table.Column<string>(type: "text", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_reading_block", x => new { x.retailer_id, x.id });
            });

        // Sealed octets do not get smaller: the server need not try.
        migrationBuilder.Sql("alter table hub.reading_block alter column body set storage external;");

        migrationBuilder.CreateIndex(
            name: "ux_reading_block_key",
            schema: "hub",
            table: "reading_block",
            columns: new[] { "retailer_id", "month", "account_key", "channel", "version" },
            unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "reading_block",
            schema: "hub");
    }
}
