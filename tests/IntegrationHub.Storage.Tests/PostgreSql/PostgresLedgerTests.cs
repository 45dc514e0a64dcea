using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresLedgerTests(ClusterFixture cluster) : LedgerCompliance, IAsyncLifetime
{
    private readonly StoreFixture _store = new(cluster);

    protected override ILedgerStore Ledger => _store.Get<ILedgerStore>();

    protected override IExchangeLeaves Leaves => _store.Get<IExchangeLeaves>();

    protected override IReceptionStore Reception => _store.Get<IReceptionStore>();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();
}
