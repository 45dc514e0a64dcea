using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace IntegrationHub.Storage.PostgreSql.Schema.Migrations
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
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    @class = table.Column<short>(name: "class", type: "smallint", nullable: false),
                    packing = table.Column<short>(type: "smallint", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    chunks = table.Column<int>(type: "integer", nullable: false),
                    stored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
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
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    archive_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
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
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    exchange_id = table.Column<Guid>(type: "uuid", nullable: true),
                    party_id = table.Column<Guid>(type: "uuid", nullable: true),
                    actor = table.Column<string>(type: "text", nullable: false),
                    data = table.Column<string>(type: "text", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
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
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<short>(type: "smallint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    archive_id = table.Column<Guid>(type: "uuid", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    profile = table.Column<string>(type: "text", nullable: true),
                    root_element = table.Column<string>(type: "text", nullable: true),
                    sender_code = table.Column<string>(type: "text", nullable: true),
                    mrid = table.Column<string>(type: "text", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: true),
                    type = table.Column<string>(type: "text", nullable: true),
                    schema_result = table.Column<string>(type: "text", nullable: true),
                    period_start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    period_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    canonical_digest = table.Column<byte[]>(type: "bytea", nullable: true),
                    rejections = table.Column<string>(type: "jsonb", nullable: true),
                    answer_archive_id = table.Column<Guid>(type: "uuid", nullable: true),
                    first_exchange_id = table.Column<Guid>(type: "uuid", nullable: true)
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
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
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
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    exchange_id = table.Column<Guid>(type: "uuid", nullable: false),
                    addressed = table.Column<bool>(type: "boolean", nullable: false),
                    code = table.Column<long>(type: "bigint", nullable: true),
                    server_timestamp = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    period_start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    period_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
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
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    exchange_id = table.Column<Guid>(type: "uuid", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    claimable_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    claimed_by = table.Column<string>(type: "text", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true)
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
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sender_code = table.Column<string>(type: "text", nullable: false),
                    mrid = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    profile = table.Column<string>(type: "text", nullable: false),
                    root_element = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: true),
                    period_start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    period_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    priority = table.Column<short>(type: "smallint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    claimable_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    claimed_by = table.Column<string>(type: "text", nullable: true),
                    gate_closure = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    answer_lost = table.Column<bool>(type: "boolean", nullable: false),
                    never_acknowledged = table.Column<bool>(type: "boolean", nullable: false),
                    canonical_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    document_archive_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_archive_id = table.Column<Guid>(type: "uuid", nullable: true),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    rejections = table.Column<string>(type: "jsonb", nullable: true),
                    acknowledged_by = table.Column<Guid>(type: "uuid", nullable: true),
                    endpoint = table.Column<string>(type: "text", nullable: true)
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
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    is_self = table.Column<bool>(type: "boolean", nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    thumbprint = table.Column<string>(type: "text", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false)
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
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    last_code = table.Column<long>(type: "bigint", nullable: false),
                    last_server_timestamp = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    next_poll_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    entry_failures = table.Column<int>(type: "integer", nullable: false)
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
                    retailer_id = table.Column<int>(type: "integer", nullable: false),
                    sender_code = table.Column<string>(type: "text", nullable: false),
                    mrid = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    canonical_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    exchange_id = table.Column<Guid>(type: "uuid", nullable: false),
                    acknowledgement = table.Column<byte[]>(type: "bytea", nullable: false),
                    accepted = table.Column<bool>(type: "boolean", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                filter: "code is not null and addressed");

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
                filter: "is_self");

            migrationBuilder.CreateIndex(
                name: "ix_party_certificate_party",
                schema: "hub",
                table: "party_certificate",
                columns: new[] { "retailer_id", "party_id" });

            migrationBuilder.Sql(TableSettings.Sql);
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
