using IntegrationHub.Confidential.Crossing;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Storage.Crossing;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>What whoever has the tables of both sides reads of what crosses, and what he can make either side believe: nothing.</summary>
[Collection(PostgresCollection.Name)]
public sealed class SealedCrossingTests(ClusterFixture cluster) : IAsyncLifetime
{
    private const string Secret = "PLANTED-PASSWORD-HASH", Payload = $$"""{"text":"{{Secret}}"}""";

    private static readonly string[] Tables = ["hub.crossing_outbox", "hub.crossing_inbox", "customer.crossing_outbox", "customer.crossing_inbox"];

    private readonly StoreFixture _store = new(cluster);
    private readonly Guid _customer = Guid.NewGuid();

    private ICompanyCrossings Company => _store.Get<ICompanyCrossings>();

    private ICustomerCrossings Customers => _store.Get<ICustomerCrossings>();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task The_tables_of_both_sides_hold_none_of_the_planted_secrets_and_both_sides_read_them()
    {
        await FillAsync();

        foreach (var table in Tables)
            Assert.DoesNotContain("PLANTED", await DumpAsync(table), StringComparison.Ordinal);

        Assert.Contains(Secret, Assert.Single(await PublishedAsync()).Item.Payload, StringComparison.Ordinal);
        Assert.Contains(Secret, Assert.Single(await RequestedAsync()).Item.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_put_there_or_moved_around_the_hub_is_not_believed_and_the_stream_goes_on_behind_it()
    {
        await FillAsync();
        await _store.RunAsync($"update customer.crossing_inbox set id = gen_random_uuid(); update hub.crossing_inbox set payload = '{{\"text\":\"forged\"}}'");

        Assert.Equal(("{}", 0), Of(Assert.Single(await PublishedAsync())));
        Assert.Equal(("{}", 0), Of(Assert.Single(await RequestedAsync())));
        await FillAsync();
        Assert.Contains(Secret, (await RequestedAsync())[^1].Item.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_crossed_before_there_was_sealing_is_sealed_where_it_lies_and_read_as_it_was()
    {
        await FillAsync();
        var (published, requested) = (Assert.Single(await PublishedAsync()), Assert.Single(await RequestedAsync()));
        // More than a batch, in every table.
        foreach (var table in Tables)
            await _store.RunAsync($"update {table} set payload = '{Payload}'");

        await _store.RunAsync(
            $$"""
            insert into hub.crossing_outbox (retailer_id, stream, id, kind, version, payload, at)
            select 1, 'publications', gen_random_uuid(), 'article', 1, '{"text":"PLANTED ' || n || '"}', now() from generate_series(1, 250) as n
            """);
        Assert.Equal(("{}", 0), Of(Assert.Single(await PublishedAsync())));
        Assert.True(await new OpenCrossings(_store.Database).SealAsync(Samples.Retailer, _store.Crossings.Company, CancellationToken.None) == 254);

        foreach (var table in Tables)
            Assert.DoesNotContain("PLANTED", await DumpAsync(table), StringComparison.Ordinal);

        Assert.Equal(published with { }, Assert.Single(await PublishedAsync()));
        Assert.Equal(requested with { }, Assert.Single(await RequestedAsync()));
        Assert.Equal(0, await new OpenCrossings(_store.Database).SealAsync(Samples.Retailer, _store.Crossings.Company, CancellationToken.None));
        Assert.All(await new OpenCrossings(_store.Database).ReadNewestAsync(Samples.Retailer, CancellationToken.None), payload => Assert.True(_store.Crossings.Company.Knows(payload)));
    }

    [Fact]
    public async Task Without_keys_nothing_is_handed_in_and_the_refusal_says_what_to_do()
    {
        var without = new SealedCompanyCrossings(
            Company,
            new DeferredCrossingSeal(() => throw new IntegrationHub.Confidential.KeyEncryption.KeyEncryptionException(
                IntegrationHub.Confidential.KeyEncryption.KeyEncryptionProblem.Missing, "No keys.", "Make some.")));

        var refused = Assert.Single(await without.PublishAsync(Samples.Retailer, Item(_customer), "staff", CancellationToken.None));

        Assert.Equal(("CROSSING_KEYS", "Make some."), (refused.Code, refused.Remedy));
        Assert.Empty(await DumpAsync("hub.crossing_outbox"));
    }

    private static (string Payload, int Version) Of(CrossingEntry entry) => (entry.Item.Payload, entry.Item.Version);

    private static CrossingItem Item(Guid? subject) => new(Samples.NewId(), subject, "login", 1, Payload, Samples.Noon);

    private async Task FillAsync()
    {
        Assert.Empty(await Company.PublishAsync(Samples.Retailer, Item(_customer), "staff", CancellationToken.None));
        Assert.Empty(await Customers.RequestAsync(Samples.Retailer, _customer, Item(null), CancellationToken.None));
        var service = new Synchronisation(_store.Get<ICrossingSides>(), new SampleIds(), new NoonClock());
        foreach (var stream in CrossingStream.All)
        {
            while (await service.StepAsync(Samples.Retailer, stream, CancellationToken.None) == CrossingOutcome.Crossed)
            {
            }
        }
    }

    private async Task<IReadOnlyList<CrossingEntry>> PublishedAsync() => await Customers.ReadOwnPublicationsAsync(Samples.Retailer, _customer, 0, 100, CancellationToken.None);

    private async Task<IReadOnlyList<CrossingEntry>> RequestedAsync() => await Company.ReadRequestsAsync(Samples.Retailer, 0, 100, CancellationToken.None);

    private async Task<string> DumpAsync(string table)
    {
        await using var connection = await _store.Around.OpenConnectionAsync();
        using var copy = await connection.BeginTextExportAsync($"copy {table} to stdout");
        return await copy.ReadToEndAsync();
    }
}
