using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerOperationsSuite(SqlServerDatabase database) : OperationsCompliance
{
    protected override HubStore Store => database.Store;

    protected override IExchangeReader Reader => database.Get<IExchangeReader>();

    protected override ISendingStore Sending => database.Get<ISendingStore>();

    protected override IReceptionStore Reception => database.Get<IReceptionStore>();

    protected override IDocumentNotifications Notifications => database.Get<IDocumentNotifications>();
}
