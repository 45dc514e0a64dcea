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
}
