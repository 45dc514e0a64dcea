using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.PostgreSql.Schema.Migrations;

/// <summary>Entries of the ledger by who did them and by the party that they are about.</summary>
[DbContext(typeof(PostgresContext))]
[Migration("20261130015500_LedgerSearch")]
public sealed class LedgerSearch : Migration
{
    private static readonly string[] ByActor = ["retailer_id", "actor", "id"];
    private static readonly string[] ByParty = ["retailer_id", "party_id", "id"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex(name: "ix_event_actor", schema: "hub", table: "event", columns: ByActor, filter: "actor <> 'hub'");
        migrationBuilder.CreateIndex(name: "ix_event_party", schema: "hub", table: "event", columns: ByParty, filter: "party_id is not null");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(name: "ix_event_party", schema: "hub", table: "event");
        migrationBuilder.DropIndex(name: "ix_event_actor", schema: "hub", table: "event");
    }
}
