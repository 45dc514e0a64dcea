using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.PostgreSql.Schema.Migrations;

/// <summary>The ledger's own tables, in a schema of their own: they belong to no retailer, and nothing but the sequencer writes them.</summary>
[DbContext(typeof(PostgresContext))]
[Migration("20261121041000_Ledger")]
public sealed class Ledger : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create schema ledger;
        -- One row. The epoch fences: whoever acquires the lease makes every earlier holder's writes fail.
        create table ledger.head (
            one boolean primary key default true check (one),
            size bigint not null, root bytea not null,
            epoch bigint not null, owner text not null, lease_until timestamptz not null);
        -- The empty tree: SHA-256 of nothing.
        insert into ledger.head (size, root, epoch, owner, lease_until)
            values (0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, '', '-infinity');
        create table ledger.tile (level integer not null, index bigint not null, hashes bytea not null, primary key (level, index));
        alter table ledger.tile alter column hashes set storage external;
        create table ledger.checkpoint (size bigint primary key, note bytea not null, "timestamp" bytea);

        -- A place is given once.
        create unique index ux_event_position on hub.event (position) where position is not null;
        -- The sequencer's work: what has no place yet, oldest first. Empties itself.
        create index ix_event_unsequenced on hub.event (id) where position is null;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        drop index hub.ix_event_unsequenced;
        drop index hub.ux_event_position;
        drop schema ledger cascade;
        """);
}
