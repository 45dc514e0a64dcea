using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresBillsTests(StoreFixture store) : BillsCompliance, IClassFixture<StoreFixture>
{
    protected override BillStore Bills => new(store.Database, Records, new SampleIds(), TimeProvider.System, new OpenAccess());

    protected override IBusinessRecords Records => new StoredRecords(store.Database, new SampleIds(), TimeProvider.System);
}
