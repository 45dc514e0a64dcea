using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Combining;
using IntegrationHub.Storage.PostgreSql.Isolation;
using IntegrationHub.Storage.Tests.Compliance;
using Npgsql;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>Statements that wait at the same time are one transaction; none suffers from another.</summary>
[Collection(PostgresCollection.Name)]
public sealed class StatementCombinerTests(StoreFixture store) : IClassFixture<StoreFixture>, IAsyncLifetime
{
    private const long Gate = 4711;

    private NpgsqlConnection _keeper = null!;

    private ScopedPool Pool => store.Database.Commits;

    /// <summary>While the gate is shut, the first statement of a combiner with one lane is under way and all others wait.</summary>
    public async Task InitializeAsync()
    {
        _keeper = await store.Around.OpenConnectionAsync();
        await ExecuteAsync("create table if not exists combined (id int primary key, tx bigint not null default txid_current()); grant all on combined to ihub_company; delete from combined");
        await ExecuteAsync($"select pg_advisory_lock({Gate})");
    }

    public async Task DisposeAsync()
    {
        await ExecuteAsync("select pg_advisory_unlock_all()");
        await _keeper.DisposeAsync();
    }

    [Fact]
    public async Task What_waits_together_is_committed_together()
    {
        var combiner = new StatementCombiner<long>(Pool, lanes: 1, most: 8);
        var gate = combiner.RunAsync(Shut(), CancellationToken.None);
        var inserts = Enumerable.Range(1, 5).Select(id => combiner.RunAsync(Insert(id), CancellationToken.None)).ToArray();
        await OpenAsync();

        await gate;
        var transactions = await Task.WhenAll(inserts);
        Assert.Single(transactions.Distinct());
        Assert.Equal(5, await CountAsync());
    }

    [Fact]
    public async Task No_more_go_together_than_may()
    {
        var combiner = new StatementCombiner<long>(Pool, lanes: 1, most: 2);
        var gate = combiner.RunAsync(Shut(), CancellationToken.None);
        var inserts = Enumerable.Range(1, 5).Select(id => combiner.RunAsync(Insert(id), CancellationToken.None)).ToArray();
        await OpenAsync();

        await gate;
        Assert.Equal(3, (await Task.WhenAll(inserts)).Distinct().Count());
    }

