using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IntegrationHub.Storage.PostgreSql.Schema.Migrations
{
    /// <inheritdoc />
    public partial class ArchiveAndSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "series_cut",
                schema: "hub",
                table: "outbound_exchange",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "series_cut",
                schema: "hub",
                table: "inbound_exchange",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte[]>(
                name: "name",
                schema: "hub",
                table: "archive",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<short>(
                name: "place",
                schema: "hub",
                table: "archive",
                type: "smallint",
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "removed_at",
                schema: "hub",
                table: "archive",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "sealed",
                schema: "hub",
                table: "archive",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "touched_at",
                schema: "hub",
                table: "archive",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "archive_alias",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    archive_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @class = table.Column<short>(name: "class", type: "smallint", nullable: false),
                    stored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_archive_alias", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "archive_hold",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    exchange_id = table.Column<Guid>(type: "uuid", nullable: true),
                    party_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false),
                    set_by = table.Column<string>(type: "text", nullable: false),
                    set_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lift_reason = table.Column<string>(type: "text", nullable: true),
                    lifted_by = table.Column<string>(type: "text", nullable: true),
                    lifted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_archive_hold", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "archive_progress",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    lane = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<Guid>(type: "uuid", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_archive_progress", x => new { x.retailer_id, x.lane });
                });

            migrationBuilder.CreateTable(
                name: "exchange_key",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false),
                    exchange_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_exchange_key", x => new { x.retailer_id, x.kind, x.value, x.exchange_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_outbound_period",
                schema: "hub",
                table: "outbound_exchange",
                columns: new[] { "retailer_id", "period_start", "id" },
                filter: "period_start is not null");

            migrationBuilder.CreateIndex(
                name: "ix_outbound_state",
                schema: "hub",
                table: "outbound_exchange",
                columns: new[] { "retailer_id", "state", "id" },
                filter: "state <> 5");

            migrationBuilder.CreateIndex(
                name: "ix_outbound_type",
                schema: "hub",
                table: "outbound_exchange",
                columns: new[] { "retailer_id", "type", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_inbound_period",
                schema: "hub",
                table: "inbound_exchange",
                columns: new[] { "retailer_id", "period_start", "id" },
                filter: "period_start is not null");

            migrationBuilder.CreateIndex(
                name: "ix_inbound_state",
                schema: "hub",
                table: "inbound_exchange",
                columns: new[] { "retailer_id", "state", "id" },
                filter: "state <> 0");

            migrationBuilder.CreateIndex(
                name: "ix_inbound_type",
                schema: "hub",
                table: "inbound_exchange",
                columns: new[] { "retailer_id", "type", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_archive_name",
                schema: "hub",
                table: "archive",
                columns: new[] { "retailer_id", "name" },
                unique: true,
                filter: "name is not null");

            migrationBuilder.CreateIndex(
                name: "ix_archive_alias_archive",
                schema: "hub",
                table: "archive_alias",
                columns: new[] { "retailer_id", "archive_id" });

            // What was refused before is found by its reasons as well. Series of documents from before are not.
            migrationBuilder.Sql(
                """
                insert into hub.exchange_key (retailer_id, kind, value, exchange_id)
                select distinct x.retailer_id, 3, reason.code, x.id
                from (
                    select retailer_id, id, rejections from hub.inbound_exchange where rejections is not null
                    union all
                    select retailer_id, id, rejections from hub.outbound_exchange where rejections is not null) x
                cross join lateral jsonb_array_elements(x.rejections) one
                cross join lateral (values (one ->> 'Code'), (one ->> 'MarketReason')) reason (code)
                where reason.code is not null;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "archive_alias",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "archive_hold",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "archive_progress",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "exchange_key",
                schema: "hub");

            migrationBuilder.DropIndex(
                name: "ix_outbound_period",
                schema: "hub",
                table: "outbound_exchange");

            migrationBuilder.DropIndex(
                name: "ix_outbound_state",
                schema: "hub",
                table: "outbound_exchange");

            migrationBuilder.DropIndex(
                name: "ix_outbound_type",
                schema: "hub",
                table: "outbound_exchange");

            migrationBuilder.DropIndex(
                name: "ix_inbound_period",
                schema: "hub",
                table: "inbound_exchange");

            migrationBuilder.DropIndex(
                name: "ix_inbound_state",
                schema: "hub",
                table: "inbound_exchange");

            migrationBuilder.DropIndex(
                name: "ix_inbound_type",
                schema: "hub",
                table: "inbound_exchange");

            migrationBuilder.DropIndex(
                name: "ux_archive_name",
                schema: "hub",
                table: "archive");

            migrationBuilder.DropColumn(
                name: "series_cut",
                schema: "hub",
                table: "outbound_exchange");

            migrationBuilder.DropColumn(
                name: "series_cut",
                schema: "hub",
                table: "inbound_exchange");

            migrationBuilder.DropColumn(
                name: "name",
                schema: "hub",
                table: "archive");

            migrationBuilder.DropColumn(
                name: "place",
                schema: "hub",
                table: "archive");

            migrationBuilder.DropColumn(
                name: "removed_at",
                schema: "hub",
                table: "archive");

            migrationBuilder.DropColumn(
                name: "sealed",
                schema: "hub",
                table: "archive");

            migrationBuilder.DropColumn(
                name: "touched_at",
                schema: "hub",
                table: "archive");
        }
    }
}
