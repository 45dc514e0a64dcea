using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.History;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>Leaves of the ledger.</summary>
[Collection(PostgresCollection.Name)]
public sealed class EventDigestTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task The_stored_digest_is_found_again_from_what_is_stored()
    {
        // A tenth of a microsecond is more than the server keeps.
        var item = new ExchangeEvent(Guid.CreateVersion7(), Samples.Noon.AddTicks(1234567), "a.b", Guid.NewGuid(), null, "hub", """{ "a" : "電" }""");
        await store.Get<IReceptionStore>().RecordEventsAsync(Samples.Retailer, [item], CancellationToken.None);

        await using var command = store.Around.CreateCommand("select at, kind, exchange_id, party_id, actor, data, salt, digest, position from event where id = $1");
        command.Parameters.Uuid(item.Id);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        var read = new ExchangeEvent(item.Id, reader.Time(0), reader.GetString(1), reader.Uuid(2), reader.Uuid(3), reader.GetString(4),
            store.Database.Values.Open(SealedColumns.EventData, Samples.Retailer.Value, item.Id, reader.Bytes(5)));

        Assert.Equal(EventDigest.SaltBytes, reader.Bytes(6).Length);
        Assert.Equal(reader.Bytes(7), EventDigest.Of(reader.Bytes(6), Samples.Retailer, read));
        Assert.True(reader.IsDBNull(8));
    }

    [Fact]
    public void Moving_a_character_from_one_field_to_the_next_changes_the_digest()
    {
        var item = Samples.Event("ab") with { Actor = "cd" };
        var moved = item with { Kind = "abc", Actor = "d" };

        Assert.NotEqual(EventDigest.Of(new byte[16], Samples.Retailer, item), EventDigest.Of(new byte[16], Samples.Retailer, moved));
        Assert.NotEqual(EventDigest.Of(new byte[16], Samples.Retailer, item), EventDigest.Of([.. new byte[15], 1], Samples.Retailer, item));
        Assert.NotEqual(EventDigest.Of(new byte[16], Samples.Retailer, item), EventDigest.Of(new byte[16], new RetailerId(2), item));
    }
}
