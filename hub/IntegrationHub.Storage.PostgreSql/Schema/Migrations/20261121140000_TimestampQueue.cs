using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.PostgreSql.Schema.Migrations;

/// <summary>What needs an RFC 3161 timestamp, and what carries timestamps on before they age out.</summary>
[DbContext(typeof(PostgresContext))]
[Migration("20261121140000_TimestampQueue")]
public sealed class TimestampQueue : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table ledger.checkpoint
            add column authority text, add column stamped_at timestamptz,
            -- Until when the newest timestamp counts, the algorithm of the oldest, and the renewal that is on its way.
            add column ends_at timestamptz, add column digest_oid text, add column renewing bigint;
        -- What dates an event: the first checkpoint with a timestamp that covers its position.
        create index ix_checkpoint_stamped on ledger.checkpoint (size) where "timestamp" is not null;
        create index ix_checkpoint_ends on ledger.checkpoint (ends_at) where ends_at is not null and renewing is null;

        create table ledger.renewal (
            id bigint generated always as identity primary key,
            list bytea not null, outlive timestamptz not null,
            token bytea, authority text, stamped_at timestamptz);
        create table ledger.renewed (
            checkpoint bigint not null references ledger.checkpoint, renewal bigint not null references ledger.renewal,
            primary key (checkpoint, renewal));

        -- Checkpoints and renewals go when their token is attached and kept outside; tokens for files stay for a while, to be fetched.
        create table ledger.timestamp_queue (
            id bigint generated always as identity primary key,
            use smallint not null,
            checkpoint bigint unique references ledger.checkpoint, renewal bigint unique references ledger.renewal, digest bytea, data bytea,
            since timestamptz not null, claimable_at timestamptz, claimed_by text, fence bigint not null default 0,
            tries integer not null default 0, problem text,
            token bytea, authority text, stamped_at timestamptz,
            unique (use, digest),
            check (num_nonnulls(checkpoint, renewal, digest) = 1));
        create index ix_timestamp_queue_claim on ledger.timestamp_queue (claimable_at) where claimable_at is not null;

        -- Checkpoints that were signed before: the newest one is worth a timestamp.
        insert into ledger.timestamp_queue (use, checkpoint, since, claimable_at)
            select 1, size, now(), now() from ledger.checkpoint where "timestamp" is null order by size desc limit 1;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        drop table ledger.timestamp_queue, ledger.renewed, ledger.renewal;
        drop index ledger.ix_checkpoint_stamped, ledger.ix_checkpoint_ends;
        alter table ledger.checkpoint drop column authority, drop column stamped_at, drop column ends_at, drop column digest_oid, drop column renewing;
        """);
}
