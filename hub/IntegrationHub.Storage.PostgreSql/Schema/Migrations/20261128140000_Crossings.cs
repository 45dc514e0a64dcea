using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.PostgreSql.Schema.Migrations;

/// <summary>What crosses between the company's and the customers' side: the same tables in the schema of each.</summary>
[DbContext(typeof(PostgresContext))]
[Migration("20261128140000_Crossings")]
public sealed class Crossings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("create schema customer;");
        foreach (var schema in (string[])["hub", "customer"])
        {
            migrationBuilder.Sql(
                $"""
                create table {schema}.crossing_outbox (
                    retailer_id integer not null, stream text not null, id uuid not null, subject uuid, kind text not null, version integer not null,
                    payload text not null, at timestamptz not null, number bigint,
                    constraint pk_{schema}_crossing_outbox primary key (retailer_id, stream, id));
                create unique index ux_crossing_outbox_number on {schema}.crossing_outbox (retailer_id, stream, number) where number is not null;
                create index ix_crossing_outbox_new on {schema}.crossing_outbox (retailer_id, stream, id) where number is null;

                create table {schema}.crossing_inbox (
                    retailer_id integer not null, stream text not null, id uuid not null, subject uuid, kind text not null, version integer not null,
                    payload text not null, at timestamptz not null, number bigint not null, received_at timestamptz not null,
                    constraint pk_{schema}_crossing_inbox primary key (retailer_id, stream, id));
                create unique index ux_crossing_inbox_number on {schema}.crossing_inbox (retailer_id, stream, number);

                create table {schema}.crossing_stream (
                    retailer_id integer not null, stream text not null, numbered_to bigint not null, confirmed_to bigint not null, received_to bigint not null,
                    constraint pk_{schema}_crossing_stream primary key (retailer_id, stream));
                """);
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        drop table hub.crossing_outbox, hub.crossing_inbox, hub.crossing_stream;
        drop schema customer cascade;
        """);
}
