using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Measuring;

/// <summary>
/// The database without the engine: the rows that a process of so many steps writes, in as many transactions, on plain tables with the same keys. What the
/// engine does on top is held against it.
/// </summary>
/// <remarks>For measuring only, on a store that is thrown away.</remarks>
public sealed class ProcessFloor
{
    private readonly PostgresStore _store;

    /// <exception cref="ArgumentException">The store is none of PostgreSQL.</exception>
    public ProcessFloor(HubStore store) => _store = store as PostgresStore ?? throw new ArgumentException("Only a store on PostgreSQL is measured.", nameof(store));

    /// <summary>Makes the plain tables.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => _store.AdministerAsync(
        $"""
        create schema if not exists bench;
        create table if not exists bench.instance (id uuid primary key, revision bigint not null, state text not null) with (fillfactor = 70);
        create table if not exists bench.work (id uuid primary key, instance_id uuid not null, data text not null, claimable_at timestamptz not null, fence integer not null);
        create index if not exists ix_bench_work on bench.work (claimable_at);
        create table if not exists bench.event (id uuid primary key, instance_id uuid not null, data text not null);
        create index if not exists ix_bench_event on bench.event (instance_id);
        grant usage on schema bench to {Roles.Company};
        grant select, insert, update, delete on bench.instance, bench.work, bench.event to {Roles.Company}
        """,
        cancellationToken);

    /// <summary>Opens so many tasks, all for one role, as rows of instances that wait in the node <paramref name="node"/>.</summary>
    public Task OpenTasksAsync(int tasks, string process, string node, string role, CancellationToken cancellationToken) => _store.AdministerAsync(
        $$"""
        with made as (
            insert into hub.process_instance (retailer_id, id, process, version, revision, status, business_key, state, completers, incidents, started_at)
            select 1, gen_random_uuid(), '{{process}}', 1, 1, 1, 'B-' || n, '', '{}', 0, now() from generate_series(1, {{tasks}}) n returning id, business_key),
        opened as (
            insert into hub.process_task (retailer_id, instance_id, token, process, version, node, name, business_key, inputs, priority, due_order, opened_at, id)
            select 1, id, 2, '{{process}}', 1, '{{node}}', 'Check', business_key, '', 50, now() + (random() * 1000000) * interval '1 second', now(), gen_random_uuid() from made
            returning instance_id, due_order, opened_at)
        insert into hub.process_candidate (retailer_id, instance_id, token, role, since, due_order, opened_at, held)
        select 1, instance_id, 2, '{{role}}', opened_at, due_order, opened_at, false from opened;
        analyze hub.process_instance, hub.process_task, hub.process_candidate
        """,
        cancellationToken);

    /// <summary>Runs one instance: a transaction for its start, and for each step one that waits for the disk and a claim that does not.</summary>
    public async Task RunAsync(int steps, string state, string data, string entry, CancellationToken cancellationToken)
    {
        var (id, work) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await ExecuteAsync(
            _store.Commits,
            cancellationToken,
            ("insert into bench.instance (id, revision, state) values ($1, 1, $2)", parameters => parameters.Uuid(id).Text(state)),
            Add(work, id, data),
            Entry(id, entry));
        for (var step = 1; step <= steps; step++)
        {
            var (done, next) = (work, Guid.CreateVersion7());
            await ExecuteAsync(
                _store.ArchivePool, cancellationToken, ("update bench.work set claimable_at = now() + interval '2 minutes', fence = fence + 1 where id = $1", parameters => parameters.Uuid(done)));
            var revision = step + 1;
            (string, Action<NpgsqlParameterCollection>)[] commit =
            [
                ("update bench.instance set revision = $2, state = $3 where id = $1 and revision = $2 - 1", parameters => parameters.Uuid(id).Long(revision).Text(state)),
                ("delete from bench.work where id = $1 and fence = 1", parameters => parameters.Uuid(done)),
                .. step < steps ? [Add(next, id, data)] : ((string, Action<NpgsqlParameterCollection>)[])[],
                Entry(id, entry),
            ];
            await ExecuteAsync(_store.Commits, cancellationToken, commit);
            work = next;
        }
    }

    private static (string, Action<NpgsqlParameterCollection>) Add(Guid work, Guid instance, string data) =>
        ("insert into bench.work (id, instance_id, data, claimable_at, fence) values ($1, $2, $3, now(), 0)", parameters => parameters.Uuid(work).Uuid(instance).Text(data));

    private static (string, Action<NpgsqlParameterCollection>) Entry(Guid instance, string entry) =>
        ("insert into bench.event (id, instance_id, data) values ($1, $2, $3)", parameters => parameters.Uuid(Guid.CreateVersion7()).Uuid(instance).Text(entry));

    private static async Task ExecuteAsync(ScopedPool pool, CancellationToken cancellationToken, params (string Sql, Action<NpgsqlParameterCollection> Fill)[] statements)
    {
        await using var batch = pool.Source.CreateBatch();
        foreach (var (sql, fill) in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            fill(command.Parameters);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
