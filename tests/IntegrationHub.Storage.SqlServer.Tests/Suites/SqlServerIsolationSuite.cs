using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerIsolationSuite(SqlServerDatabase database) : IsolationCompliance
{
    protected override HubStore Store => database.Store;

    protected override IReceptionStore Reception => database.Get<IReceptionStore>();

    protected override ICustomerCrossings Customers => database.Get<ICustomerCrossings>();
}
