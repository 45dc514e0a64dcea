using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerCrossingsSuite(SqlServerDatabase database) : CrossingsCompliance
{
    protected override ICompanyCrossings Company => database.Get<ICompanyCrossings>();

    protected override ICustomerCrossings Customers => database.Get<ICustomerCrossings>();

    protected override ICrossingSides Sides => database.Get<ICrossingSides>();

    protected override IExchangeReader Reader => database.Get<IExchangeReader>();

    protected override HubStore Store => database.Store;
}
