using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.SqlServer.Schema.Migrations;

/// <summary>
/// Background work locks rows by thousands: a page of removal, the places of a batch of events, claims of a dead hub. From 5,000 on the server would lock the
/// whole table instead, and everybody who stores would wait for it.
/// </summary>
[DbContext(typeof(SqlServerContext))]
[Migration("20261129023200_RowLocks")]
public sealed class RowLocks : Migration
{
    private static readonly string[] Tables =
        ["hub.archive", "hub.archive_alias", "hub.archive_chunk", "hub.event", "hub.mailbox_entry", "hub.notification", "hub.outbound_exchange", "hub.process_work"];

    protected override void Up(MigrationBuilder migrationBuilder) => Set(migrationBuilder, "disable");

    protected override void Down(MigrationBuilder migrationBuilder) => Set(migrationBuilder, "table");

    private static void Set(MigrationBuilder migrationBuilder, string escalation)
    {
        foreach (var table in Tables)
            migrationBuilder.Sql($"alter table {table} set (lock_escalation = {escalation});");
    }
}
