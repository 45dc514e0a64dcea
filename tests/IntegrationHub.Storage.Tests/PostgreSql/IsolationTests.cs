using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.PostgreSql.Embedded;
using IntegrationHub.Storage.PostgreSql.Isolation;
using IntegrationHub.Storage.Tests.Compliance;
using Npgsql;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>What the database itself refuses to whoever serves, whatever a statement says.</summary>
[Collection(PostgresCollection.Name)]
public sealed class IsolationTests(StoreFixture store) : IClassFixture<StoreFixture>, IAsyncLifetime
{
    private const string Denied = PostgresErrorCodes.InsufficientPrivilege;

    private NpgsqlDataSource _company = null!;

    private EmbeddedServer Server => store.Server;

    private string Everything { get; } = string.Join(" union all ", AccessTables.All.Where(table => table is { Role: Roles.Company, Rows: not Belonging.Everybody }).Select(table => $"select count(*) from {table.Table}"));

    public async Task InitializeAsync()
    {
        _company = NpgsqlDataSource.Create(Server.ConnectionStringFor(store.DatabaseName, Roles.Company) + ";Search Path=hub;Maximum Pool Size=1");
        await store.Get<IReceptionStore>().CommitAsync(Samples.Commit(Samples.NewParty()), CancellationToken.None);
    }

    public async Task DisposeAsync() => await _company.DisposeAsync();

    [Fact]
    public async Task Every_table_of_the_three_schemas_is_listed_with_its_access_and_has_a_forced_row_policy()
    {
        await using var connection = await _company.OpenConnectionAsync();
        Assert.Empty(await ServingRoleCheck.ReadOpenTablesAsync(connection, CancellationToken.None));
        Assert.Equal(
            AccessTables.All.Select(table => table.Table).Order(StringComparer.Ordinal),
            await ListAsync("select schemaname || '.' || tablename from pg_tables where schemaname in ('hub', 'ledger', 'customer') and tablename <> 'combined' order by 1"));
        Assert.All(AccessTables.All, table => Assert.True(
            table.Rows is not (Belonging.System or Belonging.Everybody) || table.Reason is { Length: > 20 }, $"{table.Table} belongs to no retailer: say why."));
    }

    [Fact]
    public async Task Everything_belongs_to_the_owner_and_nobody_who_serves_bypasses_a_policy()
    {
        Assert.Equal([Roles.Owner], await ListAsync(
            "select distinct pg_get_userbyid(c.relowner) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('hub', 'ledger', 'customer')"));
        Assert.Empty(await ListAsync(
            "select rolname from pg_roles where rolname like 'ihub\\_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)"));
        Assert.Empty(await ListAsync("select 1::text from pg_auth_members where roleid = 'ihub_owner'::regrole or member in ('ihub_company'::regrole, 'ihub_customer'::regrole)"));
    }

    [Fact]
    public async Task Without_a_scope_no_row_is_seen_and_none_can_be_written()
    {
        Assert.All(await ListAsync($"select count::text from ({Everything}) as counts", _company), count => Assert.Equal("0", count));
        Assert.Equal(Denied, await FailureAsync(
            "insert into party_certificate (retailer_id, thumbprint, party_id) values (1, 'A', gen_random_uuid())"));
        Assert.Equal(Denied, await FailureAsync("insert into ledger.tile (level, index, hashes) values (9, 9, '')"));
    }

    [Fact]
    public async Task A_scope_sees_its_own_retailer_and_writes_for_no_other()
    {
        await using var own = store.Database.Commits.CreateCommand(Scope.Of(Samples.Retailer), "select count(*) from inbound_exchange");
        await using var other = store.Database.Commits.CreateCommand(Scope.Of(new RetailerId(2)), "select count(*) from inbound_exchange");
        Assert.NotEqual(0L, await own.ExecuteScalarAsync(CancellationToken.None));
        Assert.Equal(0L, await other.ExecuteScalarAsync(CancellationToken.None));

        await using var write = store.Database.Commits.CreateCommand(
            Scope.Of(new RetailerId(2)), "insert into party_certificate (retailer_id, thumbprint, party_id) values (1, 'B', gen_random_uuid())");
        Assert.Equal(Denied, (await Assert.ThrowsAsync<PostgresException>(() => write.ExecuteNonQueryAsync(CancellationToken.None))).SqlState);
    }

