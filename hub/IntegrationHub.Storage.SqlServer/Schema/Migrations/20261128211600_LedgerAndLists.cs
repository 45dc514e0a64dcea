using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.SqlServer.Schema.Migrations;

/// <summary>The ledger's own tables, which belong to no retailer, and the types of the lists that statements take.</summary>
[DbContext(typeof(SqlServerContext))]
[Migration("20261128211600_LedgerAndLists")]
public sealed class LedgerAndLists : Migration
{
    private const string Text = "collate Latin1_General_100_BIN2";

    /// <summary>SHA-256 of nothing: the root of the empty tree.</summary>
    private const string EmptyRoot = "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>One statement each: a script for an administrator wraps every one in its own condition, and a schema must stand alone.</summary>
    private static readonly string[] Ups =
    [
        "exec(N'create schema ledger');",

        // One row. The epoch fences: whoever acquires the lease makes every earlier holder's writes fail.
        $"""
        create table ledger.head (
            one bit not null constraint df_head_one default 1 constraint pk_head primary key constraint ck_head_one check (one = 1),
            size bigint not null, root binary(32) not null,
            epoch bigint not null, owner nvarchar(200) {Text} not null, lease_until datetime2(7) not null);
        """,
        $"insert into ledger.head (size, root, epoch, owner, lease_until) values (0, {EmptyRoot}, 0, N'', '0001-01-01');",
        "create table ledger.tile (level int not null, [index] bigint not null, hashes varbinary(max) not null, constraint pk_tile primary key (level, [index]));",
        $"""
        create table ledger.[checkpoint] (
            size bigint not null constraint pk_checkpoint primary key, note varbinary(max) not null, [timestamp] varbinary(max) null,
            authority nvarchar(400) {Text} null, stamped_at datetime2(7) null,
            ends_at datetime2(7) null, digest_oid nvarchar(100) {Text} null, renewing bigint null);
        """,
        "create index ix_checkpoint_stamped on ledger.[checkpoint] (size) where stamped_at is not null;",
        "create index ix_checkpoint_ends on ledger.[checkpoint] (ends_at) include (renewing, digest_oid) where ends_at is not null and renewing is null;",
        $"""
        create table ledger.renewal (
            id bigint not null identity(1, 1) constraint pk_renewal primary key,
            list varbinary(max) not null, outlive datetime2(7) not null,
            token varbinary(max) null, authority nvarchar(400) {Text} null, stamped_at datetime2(7) null);
        """,
        """
        create table ledger.renewed (
            checkpoint_size bigint not null constraint fk_renewed_checkpoint references ledger.[checkpoint] (size),
            renewal_id bigint not null constraint fk_renewed_renewal references ledger.renewal (id),
            constraint pk_renewed primary key (checkpoint_size, renewal_id));
        """,
        $"""
        create table ledger.timestamp_queue (
            id bigint not null identity(1, 1) constraint pk_timestamp_queue primary key,
            purpose smallint not null,
            checkpoint_size bigint null constraint fk_timestamp_queue_checkpoint references ledger.[checkpoint] (size),
            renewal_id bigint null constraint fk_timestamp_queue_renewal references ledger.renewal (id),
            digest binary(32) null, data varbinary(max) null,
            since datetime2(7) not null, claimable_at datetime2(7) null, claimed_by nvarchar(200) {Text} null,
            fence bigint not null constraint df_timestamp_queue_fence default 0,
            tries int not null constraint df_timestamp_queue_tries default 0, problem nvarchar(2000) {Text} null,
            token varbinary(max) null, authority nvarchar(400) {Text} null, stamped_at datetime2(7) null,
            constraint ck_timestamp_queue_one check (
                iif(checkpoint_size is null, 0, 1) + iif(renewal_id is null, 0, 1) + iif(digest is null, 0, 1) = 1));
        """,
        // A unique key of SQL Server holds one null only: uniqueness is asked of what is there.
        "create unique index ux_timestamp_queue_checkpoint on ledger.timestamp_queue (checkpoint_size) where checkpoint_size is not null;",
        "create unique index ux_timestamp_queue_renewal on ledger.timestamp_queue (renewal_id) where renewal_id is not null;",
        "create unique index ux_timestamp_queue_digest on ledger.timestamp_queue (purpose, digest) where digest is not null;",
        "create index ix_timestamp_queue_claim on ledger.timestamp_queue (claimable_at) where claimable_at is not null;",

        "create unique index ux_event_position on hub.event (position) where position is not null;",
        "create index ix_event_unsequenced on hub.event (id) where position is null;",

        $"""
        create type hub.event_list as table (
            id binary(16) not null, at datetime2(7) not null, kind nvarchar(100) {Text} not null, exchange_id binary(16) null, party_id binary(16) null,
            actor nvarchar(400) {Text} not null, data varbinary(max) not null, salt binary(16) not null, digest binary(32) not null);
        """,
        CrossingList("hub"),
        CrossingList("customer"),
        "create type hub.id_list as table (id binary(16) not null primary key);",
        "create type hub.number_list as table (number bigint not null primary key);",
        $"create type hub.search_key_list as table (kind smallint not null, value nvarchar(400) {Text} not null, sealed varbinary(max) null, primary key (kind, value));",
        $"create type hub.text_list as table (value nvarchar(400) {Text} not null primary key);",
        "create type ledger.place_list as table (id binary(16) not null primary key, position bigint not null);",
        "create type ledger.tile_list as table (level int not null, [index] bigint not null, hashes varbinary(max) not null, primary key (level, [index]));",
    ];

    private static readonly string[] Downs =
    [
        "drop type ledger.tile_list;", "drop type ledger.place_list;", "drop type hub.text_list;", "drop type hub.search_key_list;", "drop type hub.crossing_list;", "drop type customer.crossing_list;", "drop type hub.number_list;", "drop type hub.id_list;",
        "drop type hub.event_list;", "drop index ix_event_unsequenced on hub.event;", "drop index ux_event_position on hub.event;",
        "drop table ledger.timestamp_queue;", "drop table ledger.renewed;", "drop table ledger.renewal;", "drop table ledger.[checkpoint];", "drop table ledger.tile;",
        "drop table ledger.head;", "exec(N'drop schema ledger');",
    ];

    protected override void Up(MigrationBuilder migrationBuilder) => Run(migrationBuilder, Ups);

    protected override void Down(MigrationBuilder migrationBuilder) => Run(migrationBuilder, Downs);

    /// <summary>Each side has its own: neither has a right on a type of the other.</summary>
    private static string CrossingList(string schema) =>
        $"""
        create type {schema}.crossing_list as table (
            number bigint not null, id binary(16) not null primary key, subject binary(16) null, kind nvarchar(100) {Text} not null, version int not null,
            payload nvarchar(max) {Text} not null, at datetime2(7) not null);
        """;

    private static void Run(MigrationBuilder migrationBuilder, string[] statements)
    {
        foreach (var statement in statements)
            migrationBuilder.Sql(statement);
    }
}
