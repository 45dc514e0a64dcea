using System.Text.Json;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Tests.Compliance;
using Npgsql;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>Two sides that share no table, and the one way between them.</summary>
[Collection(PostgresCollection.Name)]
public sealed class CrossingTests(ClusterFixture cluster) : IAsyncLifetime
{
    private readonly StoreFixture _store = new(cluster);
    private readonly Guid _customer = Guid.NewGuid();

    private ICompanyCrossings Company => _store.Get<ICompanyCrossings>();

    private ICustomerCrossings Customers => _store.Get<ICustomerCrossings>();

    private ICrossingSides Sides => _store.Get<ICrossingSides>();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_sender_that_was_set_back_is_told_instead_of_giving_numbers_twice()
    {
        await PublishAsync("a", null);
        await CarryAsync(CrossingStream.Publications);
        await _store.RunAsync("delete from hub.crossing_outbox; delete from hub.crossing_stream");
        await PublishAsync("b", null);

        Assert.Equal(CrossingOutcome.SetBack, await Service().StepAsync(Samples.Retailer, CrossingStream.Publications, CancellationToken.None));
    }

    [Theory]
    [InlineData(Roles.Company, "customer")]
    [InlineData(Roles.Customer, "hub")]
    [InlineData(Roles.Customer, "ledger")]
    public async Task Neither_sides_login_reads_or_writes_a_table_of_the_other(string role, string schema)
    {
        await using var source = NpgsqlDataSource.Create(cluster.Server.ConnectionStringFor(_store.DatabaseName, role) + ";Pooling=false");
        var tables = AccessTables.All.Where(table => table.Schema == schema).ToList();
        Assert.NotEmpty(tables);
        foreach (var statement in tables.SelectMany(table => (string[])[$"select * from {table.Table}", $"insert into {table.Table} default values", $"delete from {table.Table}"]))
        {
            await using var command = source.CreateCommand(statement);
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
        }

        await using var set = source.CreateCommand($"set role {(role == Roles.Company ? Roles.Customer : Roles.Company)}");
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => set.ExecuteNonQueryAsync())).SqlState);
    }

    [Fact]
    public async Task A_customer_can_neither_publish_nor_read_what_another_asked()
    {
        await Customers.RequestAsync(Samples.Retailer, _customer, Item("mine", null), CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(cluster.Server.ConnectionStringFor(_store.DatabaseName, Roles.Customer) + ";Search Path=customer;Pooling=false");
        await using var connection = await source.OpenConnectionAsync();
        await using (var other = new NpgsqlCommand($"select set_config('hub.retailer', '1', false), set_config('hub.customer', '{Guid.NewGuid()}', false)", connection))
            await other.ExecuteNonQueryAsync();

        await using (var read = new NpgsqlCommand("select count(*) from crossing_outbox", connection))
            Assert.Equal(0L, await read.ExecuteScalarAsync());

        await using var publish = new NpgsqlCommand(
            "insert into crossing_inbox (retailer_id, stream, id, kind, version, payload, at, number, received_at) values (1, 'publications', gen_random_uuid(), 'a', 1, '{}', now(), 1, now())", connection);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => publish.ExecuteNonQueryAsync())).SqlState);
    }

    [Fact]
    public async Task A_customers_login_cannot_take_a_number_and_so_stop_the_stream()
    {
        await Customers.RequestAsync(Samples.Retailer, _customer, Item("one", null), CancellationToken.None);
        await CarryAsync(CrossingStream.Requests);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => AsCustomerAsync($"{InsertRequest}, number) values ({Request("announcement", "{}")}, 2)"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        await Customers.RequestAsync(Samples.Retailer, _customer, Item("two", null), CancellationToken.None);
        await CarryAsync(CrossingStream.Requests);
        Assert.Equal(["one", "two"], await ArrivedAsync(CrossingDirection.CustomersToCompany));
    }

    [Theory]
    [InlineData("kind", "repeat('k', 65)")]
    [InlineData("version", "0")]
    [InlineData("payload", "repeat('x', 262145)")]
    [InlineData("at", "'infinity'")]
    [InlineData("at", "'200000-01-01'")]
    [InlineData("stream", "repeat('s', 65)")]
    public async Task The_database_takes_nothing_that_is_out_of_bounds(string column, string value)
    {
        var values = new Dictionary<string, string>
        {
            ["retailer_id"] = "1", ["stream"] = "'requests'", ["id"] = $"'{Samples.NewId()}'", ["subject"] = $"'{_customer}'", ["kind"] = "'question'", ["version"] = "1", ["payload"] = "'{}'", ["at"] = "now()",
        };
        values[column] = value;
        var refused = await Assert.ThrowsAsync<PostgresException>(() => AsCustomerAsync($"insert into crossing_outbox ({string.Join(", ", values.Keys)}) values ({string.Join(", ", values.Values)})"));
        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
    }

    [Fact]
    public async Task What_a_customers_login_put_there_past_the_hub_and_its_rules_does_not_cross_and_the_ledger_says_so()
    {
        await Customers.RequestAsync(Samples.Retailer, _customer, Item("good", null), CancellationToken.None);
        await AsCustomerAsync($"{InsertRequest}) values ({Request("No!", "{}")})");
        await AsCustomerAsync($"{InsertRequest}) values ({Request("announcement", "no json")})");
        await CarryAsync(CrossingStream.Requests);

        Assert.Equal(["good"], await ArrivedAsync(CrossingDirection.CustomersToCompany));
        var data = Assert.Single(await CrossedAsync());
        Assert.Equal(("1", "1", "3"), (data["count"], data["first"], data["last"]));
        Assert.Equal(["CROSSING_KIND", "CROSSING_PAYLOAD"], data["refused"].Split("; ").Select(one => one.Split(' ')[1]).Order());

        // The stream goes on behind it.
        await Customers.RequestAsync(Samples.Retailer, _customer, Item("next", null), CancellationToken.None);
        await CarryAsync(CrossingStream.Requests);
        Assert.Equal(["good", "next"], await ArrivedAsync(CrossingDirection.CustomersToCompany));
    }

    [Theory]
    [InlineData(CrossingDirection.CompanyToCustomers)]
    [InlineData(CrossingDirection.CustomersToCompany)]
    public async Task A_sender_that_has_nothing_of_what_the_receiver_has_is_set_back_and_no_error(CrossingDirection direction)
    {
        var stream = CrossingStream.All.Single(one => one.Direction == direction);
        var (from, to) = direction == CrossingDirection.CompanyToCustomers ? ("hub", "customer") : ("customer", "hub");
        const string Insert = "crossing_stream (retailer_id, stream, numbered_to, confirmed_to, received_to) values";
        await _store.RunAsync($"insert into {from}.{Insert} (1, '{stream}', 9, 2, 0); insert into {to}.{Insert} (1, '{stream}', 0, 0, 5)");

        Assert.Equal(CrossingOutcome.SetBack, await Service().StepAsync(Samples.Retailer, stream, CancellationToken.None));
    }

    private const string InsertRequest = "insert into crossing_outbox (retailer_id, stream, id, subject, kind, version, payload, at";

    private string Request(string kind, string payload) => $"1, 'requests', '{Samples.NewId()}', '{_customer}', '{kind}', 1, '{payload}', now()";

    /// <summary>What somebody does who has the login of the customers' side, and no hub.</summary>
    private async Task AsCustomerAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.Server.ConnectionStringFor(_store.DatabaseName, Roles.Customer) + ";Search Path=customer;Pooling=false");
        await using var connection = await source.OpenConnectionAsync();
        await using var scope = new NpgsqlCommand($"select set_config('hub.retailer', '1', false), set_config('hub.customer', '{_customer}', false)", connection);
        await scope.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static CrossingItem Item(string text, Guid? subject) =>
        new(Samples.NewId(), subject, "announcement", 1, JsonSerializer.Serialize(new { text }), Samples.Noon);

    private static string Text(CrossingEntry entry) => JsonDocument.Parse(entry.Item.Payload).RootElement.GetProperty("text").GetString()!;

    private Synchronisation Service() => new(Sides, new SampleIds(), new NoonClock());

    private async Task CarryAsync(CrossingStream stream)
    {
        while (await Service().StepAsync(Samples.Retailer, stream, CancellationToken.None) == CrossingOutcome.Crossed)
        {
        }
    }

    private async Task PublishAsync(string text, Guid? subject) =>
        Assert.Empty(await Company.PublishAsync(Samples.Retailer, Item(text, subject), "staff", CancellationToken.None));

    private async Task<IEnumerable<string>> PublishedAsync(Guid customer) =>
        (await Customers.ReadPublicationsAsync(Samples.Retailer, customer, 0, 100, CancellationToken.None)).Select(Text);

    private async Task<IEnumerable<string>> ArrivedAsync(CrossingDirection direction) => direction == CrossingDirection.CompanyToCustomers
        ? await PublishedAsync(_customer)
        : (await Company.ReadRequestsAsync(Samples.Retailer, 0, 100, CancellationToken.None)).Select(Text);

    private async Task<IEnumerable<Dictionary<string, string>>> CrossedAsync() =>
        (await _store.Get<IExchangeReader>().RecentEventsAsync(Samples.Retailer, "synchronisation.crossed", 100, CancellationToken.None))
        .Select(one => JsonSerializer.Deserialize<Dictionary<string, string>>(one.Data)!);
}
