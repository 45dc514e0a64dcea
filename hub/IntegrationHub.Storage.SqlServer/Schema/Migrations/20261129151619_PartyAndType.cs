using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IntegrationHub.Storage.SqlServer.Schema.Migrations
{
    /// <inheritdoc />
    public partial class PartyAndType : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_outbound_party_type",
                schema: "hub",
                table: "outbound_exchange",
                columns: new[] { "retailer_id", "party_id", "type", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_inbound_party_type",
                schema: "hub",
                table: "inbound_exchange",
                columns: new[] { "retailer_id", "party_id", "type", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_outbound_party_type",
                schema: "hub",
                table: "outbound_exchange");

            migrationBuilder.DropIndex(
                name: "ix_inbound_party_type",
                schema: "hub",
                table: "inbound_exchange");
        }
    }
}
