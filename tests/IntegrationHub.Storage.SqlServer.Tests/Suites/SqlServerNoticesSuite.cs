using IntegrationHub.Storage.Tests.Compliance;
using IntegrationHub.Workflows.Engine.Notifying;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerNoticesSuite(SqlServerDatabase database) : NoticesCompliance
{
    protected override INotifier Notifier => database.Get<INotifier>();

    protected override INoticeOutbox Outbox => database.Get<INoticeOutbox>();

    protected override HubStore Store => database.Store;
}
