using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IntegrationHub.Storage.SqlServer.Schema.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "hub");

            migrationBuilder.CreateTable(
                name: "archive",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    @class = table.Column<short>(name: "class", type: "smallint", nullable: false),
                    packing = table.Column<short>(type: "smallint", nullable: false),
                    sha256 = table.Column<byte[]>(type: "binary(32)", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    chunks = table.Column<int>(type: "int", nullable: false),
                    stored_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    body = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_archive", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "archive_chunk",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    archive_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    number = table.Column<int>(type: "int", nullable: false),
                    body = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_archive_chunk", x => new { x.retailer_id, x.archive_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "event",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    kind = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    exchange_id = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    party_id = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    actor = table.Column<string>(type: "nvarchar(400)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    data = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    salt = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    digest = table.Column<byte[]>(type: "binary(32)", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "inbound_exchange",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    party_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    channel = table.Column<short>(type: "smallint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    received_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    completed_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    archive_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    profile = table.Column<string>(type: "nvarchar(200)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    root_element = table.Column<string>(type: "nvarchar(200)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    sender_code = table.Column<string>(type: "nvarchar(64)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    mrid = table.Column<string>(type: "nvarchar(256)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    revision = table.Column<int>(type: "int", nullable: true),
                    type = table.Column<string>(type: "nvarchar(64)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    schema_result = table.Column<string>(type: "nvarchar(400)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    period_start = table.Column<DateTime>(type: "datetime2(7)", nullable: true),
                    period_end = table.Column<DateTime>(type: "datetime2(7)", nullable: true),
                    canonical_digest = table.Column<byte[]>(type: "varbinary(64)", nullable: true),
                    rejections = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    answer_archive_id = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    first_exchange_id = table.Column<byte[]>(type: "binary(16)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbound_exchange", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "mailbox",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    party_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    last_code = table.Column<long>(type: "bigint", nullable: false),
                    queue_code = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mailbox", x => new { x.retailer_id, x.party_id });
                });

            migrationBuilder.CreateTable(
                name: "mailbox_entry",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    party_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    exchange_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    addressed = table.Column<bool>(type: "bit", nullable: false),
                    code = table.Column<long>(type: "bigint", nullable: true),
                    server_timestamp = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    period_start = table.Column<DateTime>(type: "datetime2(7)", nullable: true),
                    period_end = table.Column<DateTime>(type: "datetime2(7)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mailbox_entry", x => new { x.retailer_id, x.party_id, x.exchange_id });
                });

            migrationBuilder.CreateTable(
                name: "notification",
                schema: "hub",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    exchange_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    attempts = table.Column<int>(type: "int", nullable: false),
                    claimable_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    claimed_by = table.Column<string>(type: "nvarchar(200)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    last_error = table.Column<string>(type: "nvarchar(2000)", nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbound_exchange",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    party_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    sender_code = table.Column<string>(type: "nvarchar(64)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    mrid = table.Column<string>(type: "nvarchar(256)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    revision = table.Column<int>(type: "int", nullable: false),
                    profile = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    root_element = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    type = table.Column<string>(type: "nvarchar(64)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    period_start = table.Column<DateTime>(type: "datetime2(7)", nullable: true),
                    period_end = table.Column<DateTime>(type: "datetime2(7)", nullable: true),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    priority = table.Column<short>(type: "smallint", nullable: false),
                    created_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    updated_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    due_at = table.Column<DateTime>(type: "datetime2(7)", nullable: true),
                    claimable_at = table.Column<DateTime>(type: "datetime2(7)", nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    claimed_by = table.Column<string>(type: "nvarchar(200)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    gate_closure = table.Column<DateTime>(type: "datetime2(7)", nullable: true),
                    attempts = table.Column<int>(type: "int", nullable: false),
                    answer_lost = table.Column<bool>(type: "bit", nullable: false),
                    never_acknowledged = table.Column<bool>(type: "bit", nullable: false),
                    canonical_digest = table.Column<byte[]>(type: "varbinary(64)", nullable: false),
                    document_archive_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    message_archive_id = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    rejections = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    acknowledged_by = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    endpoint = table.Column<string>(type: "nvarchar(200)", nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbound_exchange", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "party",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    name = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    code = table.Column<string>(type: "nvarchar(64)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    is_self = table.Column<bool>(type: "bit", nullable: false),
                    content = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    updated_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    row_version = table.Column<byte[]>(type: "rowversion", rowVersion: true, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_party", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "party_certificate",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    thumbprint = table.Column<string>(type: "nvarchar(64)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    party_id = table.Column<byte[]>(type: "binary(16)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_party_certificate", x => new { x.retailer_id, x.thumbprint });
                });

            migrationBuilder.CreateTable(
                name: "pull_cursor",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    party_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    last_code = table.Column<long>(type: "bigint", nullable: false),
                    last_server_timestamp = table.Column<DateTime>(type: "datetime2(7)", nullable: true),
                    next_poll_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    failures = table.Column<int>(type: "int", nullable: false),
                    entry_failures = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pull_cursor", x => new { x.retailer_id, x.party_id });
                });

            migrationBuilder.CreateTable(
                name: "registered_document",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    sender_code = table.Column<string>(type: "nvarchar(64)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    mrid = table.Column<string>(type: "nvarchar(256)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    revision = table.Column<int>(type: "int", nullable: false),
                    canonical_digest = table.Column<byte[]>(type: "varbinary(64)", nullable: false),
                    exchange_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    acknowledgement = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    accepted = table.Column<bool>(type: "bit", nullable: false),
                    received_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registered_document", x => new { x.retailer_id, x.sender_code, x.mrid, x.revision });
                });

            migrationBuilder.CreateIndex(
                name: "ix_event_exchange",
                schema: "hub",
                table: "event",
                columns: new[] { "retailer_id", "exchange_id" },
                filter: "exchange_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_event_kind",
                schema: "hub",
                table: "event",
                columns: new[] { "retailer_id", "kind", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_inbound_mrid",
                schema: "hub",
                table: "inbound_exchange",
                columns: new[] { "retailer_id", "mrid" });

            migrationBuilder.CreateIndex(
                name: "ix_inbound_party",
                schema: "hub",
                table: "inbound_exchange",
                columns: new[] { "retailer_id", "party_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_mailbox_new",
                schema: "hub",
                table: "mailbox_entry",
                columns: new[] { "retailer_id", "party_id", "exchange_id" },
                filter: "code is null");

            migrationBuilder.CreateIndex(
                name: "ix_mailbox_period",
                schema: "hub",
                table: "mailbox_entry",
                columns: new[] { "retailer_id", "party_id", "period_end" },
                filter: "period_end is not null");

            migrationBuilder.CreateIndex(
                name: "ix_mailbox_queue",
                schema: "hub",
                table: "mailbox_entry",
                columns: new[] { "retailer_id", "party_id", "code" },
                filter: "code is not null and addressed = 1");

            migrationBuilder.CreateIndex(
                name: "ix_mailbox_server",
                schema: "hub",
                table: "mailbox_entry",
                columns: new[] { "retailer_id", "party_id", "server_timestamp" });

            migrationBuilder.CreateIndex(
                name: "ux_mailbox_code",
                schema: "hub",
                table: "mailbox_entry",
                columns: new[] { "retailer_id", "party_id", "code" },
                unique: true,
                filter: "code is not null");

            migrationBuilder.CreateIndex(
                name: "ix_notification_claim",
                schema: "hub",
                table: "notification",
                columns: new[] { "retailer_id", "claimable_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_outbound_due",
                schema: "hub",
                table: "outbound_exchange",
                columns: new[] { "retailer_id", "party_id", "claimable_at" },
                filter: "claimable_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_outbound_lane",
                schema: "hub",
                table: "outbound_exchange",
                columns: new[] { "retailer_id", "party_id", "priority", "created_at", "id" },
                filter: "claimable_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_outbound_mrid",
                schema: "hub",
                table: "outbound_exchange",
                columns: new[] { "retailer_id", "mrid" });

            migrationBuilder.CreateIndex(
                name: "ix_outbound_party",
                schema: "hub",
                table: "outbound_exchange",
                columns: new[] { "retailer_id", "party_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_outbound_document",
                schema: "hub",
                table: "outbound_exchange",
                columns: new[] { "retailer_id", "sender_code", "mrid", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_party_code",
                schema: "hub",
                table: "party",
                columns: new[] { "retailer_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_party_name",
                schema: "hub",
                table: "party",
                columns: new[] { "retailer_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_party_self",
                schema: "hub",
                table: "party",
                column: "retailer_id",
                unique: true,
                filter: "is_self = 1");

            migrationBuilder.CreateIndex(
                name: "ix_party_certificate_party",
                schema: "hub",
                table: "party_certificate",
                columns: new[] { "retailer_id", "party_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "archive",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "archive_chunk",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "event",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "inbound_exchange",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "mailbox",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "mailbox_entry",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "notification",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "outbound_exchange",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "party",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "party_certificate",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "pull_cursor",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "registered_document",
                schema: "hub");
        }
    }
}
