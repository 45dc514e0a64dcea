using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.PostgreSql.Schema.Migrations;

/// <summary>Persons of the company, their certificates and sessions, codes by SMS, and counters of attempts.</summary>
[DbContext(typeof(PostgresContext))]
[Migration("20261128163350_Accounts")]
public sealed class Accounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "account",
            schema: "hub",
            columns: table => new
            {
                retailer_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<Guid>(type: "uuid", nullable: false),
                name = table.Column<string>(type: "text", nullable: false),
                @class = table.Column<short>(name: "class", type: "smallint", nullable: false),
                roles = table.Column<string>(type: "text", nullable: false),
                person = table.Column<byte[]>(type: "bytea", nullable: false),
                password_hash = table.Column<string>(type: "text", nullable: false),
                password_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                disabled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                version = table.Column<int>(type: "integer", nullable: false)
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
                retailer_id = table.Column<int>(type: "integer", nullable: false),
                issuer_key = table.Column<string>(type: "text", nullable: false),
                subject_key = table.Column<string>(type: "text", nullable: false),
                account_id = table.Column<Guid>(type: "uuid", nullable: false),
                bound_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_account_certificate", x => new { x.retailer_id, x.issuer_key, x.subject_key });
            });

        migrationBuilder.CreateTable(
            name: "attempt",
            schema: "hub",
            columns: table => new
            {
                retailer_id = table.Column<int>(type: "integer", nullable: false),
                subject = table.Column<byte[]>(type: "bytea", nullable: false),
                since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                count = table.Column<int>(type: "integer", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_attempt", x => new { x.retailer_id, x.subject });
            });

        migrationBuilder.CreateTable(
            name: "session",
            schema: "hub",
            columns: table => new
            {
                retailer_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<Guid>(type: "uuid", nullable: false),
                token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                account_id = table.Column<Guid>(type: "uuid", nullable: false),
                door = table.Column<short>(type: "smallint", nullable: false),
                thumbprint = table.Column<string>(type: "text", nullable: true),
                is_complete = table.Column<bool>(type: "boolean", nullable: false),
                begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                address = table.Column<string>(type: "text", nullable: false),
                agent = table.Column<string>(type: "text", nullable: false)
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
                retailer_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<Guid>(type: "uuid", nullable: false),
                session_id = table.Column<Guid>(type: "uuid", nullable: false),
                purpose = table.Column<short>(type: "smallint", nullable: false),
                hash = table.Column<byte[]>(type: "bytea", nullable: false),
                sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                attempts = table.Column<short>(type: "smallint", nullable: false),
                used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
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

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "account",
            schema: "hub");

        migrationBuilder.DropTable(
            name: "account_certificate",
            schema: "hub");

        migrationBuilder.DropTable(
            name: "attempt",
            schema: "hub");

        migrationBuilder.DropTable(
            name: "session",
            schema: "hub");

        migrationBuilder.DropTable(
            name: "session_code",
            schema: "hub");
    }
}
