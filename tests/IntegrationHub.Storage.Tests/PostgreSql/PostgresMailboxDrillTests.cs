using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Mailbox;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresMailboxDrillTests(ClusterFixture cluster) : MailboxDrillCompliance, IAsyncLifetime
{
    private readonly StoreFixture _store = new(cluster);

    protected override IMailboxDrill Drill => _store.Get<IMailboxDrill>();

    protected override IMailbox Mailbox => _store.Get<IMailbox>();

    protected override IReceptionStore Reception => _store.Get<IReceptionStore>();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();
}
