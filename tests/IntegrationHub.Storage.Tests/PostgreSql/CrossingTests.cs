using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.History;
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
    public async Task A_publication_reaches_every_customer_or_the_one_it_is_for_in_order_and_once()
    {
        await PublishAsync("a", null);
        await PublishAsync("b", _customer);
        await PublishAsync("c", null);
        var again = Item("d", null);
        await Company.PublishAsync(Samples.Retailer, again, "staff", CancellationToken.None);
        await Company.PublishAsync(Samples.Retailer, again, "staff", CancellationToken.None);
        await CarryAsync(CrossingStream.Publications);

        Assert.Equal(["a", "b", "c", "d"], await PublishedAsync(_customer));
        Assert.Equal(["a", "c", "d"], await PublishedAsync(Guid.NewGuid()));
        Assert.Empty(await Customers.ReadPublicationsAsync(new RetailerId(2), _customer, 0, 100, CancellationToken.None));
        Assert.Equal(CrossingOutcome.Idle, await Service().StepAsync(Samples.Retailer, CrossingStream.Publications, CancellationToken.None));
    }

    [Fact]
    public async Task A_request_is_the_customers_own_whatever_it_says_and_reaches_the_company()
    {
        await Customers.RequestAsync(Samples.Retailer, _customer, Item("one", Guid.NewGuid()), CancellationToken.None);
        await CarryAsync(CrossingStream.Requests);

        var request = Assert.Single(await Company.ReadRequestsAsync(Samples.Retailer, 0, 100, CancellationToken.None));
        Assert.Equal((1, _customer, "one"), (request.Number, request.Item.Subject, Text(request)));
        Assert.Empty(await Company.ReadRequestsAsync(Samples.Retailer, 1, 100, CancellationToken.None));
        Assert.Empty(await Company.ReadRequestsAsync(new RetailerId(2), 0, 100, CancellationToken.None));
    }

    [Theory]
    [InlineData(CrossingDirection.CompanyToCustomers)]
    [InlineData(CrossingDirection.CustomersToCompany)]
    public async Task Killed_between_the_two_commits_nothing_is_lost_doubled_or_logged_twice(CrossingDirection direction)
    {
        var stream = CrossingStream.All.Single(one => one.Direction == direction);
        for (var round = 0; round < 3; round++)
        {
            await HandInAsync(direction, $"{round}-first");
            await HandInAsync(direction, $"{round}-second");
            var killed = new Synchronisation(new KilledAfterTheFirstCommit(Sides), new Ids(), new Clock());
            await Assert.ThrowsAsync<OperationCanceledException>(() => killed.StepAsync(Samples.Retailer, stream, CancellationToken.None));

            // What comes before the next start is a batch of its own.
            await HandInAsync(direction, $"{round}-third");
            await CarryAsync(stream);
        }

        string[] expected = ["0-first", "0-second", "0-third", "1-first", "1-second", "1-third", "2-first", "2-second", "2-third"];
        Assert.Equal(expected, await ArrivedAsync(direction));
        var entries = await EntriesAsync();
        Assert.Equal([(1L, 2L), (3L, 3L), (4L, 5L), (6L, 6L), (7L, 8L), (9L, 9L)], entries.Select(entry => (entry.First, entry.Last)));
        Assert.Equal(9, entries.Sum(entry => entry.Count));
        Assert.All(entries, entry => Assert.Equal((stream.Name, 64), (entry.Stream, entry.Digest.Length)));
    }

    [Fact]
    public async Task Two_nodes_at_once_carry_everything_once()
    {
        for (var number = 0; number < 50; number++)
            await PublishAsync($"{number}", null);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => CarryAsync(CrossingStream.Publications))));

        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"{number}"), await PublishedAsync(_customer));
        Assert.Equal(50, (await EntriesAsync()).Sum(entry => entry.Count));
    }

    [Fact]
    public async Task A_sender_that_was_set_back_is_told_instead_of_giving_numbers_twice()
    {
        await PublishAsync("a", null);
        await CarryAsync(CrossingStream.Publications);
        await _store.RunAsync("delete from hub.crossing_outbox; delete from hub.crossing_stream");
        await PublishAsync("b", null);

        Assert.Equal(CrossingOutcome.SetBack, await Service().StepAsync(Samples.Retailer, CrossingStream.Publications, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_wrong_is_refused_and_nothing_is_handed_in()
    {
        Assert.Equal("CROSSING_PAYLOAD", Assert.Single(await Company.PublishAsync(Samples.Retailer, Item("x", null) with { Payload = "no" }, "staff", CancellationToken.None)).Code);
        Assert.Equal("CROSSING_KIND", Assert.Single(await Customers.RequestAsync(Samples.Retailer, _customer, Item("x", null) with { Kind = "No!" }, CancellationToken.None)).Code);
        Assert.Equal(CrossingOutcome.Idle, await Service().StepAsync(Samples.Retailer, CrossingStream.Publications, CancellationToken.None));
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

    private Synchronisation Service() => new(Sides, new Ids(), new Clock());

    private async Task CarryAsync(CrossingStream stream)
    {
        while (await Service().StepAsync(Samples.Retailer, stream, CancellationToken.None) == CrossingOutcome.Crossed)
        {
        }
    }

    private async Task PublishAsync(string text, Guid? subject) =>
        Assert.Empty(await Company.PublishAsync(Samples.Retailer, Item(text, subject), "staff", CancellationToken.None));

    private async Task HandInAsync(CrossingDirection direction, string text)
    {
        if (direction == CrossingDirection.CompanyToCustomers)
            await PublishAsync(text, null);
        else
            Assert.Empty(await Customers.RequestAsync(Samples.Retailer, _customer, Item(text, null), CancellationToken.None));
    }

    private async Task<IEnumerable<string>> PublishedAsync(Guid customer) =>
        (await Customers.ReadPublicationsAsync(Samples.Retailer, customer, 0, 100, CancellationToken.None)).Select(Text);

    private async Task<IEnumerable<string>> ArrivedAsync(CrossingDirection direction) => direction == CrossingDirection.CompanyToCustomers
        ? await PublishedAsync(_customer)
        : (await Company.ReadRequestsAsync(Samples.Retailer, 0, 100, CancellationToken.None)).Select(Text);

    private async Task<List<Entry>> EntriesAsync() =>
    [
        .. (await CrossedAsync())
            .Select(data => new Entry(data["stream"], int.Parse(data["count"]), long.Parse(data["first"]), long.Parse(data["last"]), data["digest"]))
            .OrderBy(entry => entry.First),
    ];

    private async Task<IEnumerable<Dictionary<string, string>>> CrossedAsync() =>
        (await _store.Get<IExchangeReader>().RecentEventsAsync(Samples.Retailer, "synchronisation.crossed", 100, CancellationToken.None))
        .Select(one => JsonSerializer.Deserialize<Dictionary<string, string>>(one.Data)!);

    private sealed record Entry(string Stream, int Count, long First, long Last, string Digest);

    /// <summary>The process ends when the receiver has committed.</summary>
    private sealed class KilledAfterTheFirstCommit(ICrossingSides sides) : ICrossingSides
    {
        public ICrossingSide Company { get; } = new Side(sides.Company);

        public ICrossingSide Customers { get; } = new Side(sides.Customers);

        private sealed class Side(ICrossingSide inner) : ICrossingSide
        {
            public ValueTask<CrossingState> ReadStateAsync(RetailerId retailer, CrossingStream stream, CancellationToken cancellationToken) =>
                inner.ReadStateAsync(retailer, stream, cancellationToken);

            public ValueTask<IReadOnlyList<CrossingEntry>> ReadAsync(RetailerId retailer, CrossingStream stream, long after, int max, CancellationToken cancellationToken) =>
                inner.ReadAsync(retailer, stream, after, max, cancellationToken);

            public async ValueTask<bool> AcceptAsync(
                RetailerId retailer, CrossingStream stream, long expected, long upTo, IReadOnlyList<CrossingEntry> entries, ExchangeEvent? entry, DateTimeOffset now, CancellationToken cancellationToken)
            {
                Assert.True(await inner.AcceptAsync(retailer, stream, expected, upTo, entries, entry, now, cancellationToken));
                throw new OperationCanceledException("killed");
            }

            public ValueTask<bool> ConfirmAsync(RetailerId retailer, CrossingStream stream, long expected, long upTo, ExchangeEvent? entry, CancellationToken cancellationToken) =>
                inner.ConfirmAsync(retailer, stream, expected, upTo, entry, cancellationToken);
        }
    }

    private sealed class Ids : IIdSource
    {
        public Guid Next(DateTimeOffset now) => Samples.NewId();
    }

    private sealed class Clock : IHubClock
    {
        public DateTimeOffset Now => Samples.Noon;
    }
}
