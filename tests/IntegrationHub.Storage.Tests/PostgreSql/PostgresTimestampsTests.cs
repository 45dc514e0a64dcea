using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresTimestampsTests(ClusterFixture cluster) : TimestampsCompliance, IAsyncLifetime
{
    private readonly StoreFixture _store = new(cluster);

    protected override ITimestampStore Queue => _store.Get<ITimestampStore>();

    protected override ILedgerStore Ledger => _store.Get<ILedgerStore>();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();
}
