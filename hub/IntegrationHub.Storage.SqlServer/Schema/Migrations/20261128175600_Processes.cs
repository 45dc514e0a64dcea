using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.SqlServer.Schema.Migrations;

/// <summary>Running processes: definitions, instances, tasks with their candidates, work to be done, subscriptions, messages, notices.</summary>
/// <remarks>The tables of PostgreSQL's migration of the same name, in this server's types.</remarks>
[DbContext(typeof(SqlServerContext))]
[Migration("20261128175600_Processes")]
public sealed class Processes : Migration
{
    private const string Short = "nvarchar(100) collate Latin1_General_100_BIN2";
    private const string Name = "nvarchar(200) collate Latin1_General_100_BIN2";
    private const string Long = "nvarchar(max) collate Latin1_General_100_BIN2";

    private static readonly string[] Ups =
    [
        $"""
        create table hub.process_definition (
            retailer_id int not null, process {Name} not null, version int not null, digest {Short} not null, [file] varbinary(max) not null,
            deployed_at datetime2(7) not null, deployed_by {Name} not null,
            constraint pk_process_definition primary key (retailer_id, process, version));
        """,
        $"""
        create table hub.process_instance (
            retailer_id int not null, id binary(16) not null, process {Name} not null, version int not null, revision bigint not null, status smallint not null,
            business_key {Name} not null, state {Long} not null, completers {Long} not null, incidents int not null, caller_id binary(16) null, caller_token int null,
            started_at datetime2(7) not null,
            constraint pk_process_instance primary key (retailer_id, id));
        """,
        "create index ix_process_instance_started on hub.process_instance (retailer_id, started_at, id);",
        "create index ix_process_instance_key on hub.process_instance (retailer_id, business_key, started_at, id);",
        "create index ix_process_instance_incidents on hub.process_instance (retailer_id, started_at, id) where incidents > 0;",
        "create index ix_process_instance_caller on hub.process_instance (retailer_id, caller_id) where caller_id is not null;",
        $"""
        create table hub.process_task (
            retailer_id int not null, instance_id binary(16) not null, token int not null, process {Name} not null, version int not null, node {Name} not null,
            name {Name} not null, business_key {Name} not null, inputs {Long} not null, priority int not null, due_order datetime2(7) not null,
            opened_at datetime2(7) not null, claimed_by {Name} null,
            constraint pk_process_task primary key (retailer_id, instance_id, token));
        """,
        "create index ix_process_task_order on hub.process_task (retailer_id, due_order, opened_at, instance_id, token);",
        "create index ix_process_task_holder on hub.process_task (retailer_id, claimed_by, due_order, opened_at, instance_id, token) where claimed_by is not null;",
        $"""
        create table hub.process_candidate (
            retailer_id int not null, instance_id binary(16) not null, token int not null, role {Short} not null, since datetime2(7) not null,
            due_order datetime2(7) not null, opened_at datetime2(7) not null, held bit not null,
            constraint pk_process_candidate primary key (retailer_id, instance_id, token, role));
        """,
        "create index ix_process_candidate_list on hub.process_candidate (retailer_id, role, due_order, opened_at, instance_id, token) where held = 0;",
        $"""
        create table hub.process_work (
            retailer_id int not null, id binary(16) not null, seq bigint not null identity(1, 1), instance_id binary(16) not null, kind smallint not null,
            number int not null, attempt int not null, name {Name} not null, data {Long} not null, due datetime2(7) not null,
            claimable_at datetime2(7) not null, claimed_by {Name} null, fence int not null,
            constraint pk_process_work primary key (retailer_id, id));
        """,
        "create index ix_process_work_claim on hub.process_work (retailer_id, claimable_at, seq);",
        "create index ix_process_work_instance on hub.process_work (retailer_id, instance_id, kind, number);",
        $"""
        create table hub.process_subscription (
            retailer_id int not null, instance_id binary(16) not null, wait int not null, seq bigint not null identity(1, 1), is_signal bit not null,
            name {Name} not null, [key] {Name} not null, message_id {Name} null,
            constraint pk_process_subscription primary key (retailer_id, instance_id, wait));
        """,
        "create index ix_process_subscription_open on hub.process_subscription (retailer_id, name, [key], seq) where message_id is null;",
        $"""
        create table hub.process_message (
            retailer_id int not null, id {Name} not null, seq bigint not null identity(1, 1), name {Name} not null, [key] {Name} not null, payload {Long} not null,
            received_at datetime2(7) not null, is_free bit not null,
            constraint pk_process_message primary key (retailer_id, id));
        """,
        "create index ix_process_message_free on hub.process_message (retailer_id, name, [key], seq) where is_free = 1;",
        $"""
        create table hub.process_notice (
            retailer_id int not null, id {Name} not null, channel smallint not null, recipient {Name} not null, is_role bit not null, kind {Short} not null,
            text {Long} not null, instance_id binary(16) null, token int null, at datetime2(7) not null,
            constraint pk_process_notice primary key (retailer_id, id));
        """,
        "create index ix_process_notice_at on hub.process_notice (retailer_id, at, id);",
        "create index ix_process_notice_recipient on hub.process_notice (retailer_id, recipient, at, id);",
    ];

    private static readonly string[] Tables =
        ["definition", "instance", "task", "candidate", "work", "subscription", "message", "notice"];

    /// <summary>One statement each: a script for an administrator wraps every one in its own condition.</summary>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var statement in Ups)
            migrationBuilder.Sql(statement);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in Tables)
            migrationBuilder.Sql($"drop table hub.process_{table};");
    }
}
