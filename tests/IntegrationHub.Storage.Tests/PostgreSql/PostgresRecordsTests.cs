using IntegrationHub.Exchange.Search;
using IntegrationHub.Retail.Records;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresRecordsTests(StoreFixture store) : RecordsCompliance, IClassFixture<StoreFixture>
{
    protected override IBusinessRecords Records => new StoredRecords(store.Database, new SampleIds(), TimeProvider.System);

    protected override IExchangeReader Reader => store.Get<IExchangeReader>();

    protected override HubStore Store => store.Database;
}