    [Fact]
    public async Task A_mailbox_is_seen_in_its_own_partys_name_only()
    {
        var commit = Samples.Commit(Samples.NewParty());
        await store.Get<IReceptionStore>().CommitAsync(commit, CancellationToken.None);
        const string sql = "select count(*) from mailbox_entry m join inbound_exchange i on i.id = m.exchange_id";
        await using var own = store.Database.Commits.CreateCommand(Scope.Of(Samples.Retailer, commit.Exchange.Party), sql);
        await using var other = store.Database.Commits.CreateCommand(Scope.Of(Samples.Retailer, Samples.NewParty()), sql);
        await using var nobody = store.Database.Commits.CreateCommand(Scope.Of(Samples.Retailer), sql);

        Assert.Equal(1L, await own.ExecuteScalarAsync(CancellationToken.None));
        Assert.Equal(0L, await other.ExecuteScalarAsync(CancellationToken.None));
        Assert.Equal(0L, await nobody.ExecuteScalarAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_scope_ends_with_its_transaction_also_when_that_failed()
    {
        await using var pool = Pools.Create(
            Server.ConnectionStringFor(store.DatabaseName, Roles.Company), 1, TimeSpan.FromSeconds(30), "on");
        var whole = Scope.Of(SystemScope.Ledger, Samples.Retailer);
        await using (var batch = pool.CreateBatch(whole))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select count(*) from event"));
            Assert.NotEqual(0L, await batch.ExecuteScalarAsync(CancellationToken.None));
        }

        await NobodyAsync();
        await using (var failing = pool.CreateCommand(whole, "select 1 / 0"))
            await Assert.ThrowsAsync<PostgresException>(() => failing.ExecuteScalarAsync(CancellationToken.None));

        await NobodyAsync();
        await using (var transaction = await pool.BeginAsync(whole, CancellationToken.None))
        {
            await using var command = transaction.CreateCommand("select current_setting('hub.system')");
            Assert.Equal("ledger", await command.ExecuteScalarAsync(CancellationToken.None));
            await using var later = transaction.CreateCommand("select current_setting('hub.retailer')");
            Assert.Equal("1", await later.ExecuteScalarAsync(CancellationToken.None));
        }

        await NobodyAsync();

        async Task NobodyAsync()
        {
            await using var bare = pool.CreateServerCommand(
                "select current_setting('hub.retailer', true) || current_setting('hub.system', true) || (select count(*) from event)::text");
            Assert.Equal("0", await bare.ExecuteScalarAsync());
        }
    }

    [Theory]
    [InlineData("update event set digest = salt")]
    [InlineData("delete from event")]
    [InlineData("truncate event")]
    [InlineData("update registered_document set accepted = true")]
    [InlineData("delete from registered_document")]
    [InlineData("update inbound_exchange set state = 0")]
    [InlineData("delete from inbound_exchange")]
    [InlineData("update outbound_exchange set mrid = ''")]
    [InlineData("delete from outbound_exchange")]
    [InlineData("delete from ledger.tile")]
    [InlineData("delete from ledger.checkpoint")]
    [InlineData("update ledger.checkpoint set note = ''")]
    [InlineData("update archive set sha256 = ''")]
    [InlineData("update archive set length = 0")]
    [InlineData("delete from archive")]
    [InlineData("delete from archive_alias")]
    [InlineData("update archive_alias set archive_id = id")]
    [InlineData("delete from archive_hold")]
    [InlineData("update exchange_key set exchange_id = exchange_id")]
    [InlineData("delete from exchange_key")]
    [InlineData("alter table event disable row level security")]
    [InlineData("drop policy see on event")]
    [InlineData("set role ihub_owner")]
    [InlineData("create table hub.mine (id int)")]
    [InlineData("create table public.mine (id int)")]
    public async Task The_companys_login_cannot_rewrite_what_was(string sql) => Assert.Equal(Denied, await FailureAsync(sql));

    [Fact]
    public async Task A_place_in_the_ledger_is_given_once_and_a_full_tile_stays()
    {
        await store.RunAsync(
            """
            update event set position = null; update event set position = 7 where id = (select id from event order by id limit 1);
            insert into ledger.tile (level, index, hashes) values (7, 1, decode(repeat('00', 8192), 'hex')), (7, 2, '\x00') on conflict do nothing
            """);
        var whole = Scope.Of(SystemScope.Ledger);
        await using var moved = store.Database.Commits.CreateCommand(whole, "update event set position = 8 where position = 7");
        await using var full = store.Database.Commits.CreateCommand(whole, "update ledger.tile set hashes = '' where level = 7 and index = 1");
        await using var growing = store.Database.Commits.CreateCommand(whole, "update ledger.tile set hashes = '\\x0000' where level = 7 and index = 2");

        Assert.Equal(0, await moved.ExecuteNonQueryAsync(CancellationToken.None));
        Assert.Equal(0, await full.ExecuteNonQueryAsync(CancellationToken.None));
        Assert.Equal(1, await growing.ExecuteNonQueryAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("update event set data = ''")]
    [InlineData("update registered_document set acknowledgement = ''")]
    [InlineData("update inbound_exchange set rejections = ''")]
    [InlineData("update exchange_key set value = 'under another key'")]
    public async Task A_sealed_column_is_written_anew_by_the_work_on_data_keys_alone(string sql)
    {
        await store.RunAsync("update event set position = null; update event set position = place from (select id as of, 100 + row_number() over (order by id) as place from event) as placed where id = of");
        await store.RunAsync("insert into exchange_key (retailer_id, kind, value, exchange_id) values (1, 2, 'under one key', gen_random_uuid())");
        await using var business = store.Database.Commits.CreateCommand(Scope.Of(Samples.Retailer), sql);
        Assert.Equal(0, await business.ExecuteNonQueryAsync(CancellationToken.None));

        await using var transaction = await store.Database.Commits.BeginAsync(Scope.Of(SystemScope.Keys, Samples.Retailer), CancellationToken.None);
        await using var work = transaction.CreateCommand(sql);
        Assert.True(await work.ExecuteNonQueryAsync(CancellationToken.None) > 0);
    }

    [Fact]
    public async Task Of_business_records_what_people_were_told_is_removed_and_nothing_else()
    {
        await store.RunAsync(
            """
            insert into business_record (retailer_id, id, kind, key, version, state, revision, body, saved_at, saved_by)
            select 1, gen_random_uuid(), kind, gen_random_uuid()::text, 1, '', 1, '', now(), '' from unnest(array['Contract', 'Bid', 'Message']) as kind
            """);
        await using var removing = store.Database.Commits.CreateCommand(Scope.Of(Samples.Retailer), "delete from business_record");
        Assert.Equal(1, await removing.ExecuteNonQueryAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_system_scope_sees_the_tables_of_its_name_only()
    {
        await using var claims = store.Database.Commits.CreateCommand(Scope.Of(SystemScope.Claims), "select (select count(*) from event) + (select count(*) from ledger.head)");
        Assert.Equal(0L, await claims.ExecuteScalarAsync(CancellationToken.None));

        await using var migration = store.Database.Commits.CreateCommand(Scope.Of(SystemScope.Migration), "select count(*) from event");
        Assert.Equal(0L, await migration.ExecuteScalarAsync(CancellationToken.None));
    }

    private async Task<IReadOnlyList<string>> ListAsync(string sql, NpgsqlDataSource? source = null)
    {
        await using var command = (source ?? store.Around).CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var list = new List<string>();
        while (await reader.ReadAsync())
            list.Add(reader.GetString(0));

        return list;
    }

    private async Task<string?> FailureAsync(string sql)
    {
        await using var command = _company.CreateCommand(sql);
        return (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState;
    }
}
