using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Crossing;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="ICompanyCrossings"/>, <see cref="ICustomerCrossings"/> and <see cref="ICrossingSides"/> does: the one way between the two sides. Each test has streams of its own.</summary>
public abstract class CrossingsCompliance
{
    private readonly Guid _customer = Guid.NewGuid();

    protected abstract ICompanyCrossings Company { get; }

    protected abstract ICustomerCrossings Customers { get; }

    protected abstract ICrossingSides Sides { get; }

    protected abstract IExchangeReader Reader { get; }

    protected abstract HubStore Store { get; }

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
            var killed = new Synchronisation(new KilledAfterTheFirstCommit(Sides), new SampleIds(), new NoonClock());
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
    public async Task What_is_wrong_is_refused_and_nothing_is_handed_in()
    {
        Assert.Equal("CROSSING_PAYLOAD", Assert.Single(await Company.PublishAsync(Samples.Retailer, Item("x", null) with { Payload = "no" }, "staff", CancellationToken.None)).Code);
        Assert.Equal("CROSSING_KIND", Assert.Single(await Customers.RequestAsync(Samples.Retailer, _customer, Item("x", null) with { Kind = "No!" }, CancellationToken.None)).Code);
        Assert.Equal(CrossingOutcome.Idle, await Service().StepAsync(Samples.Retailer, CrossingStream.Publications, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_for_one_customer_alone_is_read_by_it_alone()
    {
        await PublishAsync("all", null);
        await PublishAsync("mine", _customer);
        await CarryAsync(CrossingStream.Publications);

        Assert.Equal(["mine"], (await Customers.ReadOwnPublicationsAsync(Samples.Retailer, _customer, 0, 100, CancellationToken.None)).Select(Text));
        Assert.Empty(await Customers.ReadOwnPublicationsAsync(Samples.Retailer, Guid.NewGuid(), 0, 100, CancellationToken.None));
    }

    [Fact]
    public async Task A_page_goes_on_behind_the_number_that_was_read_and_holds_no_more_than_was_asked_for()
    {
        for (var number = 0; number < 5; number++)
            await PublishAsync($"{number}", null);

        await CarryAsync(CrossingStream.Publications);

        var page = await Customers.ReadPublicationsAsync(Samples.Retailer, _customer, 1, 3, CancellationToken.None);
        Assert.Equal(["1", "2", "3"], page.Select(Text));
        Assert.Equal([2L, 3L, 4L], page.Select(static entry => entry.Number));
    }

    [Fact]
    public async Task A_batch_is_taken_where_the_receiver_stands_and_nowhere_else()
    {
        var item = Item("a", null);
        Assert.True(await Sides.Customers.AcceptAsync(Samples.Retailer, CrossingStream.Publications, 0, 3, [new CrossingEntry(2, item)], null, Samples.Noon, CancellationToken.None));
        Assert.False(await Sides.Customers.AcceptAsync(Samples.Retailer, CrossingStream.Publications, 0, 3, [new CrossingEntry(3, Item("b", null))], null, Samples.Noon, CancellationToken.None));
        // What is there under its id already is not there twice.
        Assert.True(await Sides.Customers.AcceptAsync(Samples.Retailer, CrossingStream.Publications, 3, 5, [new CrossingEntry(5, item)], null, Samples.Noon, CancellationToken.None));

        Assert.Equal([2L], (await Customers.ReadPublicationsAsync(Samples.Retailer, _customer, 0, 100, CancellationToken.None)).Select(static entry => entry.Number));
        Assert.Equal(5, (await Sides.Customers.ReadStateAsync(Samples.Retailer, CrossingStream.Publications, CancellationToken.None)).ReceivedTo);
    }

    [Fact]
    public async Task Those_who_hand_in_at_the_same_time_get_numbers_without_a_gap()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(() => PublishAsync($"{number}", null))));
        var read = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Sides.Company.ReadAsync(Samples.Retailer, CrossingStream.Publications, 0, 100, CancellationToken.None).AsTask())));

        Assert.All(read, entries => Assert.Equal(entries.Select(static (_, place) => place + 1L), entries.Select(static entry => entry.Number)));
        Assert.Equal(40, (await Sides.Company.ReadAsync(Samples.Retailer, CrossingStream.Publications, 0, 100, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task What_crossed_before_there_was_sealing_is_sealed_where_it_lies_and_read_as_it_was()
    {
        var (published, requested) = (Item("published", null), Item("requested", _customer));
        Assert.True(await Sides.Customers.AcceptAsync(Samples.Retailer, CrossingStream.Publications, 0, 1, [new CrossingEntry(1, published)], null, Samples.Noon, CancellationToken.None));
        Assert.True(await Sides.Company.AcceptAsync(Samples.Retailer, CrossingStream.Requests, 0, 1, [new CrossingEntry(1, requested)], null, Samples.Noon, CancellationToken.None));
        Assert.Equal("{}", Assert.Single(await Customers.ReadPublicationsAsync(Samples.Retailer, _customer, 0, 100, CancellationToken.None)).Item.Payload);
        var company = Store.Options.Crossings!.Company;

        Assert.Equal(2, await new OpenCrossings(Store).SealAsync(Samples.Retailer, company, CancellationToken.None));

        Assert.Equal(["published"], await PublishedAsync(_customer));
        Assert.Equal(["requested"], await ArrivedAsync(CrossingDirection.CustomersToCompany));
        Assert.Equal(0, await new OpenCrossings(Store).SealAsync(Samples.Retailer, company, CancellationToken.None));
        Assert.All(await new OpenCrossings(Store).ReadNewestAsync(Samples.Retailer, CancellationToken.None), payload => Assert.True(company.Knows(payload)));
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
        .. (await Reader.RecentEventsAsync(Samples.Retailer, "synchronisation.crossed", 100, CancellationToken.None))
            .Select(one => JsonSerializer.Deserialize<Dictionary<string, string>>(one.Data)!)
            .Select(data => new Entry(data["stream"], int.Parse(data["count"]), long.Parse(data["first"]), long.Parse(data["last"]), data["digest"]))
            .OrderBy(entry => entry.First),
    ];

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
}
