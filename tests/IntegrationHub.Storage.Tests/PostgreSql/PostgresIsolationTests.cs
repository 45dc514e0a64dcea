using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresIsolationTests(StoreFixture store) : IsolationCompliance, IClassFixture<StoreFixture>
{
    protected override HubStore Store => store.Database;

    protected override IReceptionStore Reception => store.Get<IReceptionStore>();

    protected override ICustomerCrossings Customers => store.Get<ICustomerCrossings>();
}
