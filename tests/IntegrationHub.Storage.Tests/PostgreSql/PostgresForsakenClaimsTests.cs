using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Sending;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresForsakenClaimsTests(ClusterFixture cluster) : ForsakenClaimsCompliance, IAsyncLifetime
{
    private readonly StoreFixture _store = new(cluster);

    protected override IForsakenClaims Claims => _store.Get<IForsakenClaims>();

    protected override ISendingStore Sending => _store.Get<ISendingStore>();

    protected override IReceptionStore Reception => _store.Get<IReceptionStore>();

    protected override IDocumentNotifications Notifications => _store.Get<IDocumentNotifications>();

    protected override ILedgerStore Ledger => _store.Get<ILedgerStore>();

    protected override ITimestampStore Timestamps => _store.Get<ITimestampStore>();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();
}
