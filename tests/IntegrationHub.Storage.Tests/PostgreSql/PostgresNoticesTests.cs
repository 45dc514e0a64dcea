using IntegrationHub.Storage.Tests.Compliance;
using IntegrationHub.Workflows.Engine.Notifying;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresNoticesTests(StoreFixture store) : NoticesCompliance, IClassFixture<StoreFixture>
{
    protected override INotifier Notifier => store.Get<INotifier>();

    protected override INoticeOutbox Outbox => store.Get<INoticeOutbox>();

    protected override HubStore Store => store.Database;
}
