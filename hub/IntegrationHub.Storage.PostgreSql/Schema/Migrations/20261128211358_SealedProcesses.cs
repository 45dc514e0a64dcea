using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.PostgreSql.Schema.Migrations;

/// <summary>
/// Variables of processes become octets to be sealed, and what had a name of somebody else's choice gets an id, which sealed values are bound to. Values
/// that are there already stay as they are for now: the work that is begun here seals them in the background.
/// </summary>
[DbContext(typeof(PostgresContext))]
[Migration("20261128211358_SealedProcesses")]
public sealed class SealedProcesses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table hub.process_instance alter column state type bytea using convert_to(state, 'UTF8');
        alter table hub.process_task alter column inputs type bytea using convert_to(inputs, 'UTF8'), add column id uuid not null default gen_random_uuid();
        alter table hub.process_work alter column data type bytea using convert_to(data, 'UTF8'), add column message_id text;
        alter table hub.process_message rename column id to message_id;
        alter table hub.process_message alter column payload type bytea using convert_to(payload, 'UTF8'), add column id uuid not null default gen_random_uuid();
        alter table hub.process_notice rename column id to notice_id;
        alter table hub.process_notice alter column text type bytea using convert_to(text, 'UTF8'), add column id uuid not null default gen_random_uuid();

        -- The hub makes ids: a value is sealed for its row before there is one.
        alter table hub.process_task alter column id drop default;
        alter table hub.process_message alter column id drop default;
        alter table hub.process_notice alter column id drop default;
        create unique index ux_process_task_id on hub.process_task (retailer_id, id);
        create unique index ux_process_message_id on hub.process_message (retailer_id, id);
        create unique index ux_process_notice_id on hub.process_notice (retailer_id, id);

        -- Nothing is won by packing what is sealed.
        alter table hub.process_instance alter column state set storage external;
        alter table hub.process_task alter column inputs set storage external;
        alter table hub.process_work alter column data set storage external;
        alter table hub.process_message alter column payload set storage external;
        alter table hub.process_notice alter column text set storage external;

        insert into hub.key_work (retailer_id, name, seen, written, begun_at, claimable_at, fence, from_plaintext)
            select retailer_id, 'process_instance.state', 0, 0, now(), now(), 0, true from hub.process_instance group by retailer_id
            union all select retailer_id, 'process_task.inputs', 0, 0, now(), now(), 0, true from hub.process_task group by retailer_id
            union all select retailer_id, 'process_work.data', 0, 0, now(), now(), 0, true from hub.process_work group by retailer_id
            union all select retailer_id, 'process_message.payload', 0, 0, now(), now(), 0, true from hub.process_message group by retailer_id
            union all select retailer_id, 'process_notice.text', 0, 0, now(), now(), 0, true from hub.process_notice group by retailer_id;
        """);

    /// <summary>What was sealed since cannot be opened without the program: there is no way back.</summary>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Sealed values cannot go back into columns of text. Restore the backup of before the upgrade.");
}
