using IntegrationHub.Exchange.Search;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresReadingsTests(StoreFixture store) : ReadingsCompliance, IClassFixture<StoreFixture>
{
    protected override ReadingStore Readings => new(store.Database, new SampleIds(), TimeProvider.System, new OpenAccess());

    protected override IExchangeReader Reader => store.Get<IExchangeReader>();
}
