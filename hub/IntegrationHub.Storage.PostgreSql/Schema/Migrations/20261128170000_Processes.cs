using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.PostgreSql.Schema.Migrations;

/// <summary>Running processes: definitions, instances, tasks with their candidates, work to be done, subscriptions, messages, notices.</summary>
/// <remarks>Their history is in <c>hub.event</c>, as everybody's: one entry and leaf per step.</remarks>
[DbContext(typeof(PostgresContext))]
[Migration("20261128170000_Processes")]
public sealed class Processes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table hub.process_definition (
            retailer_id integer not null, process text not null, version integer not null, digest text not null, file bytea not null,
            deployed_at timestamptz not null, deployed_by text not null,
            constraint pk_process_definition primary key (retailer_id, process, version));

        create table hub.process_instance (
            retailer_id integer not null, id uuid not null, process text not null, version integer not null, revision bigint not null, status smallint not null,
            business_key text not null, state text not null, completers text not null, incidents integer not null, caller_id uuid, caller_token integer,
            started_at timestamptz not null,
            constraint pk_process_instance primary key (retailer_id, id)) with (fillfactor = 70);
        -- Lists, newest first; cases by what they are known by; what waits for an operator; what an instance called.
        create index ix_process_instance_started on hub.process_instance (retailer_id, started_at, id);
        create index ix_process_instance_key on hub.process_instance (retailer_id, business_key, started_at, id);
        create index ix_process_instance_incidents on hub.process_instance (retailer_id, started_at, id) where incidents > 0;
        create index ix_process_instance_caller on hub.process_instance (retailer_id, caller_id) where caller_id is not null;

        create table hub.process_task (
            retailer_id integer not null, instance_id uuid not null, token integer not null, process text not null, version integer not null, node text not null,
            name text not null, business_key text not null, inputs text not null, priority integer not null, due_order timestamptz not null,
            opened_at timestamptz not null, claimed_by text,
            constraint pk_process_task primary key (retailer_id, instance_id, token));
        create index ix_process_task_order on hub.process_task (retailer_id, due_order, opened_at, instance_id, token);
        create index ix_process_task_holder on hub.process_task (retailer_id, claimed_by, due_order, opened_at, instance_id, token) where claimed_by is not null;

        -- One row for each role that may do a task: a list is read from the index in its order, however many tasks others have.
        create table hub.process_candidate (
            retailer_id integer not null, instance_id uuid not null, token integer not null, role text not null, since timestamptz not null,
            due_order timestamptz not null, opened_at timestamptz not null, held boolean not null,
            constraint pk_process_candidate primary key (retailer_id, instance_id, token, role));
        create index ix_process_candidate_list on hub.process_candidate (retailer_id, role, due_order, opened_at, instance_id, token) where not held;

        create table hub.process_work (
            retailer_id integer not null, id uuid not null, seq bigint generated always as identity, instance_id uuid not null, kind smallint not null,
            number integer not null, attempt integer not null, name text not null, data text not null, due timestamptz not null,
            claimable_at timestamptz not null, claimed_by text, fence integer not null,
            constraint pk_process_work primary key (retailer_id, id));
        create index ix_process_work_claim on hub.process_work (retailer_id, claimable_at, seq);
        create index ix_process_work_instance on hub.process_work (retailer_id, instance_id, kind, number);
        alter table hub.process_work set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
            autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000);

        create table hub.process_subscription (
            retailer_id integer not null, instance_id uuid not null, wait integer not null, seq bigint generated always as identity, is_signal boolean not null,
            name text not null, key text not null, message_id text,
            constraint pk_process_subscription primary key (retailer_id, instance_id, wait));
        create index ix_process_subscription_open on hub.process_subscription (retailer_id, name, key, seq) where message_id is null;

        create table hub.process_message (
            retailer_id integer not null, id text not null, seq bigint generated always as identity, name text not null, key text not null, payload text not null,
            received_at timestamptz not null, is_free boolean not null,
            constraint pk_process_message primary key (retailer_id, id));
        create index ix_process_message_free on hub.process_message (retailer_id, name, key, seq) where is_free;

        create table hub.process_notice (
            retailer_id integer not null, id text not null, channel smallint not null, recipient text not null, is_role boolean not null, kind text not null,
            text text not null, instance_id uuid, token integer, at timestamptz not null,
            constraint pk_process_notice primary key (retailer_id, id));
        create index ix_process_notice_at on hub.process_notice (retailer_id, at, id);
        create index ix_process_notice_recipient on hub.process_notice (retailer_id, recipient, at, id);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        drop table hub.process_definition, hub.process_instance, hub.process_task, hub.process_candidate, hub.process_work, hub.process_subscription,
            hub.process_message, hub.process_notice;
        """);
}
