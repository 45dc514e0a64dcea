using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresOperationsTests(StoreFixture store) : OperationsCompliance, IClassFixture<StoreFixture>
{
    protected override HubStore Store => store.Database;

    protected override IExchangeReader Reader => store.Get<IExchangeReader>();

    protected override ISendingStore Sending => store.Get<ISendingStore>();

    protected override IReceptionStore Reception => store.Get<IReceptionStore>();

    protected override IDocumentNotifications Notifications => store.Get<IDocumentNotifications>();
}
