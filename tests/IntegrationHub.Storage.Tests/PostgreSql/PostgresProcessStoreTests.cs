using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.History;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.Tests.Compliance;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Engine.Tests;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>The compliance suite of process stores on PostgreSQL. An empty store is a retailer's for whom nothing runs.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresProcessStoreTests(StoreFixture store) : ProcessStoreCompliance, IClassFixture<StoreFixture>
{
    protected override IProcessStore NewStore()
    {
        store.RunAsync(
            """
            truncate process_definition, process_instance, process_task, process_candidate, process_work, process_subscription, process_message, process_notice;
            delete from event
            """).GetAwaiter().GetResult();
        return store.Get<IProcessStore>();
    }

    /// <summary>Steps write their events by statements of their own kind; the ledger wants the same leaves from all of them.</summary>
    [Fact]
    public async Task Every_step_of_a_process_is_a_leaf_that_is_found_again()
    {
        var id = await RunThreeServicesAsync(NewStore());
        await using var command = store.Around.CreateCommand("select id, at, kind, exchange_id, party_id, actor, data, salt, digest from event where exchange_id = $1");
        command.Parameters.Uuid(id);
        await using var reader = await command.ExecuteReaderAsync();
        var leaves = 0;
        for (; await reader.ReadAsync(); leaves++)
        {
            var data = store.Database.Values.Open(SealedColumns.EventData, Samples.Retailer.Value, reader.GetGuid(0), reader.Bytes(6));
            var read = new ExchangeEvent(reader.GetGuid(0), reader.Time(1), reader.GetString(2), reader.Uuid(3), reader.Uuid(4), reader.GetString(5), data);
            Assert.Equal(reader.Bytes(8), EventDigest.Of(reader.Bytes(7), Samples.Retailer, read));
        }

        Assert.Equal(4, leaves);
    }
}