    [Fact]
    public async Task A_statement_that_the_server_refuses_fails_alone()
    {
        var combiner = new StatementCombiner<long>(Pool, lanes: 1, most: 8);
        var gate = combiner.RunAsync(Shut(), CancellationToken.None);
        var good = combiner.RunAsync(Insert(1), CancellationToken.None);
        var bad = combiner.RunAsync(new(Scope.Of(Samples.Retailer), new NpgsqlBatchCommand("insert into combined (id) values (1 / 0) returning tx"), ReadAsync), CancellationToken.None);
        var alsoGood = combiner.RunAsync(Insert(2), CancellationToken.None);
        await OpenAsync();

        await gate;
        Assert.Equal(PostgresErrorCodes.DivisionByZero, (await Assert.ThrowsAsync<PostgresException>(() => bad)).SqlState);
        Assert.NotEqual(await good, await alsoGood);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task A_statement_that_lost_against_another_takes_nobody_along()
    {
        await ExecuteAsync("create or replace function hub.lost() returns int language plpgsql as $f$ begin raise exception 'lost' using errcode = 'deadlock_detected'; end $f$; grant execute on function hub.lost() to ihub_company");
        var combiner = new StatementCombiner<long>(Pool, lanes: 1, most: 8);
        var gate = combiner.RunAsync(Shut(), CancellationToken.None);
        var good = combiner.RunAsync(Insert(1), CancellationToken.None);
        var lost = combiner.RunAsync(new(Scope.Of(Samples.Retailer), new NpgsqlBatchCommand("insert into combined (id) values (hub.lost()) returning tx"), ReadAsync), CancellationToken.None);
        await OpenAsync();

        await gate;
        Assert.Equal(PostgresErrorCodes.DeadlockDetected, (await Assert.ThrowsAsync<PostgresException>(() => lost)).SqlState);
        await good;
        Assert.Equal(1, await CountAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public async Task A_statement_that_cannot_be_written_fails_alone(int octetsBefore)
    {
        var combiner = new StatementCombiner<long>(Pool, lanes: 1, most: 8);
        var gate = combiner.RunAsync(Shut(), CancellationToken.None);
        var good = combiner.RunAsync(Insert(1, octetsBefore), CancellationToken.None);
        // Half a surrogate pair is no text.
        var bad = combiner.RunAsync(
            new(Scope.Of(Samples.Retailer), new NpgsqlBatchCommand("insert into combined (id) values (length($1)) returning tx") { Parameters = { new() { Value = "\ud800" } } }, ReadAsync), CancellationToken.None);
        var alsoGood = combiner.RunAsync(Insert(2), CancellationToken.None);
        await OpenAsync();

        await gate;
        await Assert.ThrowsAnyAsync<ArgumentException>(() => bad);
        Assert.NotEqual(await good, await alsoGood);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task A_statement_whose_result_cannot_be_read_fails_alone_and_nothing_is_sent_twice()
    {
        var combiner = new StatementCombiner<long>(Pool, lanes: 1, most: 8);
        var gate = combiner.RunAsync(Shut(), CancellationToken.None);
        var good = combiner.RunAsync(Insert(1), CancellationToken.None);
        var bad = combiner.RunAsync(new(Scope.Of(Samples.Retailer), new NpgsqlBatchCommand("insert into combined (id) values (2) returning 'no number'"), ReadAsync), CancellationToken.None);
        var alsoGood = combiner.RunAsync(Insert(3), CancellationToken.None);
        await OpenAsync();

        await gate;
        await Assert.ThrowsAsync<InvalidCastException>(() => bad);
        Assert.Equal(await good, await alsoGood);
        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task When_the_server_ends_the_connection_all_fail_and_nothing_is_sent_again()
    {
        var combiner = new StatementCombiner<long>(Pool, lanes: 1, most: 8);
        var gate = combiner.RunAsync(Shut(), CancellationToken.None);
        var statements = new[] { Insert(1), new(Scope.Of(Samples.Retailer), new NpgsqlBatchCommand("select 0::bigint where pg_terminate_backend(pg_backend_pid())"), ReadAsync), Insert(2) }
            .Select(statement => combiner.RunAsync(statement, CancellationToken.None)).ToArray();
        await OpenAsync();

        await gate;
        foreach (var statement in statements)
            Assert.Equal(PostgresErrorCodes.AdminShutdown, (await Assert.ThrowsAsync<PostgresException>(() => statement)).SqlState);

        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Who_gives_up_while_waiting_is_not_sent()
    {
        var combiner = new StatementCombiner<long>(Pool, lanes: 1, most: 8);
        using var patience = new CancellationTokenSource();
        var gate = combiner.RunAsync(Shut(), CancellationToken.None);
        var given = combiner.RunAsync(Insert(1), patience.Token);
        var stays = combiner.RunAsync(Insert(2), CancellationToken.None);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await OpenAsync();

        await gate;
        await stays;
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Who_gives_up_on_the_way_hears_what_became_of_it()
    {
        var combiner = new StatementCombiner<long>(Pool, lanes: 1, most: 8);
        using var patience = new CancellationTokenSource();
        var gate = combiner.RunAsync(Shut(), patience.Token);
        await patience.CancelAsync();
        await OpenAsync();
        Assert.Equal(0, await gate);
    }

    [Fact]
    public async Task A_lane_that_ran_dry_begins_again()
    {
        await OpenAsync();
        var combiner = new StatementCombiner<long>(Pool, lanes: 2, most: 8);
        for (var id = 1; id <= 20; id++)
            await combiner.RunAsync(Insert(id), CancellationToken.None);

        Assert.Equal(20, await CountAsync());
    }

    private Task OpenAsync() => ExecuteAsync($"select pg_advisory_unlock({Gate})");

    private static CombinedStatement<long> Shut() => new(Scope.Of(Samples.Retailer), new NpgsqlBatchCommand($"select 0::bigint from (select pg_advisory_xact_lock({Gate})) as gate"), ReadAsync);

    private static CombinedStatement<long> Insert(int id, int octets = 0) => new(
        Scope.Of(Samples.Retailer),
        new NpgsqlBatchCommand($"insert into combined (id) select {id} where $1::bytea is not null returning tx") { Parameters = { new() { Value = new byte[octets] } } }, ReadAsync);

    private static async ValueTask<long> ReadAsync(NpgsqlDataReader reader) =>
        await reader.ReadAsync() ? reader.GetInt64(0) : throw new InvalidOperationException("The statement gave nothing.");

    private async Task<long> CountAsync()
    {
        await using var command = store.Around.CreateCommand("select count(*) from combined");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _keeper);
        await command.ExecuteNonQueryAsync();
    }
}
