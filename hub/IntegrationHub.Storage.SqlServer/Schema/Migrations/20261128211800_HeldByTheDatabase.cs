using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.SqlServer.Schema.Migrations;

/// <summary>
/// What the hub checks before it writes is held by the database, too, against whoever writes with a login of the hub and without the hub: bounds
/// of what crosses, and the name of an archived content.
/// </summary>
/// <remarks>The rules of PostgreSQL's migration of the same name; lengths are octets of UTF-16 here, twice those there.</remarks>
[DbContext(typeof(SqlServerContext))]
[Migration("20261128211800_HeldByTheDatabase")]
public sealed class HeldByTheDatabase : Migration
{
    private static readonly string[] Schemas = ["hub", "customer"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var schema in Schemas)
        {
            migrationBuilder.Sql(
                $"""
                alter table {schema}.crossing_outbox add
                    constraint ck_crossing_outbox_bounds check (
                        datalength(stream) between 2 and 128 and datalength(kind) between 2 and 128 and version >= 1
                        and datalength(payload) <= 524288 and at between '2000-01-01' and '9000-01-01'),
                    constraint ck_crossing_outbox_subject check (stream <> N'requests' or subject is not null),
                    constraint ck_crossing_outbox_number check (number >= 1);
                """);
            migrationBuilder.Sql(
                $"""
                alter table {schema}.crossing_stream add
                    constraint ck_crossing_stream_cursors check (numbered_to >= 0 and confirmed_to >= 0 and received_to >= 0);
                """);
        }

        // A trigger stands alone in its batch, which the condition of a script is not.
        migrationBuilder.Sql(
            """
            exec(N'create trigger hub.keep_name on hub.archive after update as
            begin
                set nocount on;
                if update(name) and exists (
                    select 1 from inserted as n join deleted as o on o.retailer_id = n.retailer_id and o.id = n.id
                    where n.name is not null and (o.name is null or o.name <> n.name))
                    throw 50010, N''An archived content keeps its name until it is removed.'', 1;
            end;');
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("drop trigger hub.keep_name;");
        foreach (var schema in Schemas)
        {
            migrationBuilder.Sql($"alter table {schema}.crossing_stream drop constraint ck_crossing_stream_cursors;");
            migrationBuilder.Sql($"alter table {schema}.crossing_outbox drop constraint ck_crossing_outbox_bounds, ck_crossing_outbox_subject, ck_crossing_outbox_number;");
        }
    }
}
