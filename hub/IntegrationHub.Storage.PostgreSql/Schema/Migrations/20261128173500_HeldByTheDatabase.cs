using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.PostgreSql.Schema.Migrations;

/// <summary>
/// What the hub checks before it writes is held by the database, too, against whoever writes with a login of the hub and without the hub: bounds
/// of what crosses, and the name of an archived content.
/// </summary>
/// <remarks>Rows that are there already are not looked at: what breaks the rules among them does not cross, and does not keep the hub from starting.</remarks>
[DbContext(typeof(PostgresContext))]
[Migration("20261128173500_HeldByTheDatabase")]
public sealed class HeldByTheDatabase : Migration
{
    private static readonly string[] Schemas = ["hub", "customer"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var schema in Schemas)
        {
            migrationBuilder.Sql(
                $"""
                alter table {schema}.crossing_outbox
                    add constraint ck_crossing_outbox_bounds check (
                        octet_length(stream) between 1 and 64 and octet_length(kind) between 1 and 64 and version >= 1
                        and octet_length(payload) <= 262144 and at between '2000-01-01 00:00:00+00' and '9000-01-01 00:00:00+00') not valid,
                    add constraint ck_crossing_outbox_subject check (stream <> 'requests' or subject is not null) not valid,
                    add constraint ck_crossing_outbox_number check (number >= 1) not valid;
                alter table {schema}.crossing_stream
                    add constraint ck_crossing_stream_cursors check (numbered_to >= 0 and confirmed_to >= 0 and received_to >= 0) not valid;
                """);
        }

        migrationBuilder.Sql(
            """
            create function hub.refuse_archive_name() returns trigger language plpgsql as $$ begin
                raise exception 'an archived content keeps its name until it is removed' using errcode = 'insufficient_privilege';
            end $$;
            create trigger keep_name before update of name on hub.archive for each row
                when (new.name is not null and new.name is distinct from old.name) execute function hub.refuse_archive_name();
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("drop trigger keep_name on hub.archive; drop function hub.refuse_archive_name()");
        foreach (var schema in Schemas)
        {
            migrationBuilder.Sql(
                $"""
                alter table {schema}.crossing_outbox
                    drop constraint ck_crossing_outbox_bounds, drop constraint ck_crossing_outbox_subject, drop constraint ck_crossing_outbox_number;
                alter table {schema}.crossing_stream drop constraint ck_crossing_stream_cursors;
                """);
        }
    }
}
