using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresCrossingsTests(ClusterFixture cluster) : CrossingsCompliance, IAsyncLifetime
{
    private readonly StoreFixture _store = new(cluster);

    protected override ICompanyCrossings Company => _store.Get<ICompanyCrossings>();

    protected override ICustomerCrossings Customers => _store.Get<ICustomerCrossings>();

    protected override ICrossingSides Sides => _store.Get<ICrossingSides>();

    protected override IExchangeReader Reader => _store.Get<IExchangeReader>();

    protected override HubStore Store => _store.Database;

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();
}
