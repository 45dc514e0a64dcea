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

            migrationBuilder.EnsureSchema(
                name: "customer");

            migrationBuilder.CreateTable(
                name: "account",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    name = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    @class = table.Column<short>(name: "class", type: "smallint", nullable: false),
                    roles = table.Column<string>(type: "nvarchar(400)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    person = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    password_hash = table.Column<string>(type: "nvarchar(400)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    password_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    created_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    disabled_at = table.Column<DateTime>(type: "datetime2(7)", nullable: true),
                    version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "account_certificate",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    issuer_key = table.Column<string>(type: "nvarchar(64)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    subject_key = table.Column<string>(type: "nvarchar(64)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    account_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    bound_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account_certificate", x => new { x.retailer_id, x.issuer_key, x.subject_key });
                });

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
                    body = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    name = table.Column<byte[]>(type: "varbinary(64)", nullable: true),
                    place = table.Column<short>(type: "smallint", nullable: false, defaultValue: (short)0),
                    @sealed = table.Column<bool>(name: "sealed", type: "bit", nullable: false, defaultValue: false),
                    touched_at = table.Column<DateTime>(type: "datetime2(7)", nullable: true),
                    removed_at = table.Column<DateTime>(type: "datetime2(7)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_archive", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "archive_alias",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    archive_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    @class = table.Column<short>(name: "class", type: "smallint", nullable: false),
                    stored_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    removed_at = table.Column<DateTime>(type: "datetime2(7)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_archive_alias", x => new { x.retailer_id, x.id });
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
                name: "archive_hold",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    exchange_id = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    party_id = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    reason = table.Column<string>(type: "nvarchar(2000)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    set_by = table.Column<string>(type: "nvarchar(400)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    set_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    lift_reason = table.Column<string>(type: "nvarchar(2000)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    lifted_by = table.Column<string>(type: "nvarchar(400)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    lifted_at = table.Column<DateTime>(type: "datetime2(7)", nullable: true)
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
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    lane = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    position = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    updated_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_archive_progress", x => new { x.retailer_id, x.lane });
                });

            migrationBuilder.CreateTable(
                name: "attempt",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    subject = table.Column<byte[]>(type: "varbinary(64)", nullable: false),
                    since = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    count = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attempt", x => new { x.retailer_id, x.subject });
                });

            migrationBuilder.CreateTable(
                name: "business_record",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    kind = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    key = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    version = table.Column<int>(type: "int", nullable: false),
                    state = table.Column<string>(type: "nvarchar(64)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    from_day = table.Column<DateOnly>(type: "date", nullable: true),
                    to_day = table.Column<DateOnly>(type: "date", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    body = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    saved_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    saved_by = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_business_record", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crossing_inbox",
                schema: "customer",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    stream = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    subject = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    kind = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    version = table.Column<int>(type: "int", nullable: false),
                    payload = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    received_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_crossing_inbox", x => new { x.retailer_id, x.stream, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crossing_inbox",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    stream = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    subject = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    kind = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    version = table.Column<int>(type: "int", nullable: false),
                    payload = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    received_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hub_crossing_inbox", x => new { x.retailer_id, x.stream, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crossing_outbox",
                schema: "customer",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    stream = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    subject = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    kind = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    version = table.Column<int>(type: "int", nullable: false),
                    payload = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_crossing_outbox", x => new { x.retailer_id, x.stream, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crossing_outbox",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    stream = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    subject = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    kind = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    version = table.Column<int>(type: "int", nullable: false),
                    payload = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hub_crossing_outbox", x => new { x.retailer_id, x.stream, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crossing_stream",
                schema: "customer",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    stream = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    numbered_to = table.Column<long>(type: "bigint", nullable: false),
                    confirmed_to = table.Column<long>(type: "bigint", nullable: false),
                    received_to = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_crossing_stream", x => new { x.retailer_id, x.stream });
                });

            migrationBuilder.CreateTable(
                name: "crossing_stream",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    stream = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    numbered_to = table.Column<long>(type: "bigint", nullable: false),
                    confirmed_to = table.Column<long>(type: "bigint", nullable: false),
                    received_to = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hub_crossing_stream", x => new { x.retailer_id, x.stream });
                });

            migrationBuilder.CreateTable(
                name: "data_key",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    purpose = table.Column<short>(type: "smallint", nullable: false),
                    suite = table.Column<short>(type: "smallint", nullable: false),
                    wrapped_by = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    wrapped_by_version = table.Column<int>(type: "int", nullable: false),
                    wrapped = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    created_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    retired_at = table.Column<DateTime>(type: "datetime2(7)", nullable: true),
                    reserved = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_data_key", x => new { x.retailer_id, x.id });
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
                    data = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    salt = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    digest = table.Column<byte[]>(type: "binary(32)", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "exchange_key",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    value = table.Column<string>(type: "nvarchar(400)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    exchange_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "varbinary(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_exchange_key", x => new { x.retailer_id, x.kind, x.value, x.exchange_id });
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
                    rejections = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    answer_archive_id = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    first_exchange_id = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    series_cut = table.Column<bool>(type: "bit", nullable: false, defaultValue: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbound_exchange", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "key_work",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    name = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    after = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    seen = table.Column<long>(type: "bigint", nullable: false),
                    written = table.Column<long>(type: "bigint", nullable: false),
                    begun_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    claimable_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    finished_at = table.Column<DateTime>(type: "datetime2(7)", nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    from_plaintext = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_key_work", x => new { x.retailer_id, x.name });
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
                    rejections = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    acknowledged_by = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    endpoint = table.Column<string>(type: "nvarchar(200)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    series_cut = table.Column<bool>(type: "bit", nullable: false, defaultValue: false)
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
                name: "process_candidate",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    instance_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    token = table.Column<int>(type: "int", nullable: false),
                    role = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    since = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    due_order = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    opened_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    held = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_candidate", x => new { x.retailer_id, x.instance_id, x.token, x.role });
                });

            migrationBuilder.CreateTable(
                name: "process_definition",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    process = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    version = table.Column<int>(type: "int", nullable: false),
                    digest = table.Column<string>(type: "nvarchar(400)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    file = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    deployed_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    deployed_by = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_definition", x => new { x.retailer_id, x.process, x.version });
                });

            migrationBuilder.CreateTable(
                name: "process_instance",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    process = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    version = table.Column<int>(type: "int", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<short>(type: "smallint", nullable: false),
                    business_key = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    state = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    completers = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    incidents = table.Column<int>(type: "int", nullable: false),
                    caller_id = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    caller_token = table.Column<int>(type: "int", nullable: true),
                    started_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_instance", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "process_message",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    message_id = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    name = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    key = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    payload = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    received_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    is_free = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_message", x => new { x.retailer_id, x.message_id });
                });

            migrationBuilder.CreateTable(
                name: "process_notice",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    notice_id = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    channel = table.Column<short>(type: "smallint", nullable: false),
                    recipient = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    is_role = table.Column<bool>(type: "bit", nullable: false),
                    kind = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    text = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    instance_id = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    token = table.Column<int>(type: "int", nullable: true),
                    at = table.Column<DateTime>(type: "datetime2(7)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_notice", x => new { x.retailer_id, x.notice_id });
                });

            migrationBuilder.CreateTable(
                name: "process_subscription",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    instance_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    wait = table.Column<int>(type: "int", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    is_signal = table.Column<bool>(type: "bit", nullable: false),
                    name = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    key = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    message_id = table.Column<string>(type: "nvarchar(200)", nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_subscription", x => new { x.retailer_id, x.instance_id, x.wait });
                });

            migrationBuilder.CreateTable(
                name: "process_task",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    instance_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    token = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    process = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    version = table.Column<int>(type: "int", nullable: false),
                    node = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    name = table.Column<string>(type: "nvarchar(400)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    business_key = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    inputs = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    priority = table.Column<int>(type: "int", nullable: false),
                    due_order = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    opened_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    claimed_by = table.Column<string>(type: "nvarchar(200)", nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_task", x => new { x.retailer_id, x.instance_id, x.token });
                });

            migrationBuilder.CreateTable(
                name: "process_work",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    instance_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    number = table.Column<int>(type: "int", nullable: false),
                    attempt = table.Column<int>(type: "int", nullable: false),
                    name = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    data = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    message_id = table.Column<string>(type: "nvarchar(200)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    due = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    claimable_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    claimed_by = table.Column<string>(type: "nvarchar(200)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    fence = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_work", x => new { x.retailer_id, x.id });
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
                name: "reading_block",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    account_key = table.Column<string>(type: "nvarchar(64)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    channel = table.Column<short>(type: "smallint", nullable: false),
                    version = table.Column<int>(type: "int", nullable: false),
                    body = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    saved_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    saved_by = table.Column<string>(type: "nvarchar(200)", nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reading_block", x => new { x.retailer_id, x.id });
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

            migrationBuilder.CreateTable(
                name: "session",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    token_hash = table.Column<byte[]>(type: "varbinary(64)", nullable: false),
                    account_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    door = table.Column<short>(type: "smallint", nullable: false),
                    thumbprint = table.Column<string>(type: "nvarchar(64)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    is_complete = table.Column<bool>(type: "bit", nullable: false),
                    begun_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    seen_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    expires_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    ended_at = table.Column<DateTime>(type: "datetime2(7)", nullable: true),
                    address = table.Column<string>(type: "nvarchar(100)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    agent = table.Column<string>(type: "nvarchar(400)", nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "session_code",
                schema: "hub",
                columns: table => new
                {
                    retailer_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    session_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    purpose = table.Column<short>(type: "smallint", nullable: false),
                    hash = table.Column<byte[]>(type: "varbinary(64)", nullable: false),
                    sent_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    expires_at = table.Column<DateTime>(type: "datetime2(7)", nullable: false),
                    attempts = table.Column<short>(type: "smallint", nullable: false),
                    used_at = table.Column<DateTime>(type: "datetime2(7)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_code", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "ux_account_name",
                schema: "hub",
                table: "account",
                columns: new[] { "retailer_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_account_certificate_account",
                schema: "hub",
                table: "account_certificate",
                columns: new[] { "retailer_id", "account_id" });

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

            migrationBuilder.CreateIndex(
                name: "ux_crossing_inbox_number",
                schema: "customer",
                table: "crossing_inbox",
                columns: new[] { "retailer_id", "stream", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_crossing_inbox_number",
                schema: "hub",
                table: "crossing_inbox",
                columns: new[] { "retailer_id", "stream", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_crossing_outbox_new",
                schema: "customer",
                table: "crossing_outbox",
                columns: new[] { "retailer_id", "stream", "id" },
                filter: "number is null");

            migrationBuilder.CreateIndex(
                name: "ux_crossing_outbox_number",
                schema: "customer",
                table: "crossing_outbox",
                columns: new[] { "retailer_id", "stream", "number" },
                unique: true,
                filter: "number is not null");

            migrationBuilder.CreateIndex(
                name: "ix_crossing_outbox_new",
                schema: "hub",
                table: "crossing_outbox",
                columns: new[] { "retailer_id", "stream", "id" },
                filter: "number is null");

            migrationBuilder.CreateIndex(
                name: "ux_crossing_outbox_number",
                schema: "hub",
                table: "crossing_outbox",
                columns: new[] { "retailer_id", "stream", "number" },
                unique: true,
                filter: "number is not null");

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

            migrationBuilder.CreateIndex(
                name: "ix_process_candidate_list",
                schema: "hub",
                table: "process_candidate",
                columns: new[] { "retailer_id", "role", "due_order", "opened_at", "instance_id", "token" },
                filter: "held = 0");

            migrationBuilder.CreateIndex(
                name: "ix_process_instance_caller",
                schema: "hub",
                table: "process_instance",
                columns: new[] { "retailer_id", "caller_id" },
                filter: "caller_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_process_instance_incidents",
                schema: "hub",
                table: "process_instance",
                columns: new[] { "retailer_id", "started_at", "id" },
                filter: "incidents > 0");

            migrationBuilder.CreateIndex(
                name: "ix_process_instance_key",
                schema: "hub",
                table: "process_instance",
                columns: new[] { "retailer_id", "business_key", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_process_instance_started",
                schema: "hub",
                table: "process_instance",
                columns: new[] { "retailer_id", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_process_message_free",
                schema: "hub",
                table: "process_message",
                columns: new[] { "retailer_id", "name", "key", "seq" },
                filter: "is_free = 1");

            migrationBuilder.CreateIndex(
                name: "ux_process_message_id",
                schema: "hub",
                table: "process_message",
                columns: new[] { "retailer_id", "id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_process_notice_at",
                schema: "hub",
                table: "process_notice",
                columns: new[] { "retailer_id", "at", "notice_id" });

            migrationBuilder.CreateIndex(
                name: "ix_process_notice_recipient",
                schema: "hub",
                table: "process_notice",
                columns: new[] { "retailer_id", "recipient", "at", "notice_id" });

            migrationBuilder.CreateIndex(
                name: "ux_process_notice_id",
                schema: "hub",
                table: "process_notice",
                columns: new[] { "retailer_id", "id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_process_subscription_open",
                schema: "hub",
                table: "process_subscription",
                columns: new[] { "retailer_id", "name", "key", "seq" },
                filter: "message_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_process_task_holder",
                schema: "hub",
                table: "process_task",
                columns: new[] { "retailer_id", "claimed_by", "due_order", "opened_at", "instance_id", "token" },
                filter: "claimed_by is not null");

            migrationBuilder.CreateIndex(
                name: "ix_process_task_order",
                schema: "hub",
                table: "process_task",
                columns: new[] { "retailer_id", "due_order", "opened_at", "instance_id", "token" });

            migrationBuilder.CreateIndex(
                name: "ux_process_task_id",
                schema: "hub",
                table: "process_task",
                columns: new[] { "retailer_id", "id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_process_work_claim",
                schema: "hub",
                table: "process_work",
                columns: new[] { "retailer_id", "claimable_at", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_process_work_instance",
                schema: "hub",
                table: "process_work",
                columns: new[] { "retailer_id", "instance_id", "kind", "number" });

            migrationBuilder.CreateIndex(
                name: "ux_reading_block_key",
                schema: "hub",
                table: "reading_block",
                columns: new[] { "retailer_id", "month", "account_key", "channel", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_session_open",
                schema: "hub",
                table: "session",
                columns: new[] { "retailer_id", "account_id" },
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ux_session_token",
                schema: "hub",
                table: "session",
                columns: new[] { "retailer_id", "token_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_session_code_session",
                schema: "hub",
                table: "session_code",
                columns: new[] { "retailer_id", "session_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "account_certificate",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "archive",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "archive_alias",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "archive_chunk",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "archive_hold",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "archive_progress",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "attempt",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "business_record",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "crossing_inbox",
                schema: "customer");

            migrationBuilder.DropTable(
                name: "crossing_inbox",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "crossing_outbox",
                schema: "customer");

            migrationBuilder.DropTable(
                name: "crossing_outbox",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "crossing_stream",
                schema: "customer");

            migrationBuilder.DropTable(
                name: "crossing_stream",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "data_key",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "event",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "exchange_key",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "inbound_exchange",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "key_work",
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
                name: "process_candidate",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "process_definition",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "process_instance",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "process_message",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "process_notice",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "process_subscription",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "process_task",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "process_work",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "pull_cursor",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "reading_block",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "registered_document",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "session",
                schema: "hub");

            migrationBuilder.DropTable(
                name: "session_code",
                schema: "hub");
        }
    }
}
