using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.PostgreSql.Schema.Migrations;

/// <summary>
/// Tables of data keys and of the work on them; columns that hold sealed values become octets. Values that are there already stay as they are
/// for now: the work that is begun here seals them in the background.
/// </summary>
[DbContext(typeof(PostgresContext))]
[Migration("20261128150000_SealedValues")]
public sealed class SealedValues : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table hub.data_key (
            retailer_id integer not null, id uuid not null, purpose smallint not null, suite smallint not null,
            wrapped_by text not null, wrapped_by_version integer not null, wrapped bytea not null,
            created_at timestamptz not null, retired_at timestamptz, reserved bigint not null,
            constraint "PK_data_key" primary key (retailer_id, id));
        create table hub.key_work (
            retailer_id integer not null, name text not null, after uuid, seen bigint not null, written bigint not null,
            begun_at timestamptz not null, claimable_at timestamptz not null, finished_at timestamptz, fence bigint not null, from_plaintext boolean not null,
            constraint "PK_key_work" primary key (retailer_id, name));

        alter table hub.event alter column data type bytea using convert_to(data, 'UTF8');
        alter table hub.inbound_exchange alter column rejections type bytea using convert_to(rejections::text, 'UTF8');
        alter table hub.outbound_exchange alter column rejections type bytea using convert_to(rejections::text, 'UTF8');
        -- Nothing is won by packing what is sealed.
        alter table hub.event alter column data set storage external;
        alter table hub.inbound_exchange alter column rejections set storage external;
        alter table hub.outbound_exchange alter column rejections set storage external;

        insert into hub.key_work (retailer_id, name, seen, written, begun_at, claimable_at, fence, from_plaintext)
            select retailer_id, 'event.data', 0, 0, now(), now(), 0, true from hub.event group by retailer_id
            union all select retailer_id, 'inbound_exchange.rejections', 0, 0, now(), now(), 0, true from hub.inbound_exchange group by retailer_id
            union all select retailer_id, 'outbound_exchange.rejections', 0, 0, now(), now(), 0, true from hub.outbound_exchange group by retailer_id
            union all select retailer_id, 'registered_document.acknowledgement', 0, 0, now(), now(), 0, true from hub.registered_document group by retailer_id;
        """);

    /// <summary>What was sealed since cannot be opened without the program: there is no way back.</summary>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Sealed values cannot go back into columns of text. Restore the backup of before the upgrade.");
}
